using System.Text.Json.Serialization;
using Hippique.Hosting;
using Hippique.Orchestration.Backfill;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary>What <c>hippique backfill</c> answers.</summary>
/// <param name="Folder">Absolute path of the files.</param>
/// <param name="Days">Days of this run, the newest first.</param>
/// <param name="Known">Days that were whole before.</param>
/// <param name="Left">Days that are still to be fetched.</param>
/// <param name="Refused">Why nothing could be read of a day, by day.</param>
/// <param name="Stopped">Why the run ended before the last day.</param>
internal sealed record BackfillAnswer(
    string Folder,
    IReadOnlyList<BackfilledDay> Days,
    int Known,
    int Left,
    IReadOnlyList<SourceError> Refused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SourceError? Stopped
)
{
    /// <summary>The line of a day.</summary>
    public static string LineOf(BackfilledDay day)
    {
        var line = Texts.Get("backfill_day", day.Date, day.Races, day.Dividends, day.Stakes);
        return day.IsWhole ? line : Texts.Get("backfill_pending", line, day.Pending);
    }

    /// <summary>Answers with what a run brought; exit code 0 if no day is left.</summary>
    public static int Show(Screen screen, string root, BackfillReport report)
    {
        screen.Answer(
            new BackfillAnswer(root, report.Days, report.Known, report.Left, report.Refused, report.Stopped),
            told => told.Write(screen)
        );
        var problems = ProblemText.Lines(report.Refused).ToList();
        if (report.Stopped is { } why)
            problems.Add(Texts.Get("backfill_stopped", report.Left, ProblemText.Of(why)));
        else if (report.Left > 0)
            problems.Add(Texts.Get("backfill_left", report.Left));
        return problems.Count == 0 ? 0 : screen.Fail(problems);
    }

    private void Write(Screen screen)
    {
        screen.Say(Texts.Get(Days.Count + Left == 0 ? "backfill_none" : "backfill_done", Days.Count, Known, Left));
        if (Days.Sum(day => day.Notes.Count) is > 0 and var notes)
            screen.Say(Texts.Get("backfill_notes", notes, Path.Combine(Folder, "days")));
        if (Known == 0 && !Days.Any(day => day is { IsWhole: true, Races: > 0 }))
            return;
        var (races, dividends, pools) = (In(BackfillFolder.Races), In(BackfillFolder.Dividends), In(BackfillFolder.Pools));
        screen.Say(Texts.Get("backfill_next"));
        screen.Out.WriteLine($"  hippique calibrate {races} --dividends {dividends} --pools {pools} --out MODEL.json");
        screen.Out.WriteLine($"  hippique evaluate --pools {pools} --dividends {dividends}");

        string In(string part) => Path.Combine(Path.GetRelativePath(Environment.CurrentDirectory, Folder), part);
    }
}
