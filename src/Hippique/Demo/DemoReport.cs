using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Orchestration.Tasks;
using Spectre.Console;

namespace Hippique.Demo;

/// <summary>The day's table, and two races in words.</summary>
internal static class DemoReport
{
    public static void Show(DemoOutcome outcome, string folder, TimeSpan elapsed)
    {
        AnsiConsole.Write(Table(outcome, elapsed));
        if (Played(outcome) is { } played)
            Say(DemoWords.Played(played, outcome.Plan));
        if (Refused(outcome) is { } refused)
            Say(DemoWords.Refused(refused, outcome.Plan));
        Say(Texts.Get("demo_honest"));
        Say(Texts.Get("demo_folder", folder));
        Console.Out.WriteLine(ResponsibleGambling.Line);
    }

    /// <summary>The race with the best expected profit among those played.</summary>
    private static RaceAnalysis? Played(DemoOutcome outcome) =>
        outcome
            .Analyses.Where(analysis => analysis.Outcome == Outcome.Play)
            .MaxBy(analysis => analysis.Tickets.Sum(ticket => ticket.ExpectedRoi * ticket.Stake.ToDouble()));

    /// <summary>The abstention in which a horse came closest to its playable price.</summary>
    private static RaceAnalysis? Refused(DemoOutcome outcome) =>
        outcome
            .Analyses.Where(analysis => analysis.Outcome == Outcome.Abstain && DemoWords.Closest(analysis) is not null)
            .MinBy(analysis => DemoWords.Closest(analysis)!.PlayableFrom!.Value / DemoWords.Closest(analysis)!.Price!.Value);

    private static Table Table(DemoOutcome outcome, TimeSpan elapsed)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape(Texts.Get("demo_title")))
            .HideHeaders()
            .AddColumn("")
            .AddColumn("");
        int Count<T>()
            where T : TaskEnd => outcome.Tasks.Count(task => task.End is T);
        int Decided(Outcome how) => outcome.Analyses.Count(analysis => analysis.Outcome == how);
        void Row(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));
        Row(Texts.Get("replay_row_races"), Texts.Get("replay_value_races", outcome.Plan.Races.Count));
        Row(
            Texts.Get("replay_row_phases"),
            Texts.Get(
                "replay_value_phases",
                Count<TaskEnd.Done>(),
                Count<TaskEnd.Late>(),
                Count<TaskEnd.Missed>(),
                Count<TaskEnd.Cancelled>(),
                Count<TaskEnd.Failed>()
            )
        );
        Row(
            Texts.Get("replay_row_decisions"),
            Texts.Get("replay_value_decisions", Decided(Outcome.Play), Decided(Outcome.Abstain), Decided(Outcome.Unplayable))
        );
        var settled = outcome.Settlement;
        Row(
            Texts.Get("replay_row_tickets"),
            Texts.Get("replay_value_tickets", outcome.Analyses.Sum(analysis => analysis.Tickets.Count), settled.Staked.Amount)
        );
        Row(Texts.Get("demo_row_returned"), Texts.Get("demo_value_returned", settled.Returned.Amount, settled.Unsettled));
        Row(Texts.Get("replay_row_duration"), Texts.Get("demo_value_duration", elapsed.TotalSeconds));
        return table;
    }

    private static void Say(string text) => Console.Out.WriteLine(text + Environment.NewLine);
}
