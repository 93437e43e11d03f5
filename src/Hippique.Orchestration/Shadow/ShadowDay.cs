using Hippique.Gpi;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>What the looks of a day left, for every book that follows it.</summary>
/// <param name="Plan">The day's races.</param>
/// <param name="Seen">Those seen at H-5, in the order in which they were.</param>
internal sealed record ShadowDay(DayPlan Plan, IReadOnlyList<SeenRace> Seen)
{
    public DateOnly Date => Plan.Date;

    public static async Task<ShadowDay> ReadAsync(
        IArtifactStore store,
        DayPlan plan,
        ShadowFigures figures,
        CancellationToken cancellationToken
    )
    {
        var artifacts = new PhaseArtifacts(store);
        var seen = new List<SeenRace>();
        foreach (var race in plan.Races)
        {
            // A file that was changed by hand costs its own race: it counts as not seen.
            try
            {
                if (await SeenAsync(artifacts, race, figures, cancellationToken).ConfigureAwait(false) is { } found)
                    seen.Add(found);
            }
            catch (ArtifactException broken) when (broken.IsUnreadable) { }
        }
        return new ShadowDay(plan, [.. seen.OrderBy(race => race.H5.Snapshot.TakenAt).ThenBy(race => race.Planned.Id)]);
    }

    private static async Task<SeenRace?> SeenAsync(
        PhaseArtifacts artifacts,
        PlannedRace race,
        ShadowFigures figures,
        CancellationToken cancellationToken
    )
    {
        if (await artifacts.SnapshotAsync(race.Id, Phase.H5, cancellationToken).ConfigureAwait(false) is not { } h5)
            return null;
        var h30 = await artifacts.SnapshotAsync(race.Id, Phase.H30, cancellationToken).ConfigureAwait(false);
        var stored = await artifacts.FinishedAnalysisAsync(race.Id, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RunnerStatistics> known = stored is { IsUnseen: false, Runners.Count: > 0 }
            ? [.. stored.Runners.Select(runner => runner.Statistics).OfType<RunnerStatistics>()]
            : await figures.OfAsync(h5.Snapshot, cancellationToken).ConfigureAwait(false);
        return new SeenRace(race, h5, h30, known, stored);
    }
}

/// <summary>A race that was seen at H-5.</summary>
/// <param name="Planned">In the plan.</param>
/// <param name="H5">The look, with its file's hash.</param>
/// <param name="H30">The earlier look; null: none.</param>
/// <param name="Statistics">What was known of its runners when it was analysed.</param>
/// <param name="Stored">The user's own analysis; null: none.</param>
internal sealed record SeenRace(
    PlannedRace Planned,
    (Snapshot Snapshot, string Hash) H5,
    (Snapshot Snapshot, string Hash)? H30,
    IReadOnlyList<RunnerStatistics> Statistics,
    RaceAnalysis? Stored
)
{
    /// <summary>What a book proposes here.</summary>
    public RaceAnalysis Under(ShadowBook book, PlayerState player) =>
        book.Analyser.Analyse(
            DecisionInputs.Of(book.Settings, (H5.Snapshot, ArtifactPaths.SnapshotH5Name, H5.Hash), H30, player) with
            {
                Statistics = Statistics,
            }
        );
}
