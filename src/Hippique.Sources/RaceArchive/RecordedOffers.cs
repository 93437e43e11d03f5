using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// What a PMU pool sold on a recorded race, from PMU's names of its bets: those of the internet pool start with <c>E_</c>. The files do not keep the stakes; they come from the
/// dated table. A bet whose stake is not known is left out rather than guessed, for a ticket that cannot be bought is a defect.
/// </summary>
internal static class RecordedOffers
{
    /// <summary>Null where the file has no list of bets, and for pools that are not PMU's.</summary>
    public static IReadOnlyList<BetOffer>? For(DateOnly day, Pool pool, IReadOnlyList<string>? bets, IStakeTable stakes)
    {
        if (bets is null || pool is not (Pool.PmuInternet or Pool.PmuNational))
            return null;
        var offers = new SortedDictionary<BetType, BetOffer>();
        foreach (var name in bets)
        {
            if (name is null || PmuBets.PoolOf(name) != pool)
                continue;
            if (PmuBets.FromName(name) is { } bet && stakes.Stakes(day, pool, bet) is { } offer)
                offers.TryAdd(bet, offer);
        }
        return [.. offers.Values];
    }
}
