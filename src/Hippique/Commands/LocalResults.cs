using Hippique.Api;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Commands;

/// <summary>What the action log says of work that a verb did without a service; the same as of a call that the service answers.</summary>
internal static class LocalResults
{
    public static ActionResult Of(ScheduleDayResult result) =>
        result is ScheduleDayResult.NoProgramme none ? ActionResult.Refused(string.Join("; ", none.Errors)) : ActionResult.Done;

    public static ActionResult Of(SettleResult result) =>
        result switch
        {
            SettleResult.Unknown unknown => ActionResult.Refused(unknown.Why.ToString()),
            SettleResult.Settled { CanRetry: true } settled => ActionResult.Refused(settled.Why),
            _ => ActionResult.Done,
        };

    public static ActionResult Of(BetResult result) =>
        result switch
        {
            BetResult.Unknown unknown => ActionResult.Refused(unknown.Why.ToString()),
            BetResult.Refused refused => ActionResult.Refused(refused.Why.ToString()),
            _ => ActionResult.Done,
        };

    public static ActionResult Of(RunRaceResult result) =>
        result switch
        {
            RunRaceResult.Ran { Phase: PhaseResult.Ended { IsDone: false } ended } => ActionResult.Failed(ended.End.Detail),
            RunRaceResult.Ran { Phase: PhaseResult.RetryLater later } => ActionResult.Refused(later.Why.ToString()),
            RunRaceResult.Looked { Look: { IsDone: false } look } => ActionResult.Failed(look.Reason),
            RunRaceResult.UnknownRace unknown => ActionResult.Refused(unknown.Why.ToString()),
            RunRaceResult.NoProgramme none => ActionResult.Refused(string.Join("; ", none.Errors)),
            _ => ActionResult.Done,
        };

    public static ActionResult Of(TaskOrderVerdict verdict) =>
        verdict switch
        {
            TaskOrderVerdict.Answered { Answer: { Ok: false } answer } => ActionResult.Failed(answer.Reason),
            TaskOrderVerdict.Unknown unknown => ActionResult.Refused(unknown.Why.ToString()),
            TaskOrderVerdict.Refused refused => ActionResult.Refused(refused.Why.ToString()),
            TaskOrderVerdict.Later later => ActionResult.Refused(later.Why.ToString()),
            _ => ActionResult.Done,
        };
}
