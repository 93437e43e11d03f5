using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>The program's own recordings of pools: stakes of H-5 and of the close with the official dividends of the same pool. Only read.</summary>
public sealed class PoolRecordings(IArtifactStore store, PlanStore plans)
{
    private readonly ResultFiles _results = new(store);

    /// <summary>Every planned race of the days, at both moments, with what is missing of it.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    /// <exception cref="ArtifactException">A file cannot be read.</exception>
    public async Task<PoolRecording> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var recording = new PoolRecording();
        foreach (var folder in await store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (ArtifactPaths.DayOf(folder) is not { } date || date < from || date > to)
                continue;
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
                continue;
            recording.AddDay();
            foreach (var race in plan.Races.OrderBy(race => race.Id))
                await ReadAsync(recording, race, plan.Simulated, cancellationToken).ConfigureAwait(false);
        }
        return recording;
    }

    private async Task ReadAsync(PoolRecording recording, PlannedRace race, bool simulated, CancellationToken cancellationToken)
    {
        if (simulated)
        {
            recording.Without(PoolGap.Simulated);
            return;
        }
        var looks = await RaceLooks.ReadAsync(store, race, cancellationToken).ConfigureAwait(false);
        var h5 = await SnapshotAsync(race.Id, Phase.H5, cancellationToken).ConfigureAwait(false);
        var h30 = await SnapshotAsync(race.Id, Phase.H30, cancellationToken).ConfigureAwait(false);
        var kept = await _results.CurrentAsync(race.Id, looks.IsOf, cancellationToken).ConfigureAwait(false);
        if (kept is not { Result: { State: ResultState.Official, Arrival.Count: > 0 } result } || race.Cancelled)
        {
            recording.Without(PoolGap.NoResult);
            return;
        }
        if (looks.Card is not { } card)
        {
            recording.Without(PoolGap.NotSeen);
            return;
        }
        var path = ArtifactPaths.Close(race.Id);
        var close = await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<ClosingPrices>(path, there.Content)
            : null;
        AtH5(recording, h5, h30, result);
        AtClose(recording, card, h5 ?? h30!, close, result);
    }

    private static void AtH5(PoolRecording recording, Snapshot? h5, Snapshot? h30, RaceResult result)
    {
        if (h5 is null)
        {
            recording.Without(PriceMoment.H5, PoolGap.NotSeen);
            return;
        }
        Add(recording, PriceMoment.H5, h5, h30, result);
    }

    private static void AtClose(PoolRecording recording, RaceCard card, Snapshot seen, ClosingPrices? close, RaceResult result)
    {
        if (close is null)
        {
            recording.Without(PriceMoment.Close, PoolGap.NotSeen);
            return;
        }
        HashSet<int> withdrawn = [.. close.NonRunners, .. result.NonRunners];
        var last = seen with
        {
            Simulated = close.Simulated,
            Pools = close.Pools,
            Card = card with
            {
                Off = close.Off,
                Runners = [.. card.Runners.Select(runner => withdrawn.Contains(runner.Number) ? runner with { NonRunner = true } : runner)],
            },
        };
        Add(recording, PriceMoment.Close, last, null, result);
    }

    private static void Add(PoolRecording recording, PriceMoment moment, Snapshot look, Snapshot? earlier, RaceResult result)
    {
        var pools = look.Pools.Where(pool => pool.Stakes is { Count: > 0 }).ToList();
        if (pools.Count == 0)
            recording.Without(moment, PoolGap.NoStakes);
        foreach (var pool in pools)
        {
            var paid = result.Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close) { Refunded = result.Refunded });
            var own = paid.FirstOrDefault(one => one.Pool == pool.Pool);
            recording.Add(
                new PoolRace
                {
                    Look = look,
                    Earlier = earlier,
                    Moment = moment,
                    Pool = pool.Pool,
                    Dividends = own?.Dividends ?? [],
                    Refunded = own?.Refunded ?? [],
                    Arrival = result.Arrival,
                    Withdrawn = result.NonRunners,
                }
            );
        }
    }

    private async Task<Snapshot?> SnapshotAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Snapshot(race, phase);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<Snapshot>(path, there.Content)
            : null;
    }
}
