using Hippique.Demo;
using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Recording;

namespace Hippique.Commands;

/// <summary>A day of the service that recorded its pages, with what was played and what was published then: all that a replay of it needs besides its rules.</summary>
internal sealed record RecordedDaySetup
{
    public required RecordedFolder Recorded { get; init; }

    /// <summary>What was bet in then.</summary>
    public required PhaseSettings Phases { get; init; }

    /// <summary>The published figures that the day knew; each look uses what was known at its instant.</summary>
    public required FigureBook Figures { get; init; }

    /// <summary>Whom to ask, if the recording does not say it.</summary>
    public required SourceSettings Sources { get; init; }

    /// <param name="folder">The day's folder.</param>
    /// <param name="date">The programme day; null: that of the folder.</param>
    /// <param name="settings">Of the program.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>Null if there is no programme in it.</returns>
    /// <exception cref="UnreadableFileException">It has no recorded pages, or its figures cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file of it is corrupt.</exception>
    public static async Task<RecordedDaySetup?> OpenAsync(
        string folder,
        DateOnly? date,
        HippiqueSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (RecordedFolder.Open(folder, date) is not { } recorded)
            return null;
        return new RecordedDaySetup
        {
            Recorded = recorded,
            Phases = recorded.Simulated
                ? DemoComposition.Play(settings.Play).ForPhases() with
                {
                    Simulated = true,
                }
                : settings.Play.ForPhases(),
            Figures = await FiguresAsync(folder, cancellationToken),
            Sources = settings.Sources,
        };
    }

    /// <param name="rules">The rule set.</param>
    /// <param name="model">Fitted on past races.</param>
    /// <param name="known">Past races, of files that the user named: never those of <c>DATA_DIR</c>.</param>
    public IRaceAnalyser Analyser(RuleSet rules, GpiModel model, RaceHistory known) =>
        new StatisticsEnricher(new RaceAnalyser(rules, model), () => known, day => day == Recorded.Date ? Figures : FigureBook.Empty);

    /// <param name="opened">Told what is to be disposed of after the replay.</param>
    public ReplayedDay ToReplay(Action<IDisposable> opened) =>
        Recorded.ToReplay(clock =>
        {
            var sources = new RecordedSources(
                Recorded.Pages,
                clock,
                Recorded.Order ?? Sources.Order,
                Recorded.BaseUrls ?? Sources.BaseUrls
            );
            opened(sources);
            return sources.InOrder;
        });

    private static async Task<FigureBook> FiguresAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, ArtifactPaths.FiguresName);
        return File.Exists(file)
            ? new FigureBook(FigureStore.Read(file, await File.ReadAllBytesAsync(file, cancellationToken)))
            : FigureBook.Empty;
    }
}
