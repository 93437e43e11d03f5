using Hippique.Racing;

namespace Hippique.Orchestration.Merging;

/// <summary>What a source showed of a pool.</summary>
internal static class PoolParts
{
    /// <summary>The money on at least one bet.</summary>
    public static bool HasMoney(this PoolPrices pool) => pool.Stakes is { Count: > 0 };

    /// <summary>Win odds, or money alone: such a pool was seen.</summary>
    public static bool IsSeen(this PoolPrices pool) => pool.Win.Count > 0 || pool.HasMoney();

    /// <summary>Without the prices of these horses, which do not start. What was staked on them lies in the pool until it is paid back, so it stays as published.</summary>
    public static PoolPrices WithoutPricesOf(this PoolPrices pool, IReadOnlySet<int> numbers)
    {
        if (numbers.Count == 0)
            return pool;
        WinPrice[] win = [.. pool.Win.Where(price => !numbers.Contains(price.Number))];
        return pool with
        {
            Win = win,
            Place = [.. pool.Place.Where(price => !numbers.Contains(price.Number))],
            Combinations = pool.Combinations is { } pairs ? [.. pairs.Where(pair => !pair.Numbers.Any(numbers.Contains))] : null,
            Origin = win.Length > 0 ? pool.Origin : PriceOrigin.None,
            At = win.Length > 0 ? pool.At : null,
        };
    }

    /// <summary>Without anything on these numbers, which mean other horses at this source; the totals stay those of the pool.</summary>
    public static PoolPrices Without(this PoolPrices pool, IReadOnlySet<int> numbers)
    {
        if (numbers.Count == 0)
            return pool;
        return pool.WithoutPricesOf(numbers) with
        {
            Stakes = pool.Stakes is { } bets
                ? [.. bets.Select(bet => bet with { Stakes = [.. bet.Stakes.Where(stake => !stake.Numbers.Any(numbers.Contains))] })]
                : null,
        };
    }
}
