namespace Hippique.Orchestration.Balances;

/// <summary>By what a balance is divided.</summary>
public enum BalanceBy
{
    Bet,
    Pool,
    Discipline,
    Racecourse,

    /// <summary>The price taken, in bands.</summary>
    Odds,

    /// <summary>The claimed chance to win, in bands.</summary>
    Probability,

    /// <summary>Rule set with the version of its file.</summary>
    Rules,
    Weekday,
    Month,
}
