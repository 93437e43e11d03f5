using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>What the last look at a race saw of the money in one pool.</summary>
/// <param name="Phase">Which look.</param>
/// <param name="Pool">Whose money.</param>
/// <param name="Win">On Simple gagnant, in euros, as the operator says it; null if it does not.</param>
/// <param name="Place">On Simple placé.</param>
/// <param name="Places">The operator's place ranges, by number; empty if it shows none.</param>
public sealed record SeenMoney(Phase Phase, Pool Pool, Euro? Win, Euro? Place, IReadOnlyList<PlacePrice> Places)
{
    /// <summary>The plan with what was seen so far; as it is if nothing was. Reads what is kept, and asks nobody.</summary>
    /// <exception cref="ArtifactException">A snapshot cannot be read.</exception>
    public static async Task<PlanView> AddToAsync(PlanView view, IArtifactStore store, CancellationToken cancellationToken)
    {
        var races = new List<PlanViewRace>();
        foreach (var race in view.Races)
        {
            var money = await OfAsync(race.Id, store, cancellationToken).ConfigureAwait(false);
            races.Add(money.Count > 0 ? race with { Money = money } : race);
        }
        return view with { Races = races };
    }

    private static async Task<IReadOnlyList<SeenMoney>> OfAsync(RaceId race, IArtifactStore store, CancellationToken cancellationToken)
    {
        foreach (var phase in (Phase[])[Phase.H5, Phase.H30])
        {
            var path = ArtifactPaths.Snapshot(race, phase);
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } kept)
                continue;
            var look = ArtifactJson.Read<Snapshot>(path, kept.Content);
            return
            [
                .. look
                    .Pools.Select(pool => new SeenMoney(
                        phase,
                        pool.Pool,
                        On(pool, BetType.SimpleGagnant),
                        On(pool, BetType.SimplePlace),
                        pool.Place
                    ))
                    .Where(seen => seen.Win is not null || seen.Place is not null || seen.Places.Count > 0),
            ];
        }
        return [];
    }

    private static Euro? On(PoolPrices pool, BetType bet) =>
        pool.Stakes?.FirstOrDefault(stakes => stakes.Bet == bet) is not { } shown
            ? null
            : shown.Total ?? new Euro(shown.Stakes.Sum(stake => stake.Amount.Amount));
}
