using Hippique.Racing;

namespace Hippique.Gpi.Staking.Combined;

/// <summary>A combined bet: so many horses, all of them among the first so many. With how many horses it is held says <see cref="Rules.Regulated"/>.</summary>
/// <param name="Bet">Its name.</param>
/// <param name="Size">Horses in a combination.</param>
/// <param name="Depth">They are among the first so many, in any order.</param>
internal sealed record CombinedBet(BetType Bet, int Size, int Depth)
{
    /// <summary>Those of the method.</summary>
    public static readonly IReadOnlyList<CombinedBet> All =
    [
        new(BetType.CouplePlace, 2, 3),
        new(BetType.CoupleGagnant, 2, 2),
        new(BetType.Trio, 3, 3),
        new(BetType.DeuxSurQuatre, 2, 4),
        new(BetType.Ze2Sur4, 2, 4),
        new(BetType.Ze4, 4, 4),
    ];
}
