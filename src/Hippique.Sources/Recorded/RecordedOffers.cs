using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Recorded;

/// <summary>
/// What a PMU pool sold on a recorded race, from PMU's names of its bets: those of the internet pool start with <c>E_</c>. The files do not keep the stakes; they are the
/// base stakes that PMU's own programmes of those months state (<c>miseBase</c>, the same on every race of 2025-11-05, 2025-12-06 and 2026-01-10). A bet whose stake is
/// not known is left out rather than guessed, for a ticket that cannot be bought is a defect.
/// </summary>
internal static class RecordedOffers
{
    /// <summary>Null where the file has no list of bets, and for pools that are not PMU's.</summary>
    public static IReadOnlyList<BetOffer>? For(Pool pool, IReadOnlyList<string>? bets)
    {
        if (bets is null || pool is not (Pool.PmuInternet or Pool.PmuNational))
            return null;
        var offers = new SortedDictionary<BetType, BetOffer>();
        foreach (var name in bets)
        {
            if (name is null || PmuBets.IsInternet(name) != (pool == Pool.PmuInternet))
                continue;
            if (PmuBets.FromName(name) is { } bet && StakeInCents(name) is { } cents)
                offers.TryAdd(bet, new BetOffer(bet, Euro.FromCents(cents), Euro.FromCents(cents), null));
        }
        return [.. offers.Values];
    }

    private static int? StakeInCents(string name) =>
        name switch
        {
            "SIMPLE_GAGNANT" or "SIMPLE_PLACE" or "COUPLE_GAGNANT" or "COUPLE_PLACE" or "COUPLE_ORDRE" or "TRIO" or "TRIO_ORDRE" => 200,
            "SIMPLE_GAGNANT_INTERNATIONAL" or "SIMPLE_PLACE_INTERNATIONAL" or "COUPLE_ORDRE_INTERNATIONAL" => 100,
            "E_SIMPLE_GAGNANT" or "E_SIMPLE_PLACE" => 100,
            "E_COUPLE_GAGNANT" or "E_COUPLE_PLACE" or "E_COUPLE_ORDRE" or "E_TRIO" or "E_TRIO_ORDRE" => 100,
            "DEUX_SUR_QUATRE" or "E_DEUX_SUR_QUATRE" => 300,
            "MULTI" or "MINI_MULTI" or "E_MULTI" or "E_MINI_MULTI" => 300,
            "TIERCE" or "E_TIERCE" or "SUPER_QUATRE" or "E_SUPER_QUATRE" => 100,
            "QUARTE_PLUS" or "E_QUARTE_PLUS" => 150,
            "QUINTE_PLUS" or "E_QUINTE_PLUS" => 200,
            _ => null,
        };
}
