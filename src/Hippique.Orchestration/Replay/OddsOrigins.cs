using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Replay;

/// <summary>Counts, in the snapshots of a day, where the prices of each look came from: the first pool in view speaks for the race.</summary>
internal static class OddsOrigins
{
    public static async Task<OddsCounts> CountAsync(IArtifactStore store, DayPlan plan, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(Phase, PriceOrigin), int>();
        foreach (var race in plan.Races)
        {
            foreach (var phase in new[] { Phase.H30, Phase.H5 })
            {
                var path = ArtifactPaths.Snapshot(race.Id, phase);
                if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } file)
                    continue;
                var pools = ArtifactJson.Read<Snapshot>(path, file.Content).Pools;
                var origin = pools.Count > 0 ? pools[0].Origin : PriceOrigin.None;
                counts[(phase, origin)] = counts.GetValueOrDefault((phase, origin)) + 1;
            }
        }
        int Of(Phase phase, PriceOrigin origin) => counts.GetValueOrDefault((phase, origin));
        return new OddsCounts(
            new H30Origins(
                Of(Phase.H30, PriceOrigin.Live),
                Of(Phase.H30, PriceOrigin.Reference),
                Of(Phase.H30, PriceOrigin.Modelled),
                Of(Phase.H30, PriceOrigin.None)
            ),
            new H5Origins(Of(Phase.H5, PriceOrigin.Live), Of(Phase.H5, PriceOrigin.Modelled), Of(Phase.H5, PriceOrigin.None))
        );
    }
}
