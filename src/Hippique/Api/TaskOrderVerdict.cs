using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>What is told of an order about a task, the same over HTTP and at the command line.</summary>
internal abstract record TaskOrderVerdict
{
    private TaskOrderVerdict() { }

    public sealed record Answered(TaskOrderAnswer Answer) : TaskOrderVerdict;

    /// <summary>There is no such task or race.</summary>
    public sealed record Unknown(Problem Why) : TaskOrderVerdict;

    /// <summary>As things stand it cannot be done; nothing was.</summary>
    public sealed record Refused(Problem Why) : TaskOrderVerdict;

    /// <summary>It could not be carried out now, and a retry can help.</summary>
    public sealed record Later(TimeSpan After, Problem Why) : TaskOrderVerdict;

    public static TaskOrderVerdict Of(string name, TaskOrderResult result, DateTimeOffset now) =>
        result switch
        {
            TaskOrderResult.Unknown { Why: var why } => new Unknown(why),
            TaskOrderResult.Refused { Why: var why } => new Refused(why),
            TaskOrderResult.Cancelled => new Answered(TaskOrderAnswer.Of(name, TaskEnd.Cancelled.ByPerson, ok: true)),
            TaskOrderResult.Looked { Result: var look } => Of(name, look),
            TaskOrderResult.Ran { Run: var run } => Of(name, run, now),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };

    private static TaskOrderVerdict Of(string name, RunRaceResult look) =>
        look switch
        {
            RunRaceResult.Ran { Phase: PhaseResult.Ended ended } => new Answered(TaskOrderAnswer.Of(name, ended)),
            RunRaceResult.Ran { Phase: PhaseResult.RetryLater later } => new Later(later.After, later.Why),
            RunRaceResult.Looked { Look: ExtraLook.Refused { RetryAfter: { } after } refused } => new Later(after, refused.Why),
            RunRaceResult.Looked { Look: var extra } => new Answered(TaskOrderAnswer.Of(name, extra)),
            RunRaceResult.UnknownRace unknown => new Unknown(unknown.Why),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };

    private static TaskOrderVerdict Of(string name, TaskRun run, DateTimeOffset now) =>
        run switch
        {
            TaskRun.Ended { End: var end } => new Answered(TaskOrderAnswer.Of(name, end)),
            TaskRun.GoesOn { After: var after } => new Answered(TaskOrderAnswer.Waiting(name, now + after)),
            TaskRun.Again { After: var after, Why: var why } => new Later(after, Problem.Verbatim(why)),
            var other => throw new InvalidOperationException($"no answer for {other.GetType().Name}"),
        };
}
