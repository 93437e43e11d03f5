using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Recorded;

/// <summary>
/// What a PMU pool sells on a race, from PMU's names of its bets: those of the internet pool start with <c>E_</c>. Stakes are the regulated ones; a bet whose stake is
/// not known here is left out rather than guessed, for a ticket that cannot be bought is a defect.
/// </summary>
internal static class RecordedOffers
{
    private static readonly Euro One = new(1);
    private static readonly Euro Two = new(2);
    private static readonly Euro Three = new(3);

    /// <summary>Null where the file has no list of bets, and for pools that are not PMU's.</summary>
    public static IReadOnlyList<BetOffer>? For(Pool pool, IReadOnlyList<string>? bets)
    {
        if (bets is null || pool is not (Pool.PmuInternet or Pool.PmuNational))
            return null;
        var internet = pool == Pool.PmuInternet;
        var offers = new List<BetOffer>();
        foreach (var name in bets)
        {
            if (name is null || name.StartsWith("E_", StringComparison.Ordinal) != internet)
                continue;
            if (PmuBets.FromName(name) is { } bet && Stake(bet, internet) is { } stake && offers.All(offer => offer.Bet != bet))
                offers.Add(new BetOffer(bet, stake, stake, null));
        }
        return [.. offers.OrderBy(offer => offer.Bet)];
    }

    private static Euro? Stake(BetType bet, bool internet) =>
        bet switch
        {
            BetType.SimpleGagnant or BetType.SimplePlace => internet ? One : Two,
            BetType.CoupleGagnant or BetType.CouplePlace or BetType.CoupleOrdre => internet ? One : Two,
            BetType.DeuxSurQuatre => internet ? One : Three,
            BetType.Trio or BetType.TrioOrdre => internet ? One : null,
            _ => null,
        };
}
