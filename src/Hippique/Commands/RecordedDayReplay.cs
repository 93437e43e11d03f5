using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Commands;

/// <summary><c>hippique replay DAY_FOLDER --out DIR</c>: a day of the service run again from the pages that it recorded.</summary>
internal static class RecordedDayReplay
{
    /// <param name="folder">The day's folder.</param>
    /// <param name="date">The programme day; null: that of the folder.</param>
    /// <param name="output">Folder of the artifacts.</param>
    /// <param name="known">Past races, of files that the user named: never those of <c>DATA_DIR</c>.</param>
    /// <param name="screen">Where the report goes.</param>
    /// <param name="cancellationToken">Ends the replay before anything is written.</param>
    public static async Task<int> RunAsync(
        string folder,
        DateOnly? date,
        string output,
        RaceHistory known,
        Screen screen,
        CancellationToken cancellationToken
    )
    {
        var settings = SettingsReader.FromEnvironment();
        RecordedDaySetup? setup;
        try
        {
            setup = await RecordedDaySetup.OpenAsync(folder, date, settings, cancellationToken);
        }
        catch (Exception corrupt) when (corrupt is InvalidDataException or UnreadableFileException)
        {
            return screen.Fail(FileProblem.Of(corrupt));
        }
        if (setup is null)
            return screen.Fail(Texts.Get("replay_no_programme", folder));
        IDisposable? sources = null;
        try
        {
            var runner = new ReplayRunner(
                setup.Analyser(RuleSets.Load(settings.Play.Rules).Value, settings.Play.Model, known),
                setup.Phases,
                NullLoggerFactory.Instance
            );
            var report = await runner.RunSourcesAsync(setup.ToReplay(opened => sources = opened), output, cancellationToken);
            ReplayCommand.Show(report, screen);
            return 0;
        }
        finally
        {
            sources?.Dispose();
        }
    }
}
