using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>What the user has done and decided so far; the analysis of a race depends on it through the guards on money only.</summary>
public sealed record PlayerState
{
    /// <summary>Nothing played, nothing limited.</summary>
    public static readonly PlayerState Empty = new();

    /// <summary><c>ln(price taken / closing price)</c> of the last bets, the latest first.</summary>
    public IReadOnlyList<double> ClosingLineValues { get; init; } = [];

    /// <summary>The user paused combined bets.</summary>
    public bool ExoticsPaused { get; init; }

    /// <summary>Expected profit of the day's earlier tickets, in euros.</summary>
    public double DayExpectedProfit { get; init; }

    /// <summary>Variance of their profit, in euros squared; races are independent.</summary>
    public double DayVariance { get; init; }
    public Euro DayStaked { get; init; }

    /// <summary>The last seven days, this one included.</summary>
    public Euro WeekStaked { get; init; }
    public Euro? DailyLimit { get; init; }
    public Euro? WeeklyLimit { get; init; }

    /// <summary>Races played today at this race's course.</summary>
    public int PlayedAtRacecourse { get; init; }
}
