using System.CommandLine;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Statistics;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Hippique.Commands;

/// <summary><c>hippique replay FILE [--date D] --out DIR</c>: recorded races run again by the service's own handlers, under a virtual clock.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = Texts.Get("replay_file") };
        var date = DateOption.Create("replay_date");
        var output = new Option<string>("--out") { Description = Texts.Get("replay_out"), Required = true };
        var history = new Option<string[]>("--history")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = Texts.Get("replay_history"),
        };
        var command = new Command("replay", Texts.Get("replay")) { file, date, output, history };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetRequiredValue(file),
                    parsed.GetValue(date),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(history) ?? [],
                    Screen.Of(parsed),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string file,
        DateOnly? date,
        string output,
        string[] history,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var play = SettingsReader.FromEnvironment().Play;
        var settings = play.ForPhases() with
        {
            // The pools of the file, whatever the user has an account for.
            Operators = [],
        };
        var further = RaceFiles.Expand(history);
        if (Directory.Exists(file))
        {
            var record = RecordedHistory.OfFiles(further, cancellationToken);
            return await RecordedDayReplay.RunAsync(file, date, output, record, screen, cancellationToken);
        }
        var known = RecordedHistory.ForReplay(file, further, cancellationToken);
        var analyser = new StatisticsEnricher(new RaceAnalyser(RuleSets.Load(play.Rules).Value, play.Model), known);
        var runner = new ReplayRunner(analyser, settings, NullLoggerFactory.Instance);
        var report = await ReplayProgressBar.RunAsync(progress =>
            date is { } day
                ? runner.RunDayAsync(file, day, output, progress, cancellationToken)
                : runner.RunAllAsync(file, output, progress, cancellationToken)
        );
        Show(report, screen);
        return report.Refused.Count == 0 ? 0 : screen.Fail(report.Refused);
    }

    /// <summary>The same for one day and several.</summary>
    internal static void Show(ReplayReport report, Screen screen) => screen.Answer(report.ToSummaries(), _ => Tell(report, screen));

    private static void Tell(ReplayReport report, Screen screen)
    {
        if (report.Total.Simulated)
            screen.Out.WriteLine(Texts.Get("tickets_simulated"));
        if (report.Days.Count > 1)
            screen.Write(Days(report));
        var total = report.Total;
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        void Row(string key, params ReadOnlySpan<object?> values) =>
            table.AddRow(Markup.Escape(Texts.Get($"replay_row_{key}")), Markup.Escape(Texts.Get($"replay_value_{key}", values)));
        Row("races", total.Races);
        Row("phases", total.Phases.Done, total.Phases.Late, total.Phases.Missed, total.Phases.Cancelled, total.Phases.Failed);
        Row("h30", total.Odds.H30.Live, total.Odds.H30.Reference, total.Odds.H30.Modelled, total.Odds.H30.None);
        Row("h5", total.Odds.H5.Live, total.Odds.H5.Modelled, total.Odds.H5.None);
        Row("decisions", total.Decisions.Play, total.Decisions.Abstain, total.Decisions.Unplayable);
        Row("tickets", total.Tickets, total.Staked.Amount);
        Row("returned", total.ReturnedWin.Amount, total.StakedWin.Amount, total.Unsettled);
        Row("basis", total.Basis.Official, total.Basis.ClosingOdds);
        Row("duration", total.Artifacts, total.ElapsedMs / 1000.0);
        screen.Write(table);
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
    }

    private static Table Days(ReplayReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in "date races done other play tickets staked returned".Split(' '))
            table.AddColumn(new TableColumn(Markup.Escape(Texts.Get($"replay_column_{column}"))).RightAligned().NoWrap());
        foreach (var day in report.Days)
        {
            table.AddRow(
                Texts.Get("words_day", day.Date!.Value),
                Text(day.Races),
                Text(day.Phases.Done),
                Text(day.Phases.Late + day.Phases.Missed + day.Phases.Cancelled + day.Phases.Failed),
                Text(day.Decisions.Play),
                Text(day.Tickets),
                Money(day.Staked.Amount),
                Money(day.ReturnedWin.Amount)
            );
        }
        return table;
    }

    private static string Text(int number) => number.ToString(Texts.Culture);

    private static string Money(decimal amount) => amount.ToString("0.00", Texts.Culture);
}
