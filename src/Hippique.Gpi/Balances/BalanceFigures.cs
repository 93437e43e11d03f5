using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Balances;

/// <summary>
/// What settled bets came to, and what was claimed of them. Refunded bets are counted apart and stand in no other figure. Amounts are exact: the figures of a partition sum to those
/// of the whole. Where one of the bets carries no claim, as the user's own bets do, what follows from claims is null.
/// </summary>
public sealed record BalanceFigures
{
    /// <summary>Hits that a bootstrap needs at least, if nothing else says how far returns scatter: fewer are too few to show the dividends that could have come.</summary>
    private const int FewestHits = 10;

    /// <summary>Without the refunded ones.</summary>
    public required int Bets { get; init; }

    /// <summary>Bets whose stake came back.</summary>
    public required int Refunded { get; init; }

    /// <summary>Programme days with a bet that was not refunded.</summary>
    public required int Days { get; init; }
    public required Euro Staked { get; init; }

    /// <summary>Stakes included.</summary>
    public required Euro Returned { get; init; }

    /// <summary>Claimed sum of returns, stakes included.</summary>
    public required Euro? ExpectedReturn { get; init; }

    /// <summary>
    /// Of <see cref="Roi"/>: the wider of the interval by bootstrap over days and of the one that the claims imply around it, since the days of a few lost bets are all alike and would
    /// call a short losing run proof. Of a bet without a claim the price taken says how far it scatters. Where that is not known either, the bootstrap stands alone, and there is no
    /// interval with fewer than ten hits. Null without a bet.
    /// </summary>
    public required BalanceInterval? Interval { get; init; }

    /// <summary>
    /// Bets like these, in all, until an ROI as observed is told from none with 95 % confidence; null without a profit or a loss, or with fewer than two bets. The spread is the one
    /// that the claims imply, as in the evidence on pools: that of a few lost bets is nil and would call a short losing run proof. Null too if it is not known of each bet.
    /// </summary>
    public required long? BetsNeeded { get; init; }

    /// <summary>Bets won.</summary>
    public required int Hits { get; init; }

    /// <summary>Mean of the claimed chances to win; null without a bet.</summary>
    public required double? ExpectedHitRate { get; init; }

    /// <summary>Largest fall of the cumulated profit below its peak, in order of the offs; the start counts as a peak.</summary>
    public required Euro Drawdown { get; init; }

    /// <summary>Most bets lost one after the other; a refunded one between them does not end a run.</summary>
    public required int LongestLosingRun { get; init; }

    /// <summary>The exact chance, by the claimed chances of these bets in this order, of a losing run at least as long; the bets count as independent.</summary>
    public required double? LosingRunChance { get; init; }

    /// <summary>Null if no bet has a closing price.</summary>
    public required ClosingLineFigures? ClosingLine { get; init; }

    /// <summary>Returned less staked.</summary>
    public Euro Profit => Returned - Staked;

    /// <summary>Profit for 1 € staked; null without a bet.</summary>
    public double? Roi => PerEuro(Profit);

    /// <summary>Profit that was claimed.</summary>
    public Euro? ClaimedProfit => ExpectedReturn is { } expected ? expected - Staked : null;

    /// <summary>Profit for 1 € staked that was claimed; null without a bet.</summary>
    public double? Claimed => ClaimedProfit is { } claimed ? PerEuro(claimed) : null;

    /// <summary>Share of bets won; null without a bet.</summary>
    public double? HitRate => Bets == 0 ? null : (double)Hits / Bets;

    /// <summary>What is missing to <see cref="BetsNeeded"/>; null if that is.</summary>
    public long? BetsMissing => BetsNeeded is { } needed ? Math.Max(0, needed - Bets) : null;

