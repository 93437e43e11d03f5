using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>What was seen of a race before it was run, as far as its settlement and the record need it.</summary>
internal sealed class RaceLooks
{
    private RaceLooks(PlannedRace race, Snapshot? early, Snapshot? last)
    {
        (Early, Last) = (early, last);
        if ((last ?? early) is not { } seen)
            return;
        Simulated = seen.Simulated;
        Card = seen.Card with
        {
            Id = race.Id,
            Cancelled = race.Cancelled,
            // A source that deletes withdrawn runners lists them at the first look at least.
            DeclaredRunners = Math.Max(seen.Card.Declared, early?.Card.Declared ?? 0),
        };
    }

    /// <summary>H-30; null: it was not taken.</summary>
    public Snapshot? Early { get; }

    /// <summary>H-5; null: it was not taken.</summary>
    public Snapshot? Last { get; }

    /// <summary>The race is invented.</summary>
    public bool Simulated { get; }

    /// <summary>The last card, with the plan's word on whether it was called off; null if the race was never looked at.</summary>
    public RaceCard? Card { get; }

    public static async Task<RaceLooks> ReadAsync(IArtifactStore store, PlannedRace race, CancellationToken cancellationToken) =>
        new(
            race,
            await ReadAsync(store, race.Id, Phase.H30, cancellationToken).ConfigureAwait(false),
            await ReadAsync(store, race.Id, Phase.H5, cancellationToken).ConfigureAwait(false)
        );

    /// <summary>Whether a winner stands on the card; else the result is of another race.</summary>
    public bool IsOf(RaceResult result) =>
        Card is null || result.Arrival.Count == 0 || result.Arrival[0].Any(number => Card.Runners.Any(runner => runner.Number == number));

    /// <summary>Null if the race was never looked at.</summary>
    public FinishedRace? Finished(RaceResult? result) => Card is null ? null : FinishedRace.Of(Card, result);

    /// <summary>For the record of past races; null if it was not seen, is invented, or has no official arrival.</summary>
    public PastRace? ToPast(RaceResult? result)
    {
        if (Card is null || Simulated || result is null || !ResultMerge.HasArrival(result))
            return null;
        var (h30, close) = Prices(result);
        return PastRace.From(Card, result.Arrival, result.NonRunners, result.Times, h30, close);
    }

    /// <summary>The prices of both moments in one pool; empty if no pool has both, since two pools differ by more than a late move.</summary>
    private (IReadOnlyList<WinPrice> H30, IReadOnlyList<WinPrice> Close) Prices(RaceResult result)
    {
        foreach (var closed in result.Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close)))
        {
            var seen = Early?.Pools.FirstOrDefault(pool => pool.Pool == closed.Pool && pool.Origin == PriceOrigin.Live);
            if (closed.Close.Count > 0 && seen is { Win.Count: > 0 })
                return (seen.Win, closed.Close);
        }
        return ([], []);
    }

    private static async Task<Snapshot?> ReadAsync(IArtifactStore store, RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Snapshot(race, phase);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<Snapshot>(path, there.Content)
            : null;
    }
}
