using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Sources.Reads;
using Hippique.Sources.Registration;

namespace Hippique.Orchestration.Health;

/// <summary>Reads whether the service does its work: the plan of today, the queue, and whether new data arrive. All but the queue stands in the store, so that another process sees it too.</summary>
public sealed class HealthReader(
    PlanStore plans,
    PlanTryStore tries,
    PlanPauseStore pauses,
    FavouriteBook favourites,
    IArtifactStore store,
    SourceSet sources,
    IEnumerable<IFigureSource> figures,
    ITaskTimer timer,
    QueueStatus queue,
    TimeProvider clock
)
{
    private readonly LastReads _reads = new(new ArtifactSourceStore(store));

    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<HealthReport> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return new HealthReport
        {
            At = now.ToUniversalTime(),
            Plan = await PlanAsync(ParisTime.ProgrammeOf(now), cancellationToken).ConfigureAwait(false),
            Queue = await QueueAsync(cancellationToken).ConfigureAwait(false),
            Sources = await SourcesAsync(cancellationToken).ConfigureAwait(false),
            Favourites = await FavouritesAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<PlanHealth> PlanAsync(DateOnly date, CancellationToken cancellationToken) =>
        PlanHealth.Of(
            await tries.GetAsync(date, cancellationToken).ConfigureAwait(false),
            await plans.GetAsync(date, cancellationToken).ConfigureAwait(false),
            await pauses.GetAsync(cancellationToken).ConfigureAwait(false)
        );

    /// <summary>What each source in use has brought, by source and kind.</summary>
    public async Task<IReadOnlyList<SourceHealth>> SourcesAsync(CancellationToken cancellationToken)
    {
        var names = sources
            .InOrder.Select(source => source.Name)
            .Concat(figures.Select(source => source.Name))
            .Distinct(StringComparer.Ordinal);
        var found = new List<SourceHealth>();
        foreach (var name in names)
        {
            if (await _reads.OfAsync(name, cancellationToken).ConfigureAwait(false) is not { News: { } news })
                continue;
            var limits = SourceDescriptors.Find(name)?.Silence ?? SilenceLimit.Defaults;
            found.AddRange(
                news.OrderBy(pair => pair.Key)
                    .Select(pair => new SourceHealth(
                        name,
                        pair.Key,
                        pair.Value.LastGood,
                        pair.Value.LastNew,
                        pair.Value.Repeats,
                        pair.Value.IsSilent(limits.GetValueOrDefault(pair.Key))
                    ))
            );
        }
        return found;
    }

    /// <exception cref="IOException">The store cannot be read.</exception>
    public Task<IReadOnlyList<FavouriteAgreement>> FavouritesAsync(CancellationToken cancellationToken) =>
        favourites.AgreementsAsync(cancellationToken);

    private async Task<QueueState> QueueAsync(CancellationToken cancellationToken)
    {
        if (!queue.IsOpen)
            return queue.IsClosed ? QueueState.Stopped : QueueState.Starting;
        if (queue.Hangs)
            return QueueState.Hanging;
        return await timer.IsPausedAsync(cancellationToken).ConfigureAwait(false) ? QueueState.Paused : QueueState.Running;
    }
}