    /// <summary>The figures of these bets; none is a book too.</summary>
    /// <param name="bets">In any order; those with the same off count in the order given.</param>
    /// <exception cref="ArgumentException">The return of a bet contradicts its outcome.</exception>
    public static BalanceFigures Of(IEnumerable<BalanceBet> bets)
    {
        ArgumentNullException.ThrowIfNull(bets);
        BalanceBet[] all = [.. bets];
        foreach (var bet in all)
            bet.Check();
        BalanceBet[] counted = [.. all.Where(bet => !bet.Refunded).OrderBy(bet => bet.Off)];
        var days = PerDay(counted);
        var longest = LosingRun.Longest(counted.Select(bet => bet.Won));
        // In the order of the bets; null if one of them carries no claim.
        double[]? chances = Array.TrueForAll(counted, bet => bet.Probability is not null)
            ? [.. counted.Select(bet => bet.Probability!.Value)]
            : null;
        var (staked, returned) = (Sum(counted, bet => bet.Stake), Sum(counted, bet => bet.Returned));
        return new BalanceFigures
        {
            Bets = counted.Length,
            Refunded = all.Length - counted.Length,
            Days = days.Count,
            Staked = staked,
            Returned = returned,
            ExpectedReturn = chances is null ? null : Sum(counted, bet => bet.ExpectedReturn!.Value),
            Interval = counted.Length == 0 ? null : RoiInterval(counted, days, (returned - staked).ToDouble() / staked.ToDouble(), staked),
            BetsNeeded = Needed(counted, returned - staked),
            Hits = counted.Count(bet => bet.Won),
            ExpectedHitRate = chances is null or [] ? null : chances.Average(),
            Drawdown = LargestFall(counted),
            LongestLosingRun = longest,
            LosingRunChance = chances is null ? null : LosingRun.Chance(chances, longest),
            ClosingLine = ClosingLineFigures.Of(counted),
        };
    }

    private double? PerEuro(Euro amount) => Bets == 0 ? null : (double)(amount.Amount / Staked.Amount);

    private static Euro Sum(BalanceBet[] bets, Func<BalanceBet, Euro> amount) => bets.Aggregate(Euro.Zero, (sum, bet) => sum + amount(bet));

    /// <summary>Profit and stakes of each day: with thousands of bets, the bootstrap need only draw the days.</summary>
    private static Dictionary<DateOnly, (double Profit, double Staked)> PerDay(BalanceBet[] bets)
    {
        var days = new Dictionary<DateOnly, (Euro Profit, Euro Staked)>();
        foreach (var bet in bets)
        {
            var (profit, staked) = days.GetValueOrDefault(bet.Date);
            days[bet.Date] = (profit + bet.Profit, staked + bet.Stake);
        }
        return days.ToDictionary(day => day.Key, day => (day.Value.Profit.ToDouble(), day.Value.Staked.ToDouble()));
    }

    private static long? Needed(BalanceBet[] bets, Euro profit)
    {
        return bets.Length >= 2 && profit != Euro.Zero && Variance(bets) is > 0 and var variance
            ? (long)Math.Min(long.MaxValue / 2, Math.Ceiling(Risk.BetsToTell(bets.Length, profit.ToDouble(), variance)))
            : null;
    }

    /// <summary>Of the sum of profits; null if one of the bets has neither a claim nor a price.</summary>
    private static double? Variance(BalanceBet[] bets) =>
        Array.TrueForAll(bets, bet => bet.Variance is not null) ? bets.Sum(bet => bet.Variance!.Value) : null;

    private static BalanceInterval? RoiInterval(
        BalanceBet[] bets,
        Dictionary<DateOnly, (double Profit, double Staked)> days,
        double roi,
        Euro staked
    )
    {
        var drawn = BalanceInterval.Of(days);
        if (Variance(bets) is not { } variance)
            return bets.Count(bet => bet.Won) < FewestHits ? null : drawn;
        var half = Risk.TwoSided * Math.Sqrt(variance) / staked.ToDouble();
        // More than the stakes cannot be lost.
        var claimed = new BalanceInterval(Math.Max(-1, roi - half), roi + half);
        return drawn is { } both ? new BalanceInterval(Math.Min(both.Low, claimed.Low), Math.Max(both.High, claimed.High)) : claimed;
    }

    private static Euro LargestFall(BalanceBet[] bets)
    {
        Euro sum = Euro.Zero,
            peak = Euro.Zero,
            fall = Euro.Zero;
        foreach (var bet in bets)
        {
            sum += bet.Profit;
            peak = sum > peak ? sum : peak;
            fall = peak - sum > fall ? peak - sum : fall;
        }
        return fall;
    }
}
