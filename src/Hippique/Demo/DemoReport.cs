using Hippique.Commands;
using Hippique.Explaining;
using Hippique.Gpi.Guards;
using Hippique.Hosting;
using Hippique.Orchestration.Tasks;
using Spectre.Console;

namespace Hippique.Demo;

/// <summary>The day's table, and two races in words.</summary>
internal sealed class DemoReport(Screen screen)
{
    public void Show(DemoOutcome outcome, string folder, TimeSpan elapsed)
    {
        var phases = new DemoPhases(outcome.Tasks);
        screen.Write(Table(outcome, phases, elapsed));
        var words = new DemoWords(Texts.Culture);
        Say(words.Changes(phases, outcome.Plan));
        if (TellingRaces.Played(outcome.Analyses) is { } played)
            Say(words.Played(played, outcome.Plan));
        if (TellingRaces.Refused(outcome.Analyses) is { } refused)
            Say(words.Refused(refused, outcome.Plan));
        Say(Texts.Get("demo_honest"));
        Say(Texts.Get("demo_folder", folder));
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
    }

    private static Table Table(DemoOutcome outcome, DemoPhases phases, TimeSpan elapsed)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .Title(Markup.Escape(Texts.Get("demo_title")))
            .HideHeaders()
            .AddColumn("")
            .AddColumn("");
        int Decided(Outcome how) => outcome.Analyses.Count(analysis => analysis.Outcome == how);
        void Row(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));
        Row(Texts.Get("replay_row_races"), Texts.Get("replay_value_races", outcome.Plan.Races.Count));
        Row(
            Texts.Get("replay_row_phases"),
            Texts.Get(
                "demo_value_phases",
                phases.Ends.Count,
                phases.Count<TaskEnd.Done>(),
                phases.Count<TaskEnd.Late>(),
                phases.Count<TaskEnd.Missed>(),
                phases.Count<TaskEnd.Cancelled>(),
                phases.Count<TaskEnd.Failed>()
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

    private void Say(string text)
    {
        foreach (
            var line in text.Split(Environment.NewLine)
                .SelectMany(line => WrappedText.Of(line, line.StartsWith("  ", StringComparison.Ordinal) ? "  " : ""))
        )
            screen.Out.WriteLine(line);
        screen.Out.WriteLine();
    }
}
