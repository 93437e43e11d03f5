using Hippique.Gpi;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;

namespace Hippique.Hosting.Serving;

/// <summary>Shows each decision on the terminal as it falls.</summary>
internal sealed class TerminalDecisions : IPhaseObserver
{
    public void PhaseEnded(PhaseResult.Ended ended)
    {
        if (ended.Analysis is { } analysis)
            Console.Out.WriteLine(Decision(analysis));
        else if (ended.End is TaskEnd.Missed or TaskEnd.Failed or TaskEnd.Cancelled)
            Console.Out.WriteLine($"  {ended.Race} {ended.Phase}: {ended.End.State}: {ended.End.Detail}");
    }

    /// <summary>One line for the verdict, one for each ticket's legs, and the warning under every ticket.</summary>
    internal static string Decision(RaceAnalysis analysis)
    {
        var verdict = Texts.Get($"outcome_{analysis.Outcome.ToString().ToLowerInvariant()}");
        var lines = new List<string> { $"▶ {analysis.Race}: {verdict}{(analysis.Reason is { } reason ? $" ({reason})" : "")}" };
        foreach (var ticket in analysis.Tickets)
        {
            foreach (var leg in ticket.Legs)
            {
                lines.Add(
                    Texts.Get(
                        "serve_leg",
                        ticket.Bet,
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
}
