using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Hosting.Serving;

/// <summary>Shows each decision on the terminal as it falls.</summary>
internal sealed class TerminalDecisions : IEventListener
{
    public void Heard(HippiqueEvent happened)
    {
        switch (happened)
        {
            case HippiqueEvent.RaceDecided { Analysis: var analysis }:
                Console.Out.WriteLine(Decision(analysis));
                break;
            case HippiqueEvent.TaskEnded { Task: { Race: { } race, Kind: TaskKind.H30 or TaskKind.H5 } task, End: { IsDone: false } end }:
                Console.Out.WriteLine($"  {race.Code} {task.Kind}: {end.State}: {end.Detail}");
                break;
            case HippiqueEvent.PlanFailed failed:
                Console.Out.WriteLine(Failure(failed));
                break;
            case HippiqueEvent.PlanStands stands:
                Console.Out.WriteLine(Texts.Get("serve_plan_stands", Day(stands.Date), stands.Races, stands.Failures));
                break;
            case HippiqueEvent.PlanKept kept:
                Console.Out.WriteLine(Texts.Get("serve_plan_kept", Day(kept.Date), kept.Races, kept.Why));
                break;
        }
    }

    /// <summary>Why a day could not be planned, and when it is tried again.</summary>
    internal static string Failure(HippiqueEvent.PlanFailed failed) =>
        failed.NextTry is { } next
            ? Texts.Get("serve_plan_failed", Day(failed.Date), failed.Tries, ParisTime.ToParis(next), failed.Why)
            : Texts.Get("serve_plan_none", Day(failed.Date), failed.Why);

    private static string Day(DateOnly date) => date.ToString("d", Texts.Culture);

    /// <summary>One line for the verdict and what it came short of; one for each leg of a ticket, and the warning under them.</summary>
    internal static string Decision(RaceAnalysis analysis)
    {
        var words = new AccountWords(Texts.Culture);
        var lines = new List<string> { $"▶ {analysis.Race.Code}: {Verdict(analysis, words)}" };
        foreach (var ticket in analysis.Tickets)
        {
            foreach (var leg in ticket.Legs)
            {
                lines.Add(
                    words.Get(
                        "serve_leg",
                        words.Bet(ticket.Bet),
                        string.Join("-", leg.Numbers),
                        string.Join(", ", leg.Horses),
                        leg.Stake.Amount,
                        leg.Odds,
                        leg.MinimumOdds
                    )
                );
            }
        }
        if (analysis.Tickets.Count > 0)
            lines.Add("  " + ResponsibleGambling.Line);
        return string.Join(Environment.NewLine, lines);
    }

    private static string Verdict(RaceAnalysis analysis, AccountWords words)
    {
        var verdict = words.Get($"outcome_{analysis.Outcome.ToString().ToLowerInvariant()}");
        if (analysis.Tickets is [var first, ..])
            return $"{verdict}, {words.Get("serve_until", ParisTime.ToParis(first.ExpiresAt))}";
        if (analysis.Reason is { } reason)
            verdict += $", {words.Guard(reason)} ({reason.Text()})";
        if (analysis.Closest is not { } closest)
            return verdict;
        var key = closest.PlayableFrom is null ? "serve_closest_never" : "serve_closest";
        return $"{verdict}. {words.Get(key, closest.Number, closest.Horse, closest.Price, closest.PlayableFrom)}";
    }
}
