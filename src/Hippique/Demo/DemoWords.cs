using System.Text.Json;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Hosting;
using Hippique.Orchestration.Planning;

namespace Hippique.Demo;

/// <summary>One race explained in words, in the user's language.</summary>
internal static class DemoWords
{
    public static string Played(RaceAnalysis analysis, DayPlan plan)
    {
        var lines = new List<string> { Heading("demo_played", analysis, plan) };
        foreach (var ticket in analysis.Tickets)
        {
            foreach (var leg in ticket.Legs)
            {
                var runner = analysis.Runners.FirstOrDefault(starter => starter.Number == leg.Numbers[0]);
                lines.Add(
                    Texts.Get(
                        "demo_leg",
                        string.Join(" - ", leg.Numbers),
                        string.Join(", ", leg.Horses),
                        Texts.Get($"bet_{JsonNamingPolicy.SnakeCaseLower.ConvertName(ticket.Bet.ToString())}"),
                        runner?.OddsH5 ?? 0,
                        (runner?.WinProbability ?? 0) * 100,
                        leg.Probability * 100,
                        leg.Odds,
                        leg.ExpectedDividend,
                        (leg.Probability * leg.ExpectedDividend - 1) * 100,
                        leg.Stake.Amount,
                        leg.MinimumOdds
                    )
                );
            }
        }
        lines.Add(Texts.Get("demo_guards_passed", analysis.Guards.Count(guard => guard.Passed), analysis.Guards.Count));
        return string.Join(Environment.NewLine, lines);
    }

    public static string Refused(RaceAnalysis analysis, DayPlan plan)
    {
        var lines = new List<string> { Heading("demo_refused", analysis, plan) };
        if (analysis.Guards.FirstOrDefault(guard => !guard.Passed && guard.Code == analysis.Reason) is { } guard)
            lines.Add(Guard(guard));
        if (Closest(analysis) is { } runner)
        {
            lines.Add(
                Texts.Get("demo_closest", runner.Number, runner.Horse, runner.Price, runner.PlayableFrom, (runner.ExpectedRoi ?? 0) * 100)
            );
        }
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The horse whose price came nearest to the one at which it would have been played.</summary>
    public static RunnerAnalysis? Closest(RaceAnalysis analysis) =>
        analysis
            .Runners.Where(runner => runner is { Price: > 0, PlayableFrom: not null })
            .MinBy(runner => runner.PlayableFrom / runner.Price);

    private static string Guard(GuardVerdict guard) =>
        guard is { Value: { } value, Threshold: { } threshold }
            ? Texts.Get("demo_guard", guard.Code, value, threshold)
            : Texts.Get("demo_guard_bare", guard.Code, guard.Note ?? "");

    private static string Heading(string key, RaceAnalysis analysis, DayPlan plan)
    {
        var race = plan.Races.First(planned => planned.Id == analysis.Race);
        return Texts.Get(key, race.Id.Code, race.Meeting, race.Name);
    }
}
