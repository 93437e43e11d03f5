using Hippique.Demo;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Recording;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Commands;

/// <summary><c>hippique replay DAY_FOLDER --out DIR</c>: a day of the service run again from the pages that it recorded.</summary>
internal static class RecordedDayReplay
{
    /// <param name="folder">The day's folder.</param>
    /// <param name="date">The programme day; null: that of the folder.</param>
    /// <param name="output">Folder of the artifacts.</param>
    /// <param name="known">Past races, of files that the user named: never those of <c>DATA_DIR</c>.</param>
    /// <param name="play">What the user decided.</param>
    /// <param name="screen">Where the report goes.</param>
    /// <param name="cancellationToken">Ends the replay before anything is written.</param>
    public static async Task<int> RunAsync(
        string folder,
        DateOnly? date,
        string output,
        RaceHistory known,
        PhaseSettings play,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var settings = SettingsReader.FromEnvironment();
        RecordedFolder? recorded;
        try
        {
            recorded = RecordedFolder.Open(folder, date);
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or UnreadableFileException)
        {
            return screen.Fail(FileProblem.Of(corrupt));
        }
        if (recorded is null)
            return screen.Fail(Texts.Get("replay_no_programme", folder));
        // What was bet in then, not the pools of the file.
        var phases = recorded.Simulated
            ? DemoComposition.Play(settings.Play).ForPhases() with
            {
                Simulated = true,
            }
            : play with
            {
                Operators = settings.Play.Operators,
            };
        FigureBook figures;
        try
        {
            figures = await FiguresAsync(folder, cancellationToken);
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or UnreadableFileException)
        {
            return screen.Fail(FileProblem.Of(corrupt));
        }
        RecordedSources? sources = null;
        try
        {
            var day = recorded.ToReplay(clock =>
                (
                    sources = new RecordedSources(
                        recorded.Pages,
                        clock,
                        recorded.Order ?? settings.Sources.Order,
                        recorded.BaseUrls ?? settings.Sources.BaseUrls
                    )
                ).InOrder
            );
            var runner = new ReplayRunner(
                new StatisticsEnricher(
                    new RaceAnalyser(RuleSets.Load(settings.Play.Rules).Value, settings.Play.Model),
                    () => known,
                    day => day == recorded.Date ? figures : FigureBook.Empty
                ),
                phases,
                NullLoggerFactory.Instance
            );
            var report = await runner.RunSourcesAsync(day, output, cancellationToken);
            ReplayCommand.Show(report, screen);
            return 0;
        }
        finally
        {
            sources?.Dispose();
        }
    }

    /// <summary>The published figures that the day knew; each look uses what was known at its instant.</summary>
    private static async Task<FigureBook> FiguresAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, ArtifactPaths.FiguresName);
        return File.Exists(file)
            ? new FigureBook(FigureStore.Read(file, await File.ReadAllBytesAsync(file, cancellationToken)))
            : FigureBook.Empty;
    }
}
