using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>What the user has done and decided so far; the analysis of a race depends on it through the guards on money only.</summary>
public sealed record PlayerState
{
    /// <summary>Nothing played, nothing limited.</summary>
    public static readonly PlayerState Empty = new();

    /// <summary><c>ln(price taken / closing price)</c> of the last bets, the latest first.</summary>
    public IReadOnlyList<double> ClosingLineValues { get; init; } = [];

    /// <summary>The user paused combined bets.</summary>
    public bool ExoticsPaused { get; init; }

    /// <summary>Expected profit of the day's earlier tickets, in euros: of races that start before this one.</summary>
    public double DayExpectedProfit { get; init; }

    /// <summary>Variance of their profit, in euros squared; races are independent.</summary>
    public double DayVariance { get; init; }

    /// <summary>Stakes of the programme day's tickets.</summary>
    public Euro DayStaked { get; init; }

    /// <summary>Stakes of the tickets of the last seven programme days, this one included.</summary>
    public Euro WeekStaked { get; init; }

    /// <summary>The most that a day may cost; null: no limit.</summary>
    public Euro? DailyLimit { get; init; }

    /// <summary>The most that seven days may cost; null: no limit.</summary>
    public Euro? WeeklyLimit { get; init; }

    /// <summary>
    /// What the programme day's bets have lost so far; what has no result yet counts as lost, so that a limit cannot be exceeded by bets under way. Below 0 if they have won; null if
    /// losses are not limited. No stake is computed from it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? DayLoss { get; init; }

    /// <summary>The same of the last seven programme days, this one included.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? WeekLoss { get; init; }

    /// <summary>The most that a day may lose; null: no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? DailyLossLimit { get; init; }

    /// <summary>The most that seven days may lose; null: no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? WeeklyLossLimit { get; init; }

    /// <summary>Races played today at this race's course.</summary>
    public int PlayedAtRacecourse { get; init; }
}
