namespace Hippique.Racing;

/// <summary>What the price of a bet was made of, in the order in which they are trusted.</summary>
public enum PriceSource
{
    /// <summary>The money in the pool, by the operator's own arithmetic.</summary>
    Stakes,

    /// <summary>The operator's odds: of the win, or of a combination.</summary>
    Odds,

    /// <summary>The operator's range of place dividends.</summary>
    PlaceRange,

    /// <summary>A payout calibration: what such bets have paid.</summary>
    PayoutCalibration,
}
