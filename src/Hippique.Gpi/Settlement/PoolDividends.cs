using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>The official dividends of one bet in one pool.</summary>
internal sealed class PoolDividends
{
    private readonly List<Dividend> _plain;
    private readonly List<Dividend> _withNonRunner;

    private PoolDividends(IReadOnlyList<Dividend> dividends, IReadOnlyList<WinPrice> close, bool refunded, BetType bet)
    {
        // Other labels (bonus, order, formulas) are other bets.
        _plain = [.. dividends.Where(one => one.Bet == bet && one.Label.Length == 0)];
        _withNonRunner = [.. dividends.Where(one => one.Bet == bet && IsWithNonRunner(one))];
        (Close, Refunded) = (close, refunded);
    }

    /// <summary>Closing win odds of the pool.</summary>
    public IReadOnlyList<WinPrice> Close { get; }

    /// <summary>The operator pays the bet back.</summary>
    public bool Refunded { get; }
    public bool Any => _plain.Count > 0;
    public bool AnyWithNonRunner => _withNonRunner.Count > 0;

    /// <summary>Null if nothing is known of the pool.</summary>
    public static PoolDividends? Of(RaceResult result, Pool pool, BetType bet)
    {
        if (result.Pool == pool)
            return new PoolDividends(result.Dividends, result.Close, result.Refunded.Contains(bet), bet);
        return result.Others.FirstOrDefault(other => other.Pool == pool) is { } found
            ? new PoolDividends(found.Dividends, found.Close, found.Refunded.Contains(bet), bet)
            : null;
    }

    /// <summary>Horses that a Simple of any pool pays.</summary>
    public static IEnumerable<int> PaidHorses(RaceResult result) =>
        result
            .Dividends.Concat(result.Others.SelectMany(pool => pool.Dividends))
            .Where(line => line.Bet is BetType.SimpleGagnant or BetType.SimplePlace && !IsWithNonRunner(line))
            .SelectMany(line => line.Combination);

    /// <summary>Whether the pool pays any combination of any bet: somebody was classified then.</summary>
    public static bool PayAny(RaceResult result, Pool pool) =>
        (
            result.Pool == pool ? result.Dividends : result.Others.Where(other => other.Pool == pool).SelectMany(other => other.Dividends)
        ).Any(line => !IsWithNonRunner(line));

    public bool Has(IReadOnlyList<int> combination) => Find(_plain, combination).Count > 0;

    /// <summary>Null if there is none; the order of the numbers does not matter.</summary>
    public LegOutcome? Paid(IReadOnlyList<int> combination) => Outcome(Find(_plain, combination));

    /// <summary>The same for a combination of which only these horses started.</summary>
    public LegOutcome? PaidWithNonRunner(IReadOnlyList<int> starters) => Outcome(Find(_withNonRunner, starters));

    private static bool IsWithNonRunner(Dividend line) => line.Label.EndsWith("NP", StringComparison.OrdinalIgnoreCase);

    private static LegOutcome? Outcome(List<decimal> amounts) =>
        amounts.Count switch
        {
            0 => null,
            1 => new LegOutcome.Won(amounts[0], DividendBasis.Official),
            _ => new LegOutcome.Unsettled(UnsettledReason.DividendsAmbiguous),
        };

    private static List<decimal> Find(List<Dividend> dividends, IReadOnlyList<int> combination) =>
        [
            .. dividends
                .Where(one => one.Combination.Count == combination.Count && combination.All(one.Combination.Contains))
                .Select(one => one.PerEuro)
                .Distinct(),
        ];
}
