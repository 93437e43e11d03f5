using Hippique.Gpi.Guards;
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
        var words = new DemoWords(Texts.Culture);
        if (TellingRaces.Played(outcome.Analyses) is { } played)
            Say(words.Played(played, outcome.Plan));
        if (TellingRaces.Refused(outcome.Analyses) is { } refused)
            Say(words.Refused(refused, outcome.Plan));
        Say(Texts.Get("demo_honest"));
        Say(Texts.Get("demo_folder", folder));
        Console.Out.WriteLine(ResponsibleGambling.Line);
    }

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
        Row(Texts.Get("demo_row_duration"), Texts.Get("demo_value_duration", elapsed.TotalSeconds));
        return table;
    }

    private static void Say(string text) => Console.Out.WriteLine(text + Environment.NewLine);
}
