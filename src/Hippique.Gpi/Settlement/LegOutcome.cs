using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>What became of one bet: one leg of a ticket.</summary>
public abstract record LegOutcome
{
    private LegOutcome() { }

    /// <summary>What it returned, stake included; null if that cannot be said.</summary>
    public abstract Euro? Returned(Euro stake);

    /// <summary>It won, at a dividend for 1 €, stake included.</summary>
    public sealed record Won(decimal Dividend, DividendBasis Basis) : LegOutcome
    {
        /// <summary>Whole cents; what is less is not paid.</summary>
        public override Euro? Returned(Euro stake) => new Euro(decimal.Round(stake.Amount * Dividend, 2, MidpointRounding.ToZero));
    }

    public sealed record Lost : LegOutcome
    {
        public override Euro? Returned(Euro stake) => Euro.Zero;
    }

    public sealed record Refunded(RefundReason Reason) : LegOutcome
    {
        public override Euro? Returned(Euro stake) => stake;
    }

    /// <summary>The facts at hand do not say. Nothing is guessed: neither won nor lost, and in no sum.</summary>
    public sealed record Unsettled(UnsettledReason Reason) : LegOutcome
    {
        /// <summary>The dividend that is not booked and what contradicts it; for <see cref="UnsettledReason.DividendDoubtful"/>, else null.</summary>
        public DoubtfulDividend? Doubt { get; init; }

        public override Euro? Returned(Euro stake) => null;
    }
}

/// <summary>Where a dividend comes from.</summary>
public enum DividendBasis
{
    /// <summary>The operator's official dividend in the ticket's pool.</summary>
    Official,

    /// <summary>The closing odds of the ticket's pool, if official dividends are not recorded; for win bets of replays and evaluations only.</summary>
    ClosingOdds,
}

/// <summary>Why stakes came back.</summary>
public enum RefundReason
{
    /// <summary>The horse, or every horse of the combination, did not start.</summary>
    NonRunner,

    /// <summary>So few were declared that places are not paid, or so few took part that a 2sur4 is not.</summary>
    TooFewStarters,

    /// <summary>The race is official, and no horse is classified.</summary>
    NobodyClassified,

    /// <summary>The race was withdrawn, or moved to another day.</summary>
    RaceCalledOff,

    /// <summary>The operator says that it pays this bet back.</summary>
    BetRefunded,
}

/// <summary>Why a bet cannot be settled.</summary>
public enum UnsettledReason
{
    /// <summary>No result is known.</summary>
    NoResult,

    /// <summary>The arrival is not official, or the result has none and pays dividends all the same.</summary>
    NotOfficial,

    /// <summary>No dividend of this bet in the ticket's own pool is known; another pool's does not count.</summary>
    NoDividends,

    /// <summary>
    /// Some horse or combination that won by the arrival has no dividend. The losers are then left open too: settling them alone would count losses and no wins.
    /// </summary>
    DividendsIncomplete,

    /// <summary>Two dividends for the same combination.</summary>
    DividendsAmbiguous,

    /// <summary>The dividend is many times the pool's closing price, or a fraction of it, or less than the stake: a wrong unit, so it is not booked.</summary>
    DividendDoubtful,

    /// <summary>The combination has a horse that did not start, and no dividend for such combinations is known.</summary>
    NoNonRunnerDividend,

    /// <summary>The program has no rule for this bet.</summary>
    UnknownBet,
}
