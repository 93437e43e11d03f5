namespace Hippique.Gpi.Staking.Combined;

/// <summary>Why there is no combined ticket, in the order in which it is found out: the last is the nearest to a ticket.</summary>
public enum NoCombined
{
    /// <summary>Fewer horses pass as singles than a combined bet needs.</summary>
    Horses,

    /// <summary>The operator sells none on this race.</summary>
    NotSold,

    /// <summary>No payout calibration that is good enough covers a combination.</summary>
    Calibration,

    /// <summary>No buyable combination makes the bankroll grow.</summary>
    Growth,
}
