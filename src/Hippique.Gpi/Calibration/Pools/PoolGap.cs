namespace Hippique.Gpi.Calibration.Pools;

/// <summary>Why a race is no evidence on the bets of a pool.</summary>
public enum PoolGap
{
    /// <summary>Nobody looked at it at that moment.</summary>
    NotSeen,

    /// <summary>The look shows no stakes of the pool's win or of its places.</summary>
    NoStakes,

    /// <summary>The list is cut, and the total is not known.</summary>
    ListCut,

    /// <summary>Stakes that were to be the last were stamped before the off, or win stakes long before the odds beside them.</summary>
    OldStakes,

    /// <summary>The dated tables do not say what the pool pays out.</summary>
    NoTakeOut,

    /// <summary>No place is paid, or the bets were paid back.</summary>
    Refunded,

    /// <summary>There is no official result.</summary>
    NoResult,

    /// <summary>The result has no place dividend of the pool.</summary>
    NoDividends,

    /// <summary>The dividends are not of the horses that are placed, or not of as many as are paid.</summary>
    PlacesDiffer,

    /// <summary>Hardly more horses have a price than are placed.</summary>
    FewPriced,

    /// <summary>The race was invented.</summary>
    Simulated,
}
