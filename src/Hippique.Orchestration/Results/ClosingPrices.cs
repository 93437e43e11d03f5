using System.Text.Json.Serialization;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>The last prices of a race, as they stood five minutes after its off; <c>close.json</c>. Nothing that decides about the race reads it (design, rule 13).</summary>
public sealed record ClosingPrices
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }

    /// <summary>The race was invented by the simulator; left out of the file of a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Simulated { get; init; }

    /// <summary>The off from which the moment of the look was computed.</summary>
    public required DateTimeOffset Off { get; init; }

    /// <summary>The moment for which the look was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Each pool with the operator's stamp: prices that were stamped before the off are no close. A pool may show its final stakes and no price any more.</summary>
    public required IReadOnlyList<PoolPrices> Pools { get; init; }

    /// <summary>Numbers, ascending.</summary>
    public required IReadOnlyList<int> NonRunners { get; init; }

    /// <summary>What could not be had, in words for the user.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Win odds that were stamped at the off or later, by pool; of a pool that shows none any more those that its last stakes come to.</summary>
    internal IEnumerable<PoolResult> AfterOff() =>
        Pools
            .Select(pool => new PoolResult(pool.Pool, [], pool.At >= Off && pool.Win.Count > 0 ? pool.Win : OfStakes(pool)))
            .Where(pool => pool.Close.Count > 0);

    /// <summary>By the share of the pool that the dated tables say is paid out; none if they do not, or if the list of stakes leaves out some.</summary>
    private IReadOnlyList<WinPrice> OfStakes(PoolPrices pool)
    {
        var stakes = pool.Stakes?.FirstOrDefault(stakes => stakes.Bet == BetType.SimpleGagnant && stakes.At >= Off);
        if (stakes is null || Regulated.Default.TakeOut(Race.Date, pool.Pool, BetType.SimpleGagnant) is not { } kept)
            return [];
        var listed = stakes.Stakes.Sum(stake => stake.Amount.Amount);
        // What lay on withdrawn horses is paid back, and is part of the list.
        CombinationStake[] starters = [.. stakes.Stakes.Where(stake => !NonRunners.Contains(stake.Numbers[0]))];
        var total = starters.Sum(stake => stake.Amount.Amount);
        if (stakes.Total is { } all && all.Amount > listed)
            return [];
        return
        [
            .. starters
                .Where(stake => stake.Amount > Euro.Zero)
                .Select(stake => (stake.Numbers[0], Odds: Odds.FromPublished((1 - kept) * (double)(total / stake.Amount.Amount))))
                .Where(price => price.Odds is not null)
                .Select(price => new WinPrice(price.Item1, price.Odds!.Value)),
        ];
    }
}
