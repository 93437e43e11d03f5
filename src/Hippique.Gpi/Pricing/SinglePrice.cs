using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Pricing;

/// <summary>A single bet on one starter, priced.</summary>
internal sealed record SinglePrice
{
    /// <summary>Index of the starter in the field.</summary>
    public required int Runner { get; init; }

    /// <summary>Win odds, or the typical place price; the expected dividend if the pool shows no place price.</summary>
    public required double Price { get; init; }

    /// <summary>What it was made of.</summary>
    public required PriceSource Basis { get; init; }
    public required double Probability { get; init; }

    /// <summary>By the pool's own prices, if the dividend comes from a payout calibration; else null.</summary>
    public double? PoolProbability { get; init; }

    /// <summary>That calibration.</summary>
    public PayoutFit? Payout { get; init; }

    /// <summary>Deviation of the probability.</summary>
    public required double Sigma { get; init; }

    /// <summary>Expected dividend for 1 € given that the bet wins; with the least stake that is sold in the pool, if the size of the pool is known.</summary>
    public required double Dividend { get; init; }

    /// <summary>The same with a stake of one's own, in euros; null if the size of the pool is not known.</summary>
    public Func<double, double>? WithStake { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The bet lies in the rules' window.</summary>
    public required bool InWindow { get; init; }

    /// <summary>"Ne pas jouer sous": the lowest price in tenths at which window and ROI pass; null if that is above the window.</summary>
    public required double? MinimumPrice { get; init; }
    public double Roi => Probability * Dividend - 1;

    /// <summary>Expected dividend with that stake on it.</summary>
    public double DividendWith(decimal stake) => WithStake?.Invoke((double)stake) ?? Dividend;

    /// <summary>Shrinkage of the stake for the uncertainty of the probability, 0 to 1.</summary>
    public double Shrink => Shrinkage.Of(Probability, Dividend, Sigma);
}

/// <summary>The single bets of one market, by starter; null if one cannot be priced.</summary>
/// <param name="Bet">Simple gagnant or Simple placé.</param>
/// <param name="Prices">Parallel to the starters.</param>
/// <param name="Deviation">Of the logarithm of a dividend about its expectation.</param>
/// <param name="DividendAt">The expected dividend of a starter, were its price another one.</param>
internal sealed record SinglesMarket(BetType Bet, SinglePrice?[] Prices, double Deviation, Func<int, double, double> DividendAt)
{
    /// <summary>The bet in the rules' window with the best expected profit per euro, of several the lowest number; null if none is in the window.</summary>
    public SinglePrice? BestInWindow { get; } = Prices.Where(price => price is { InWindow: true }).MaxBy(price => price!.Roi);
}
