using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Two statements of one race's result as one. What a source no longer says, or another source never said, is kept: a closing price that vanished, the dividends of a pool or a
/// bet that are missing in one of them. Dividends are joined only if both are of the same official arrival.
/// </summary>
internal static class ResultMerge
{
    /// <summary>An earlier result brought up to date: the later one counts, in the pools' order of the earlier one.</summary>
    public static RaceResult Update(RaceResult earlier, RaceResult later) => Join(later, earlier, Order(earlier, later));

    /// <summary>A result with what it lacks taken from another.</summary>
    public static RaceResult Complete(RaceResult result, RaceResult from) => Join(result, from, Order(result, from));

    /// <summary>Both have an official arrival, and the shorter one is the beginning of the longer one.</summary>
    public static bool Agree(RaceResult one, RaceResult other) =>
        HasArrival(one)
        && HasArrival(other)
        && one.Arrival.Zip(other.Arrival).All(place => place.First.ToHashSet().SetEquals(place.Second));

    /// <summary>An official finishing order with a first horse.</summary>
    public static bool HasArrival(RaceResult result) => result is { State: ResultState.Official, Arrival: [{ Count: > 0 }, ..] };

    /// <summary>With the horses that were gone when the race was last seen: many results name no non-runners at all. Whoever came in has run.</summary>
    public static RaceResult WithNonRunners(RaceResult result, IReadOnlyList<int> gone)
    {
        int[] more = [.. gone.Except(result.NonRunners).Except(result.Arrival.SelectMany(horse => horse))];
        return more.Length == 0 ? result : result with { NonRunners = [.. result.NonRunners.Concat(more).Order()] };
    }

    private static RaceResult Join(RaceResult counts, RaceResult other, IReadOnlyList<Pool> order)
    {
        var agree = Agree(counts, other);
        var arrival = agree && other.Arrival.Count > counts.Arrival.Count ? other.Arrival : counts.Arrival;
        List<int> nonRunners = agree
            ? [.. counts.NonRunners.Union(other.NonRunners).Except(arrival.SelectMany(horse => horse)).Order()]
            : [.. counts.NonRunners];
        var pools = order.Select(pool => Join(Of(counts, pool), Of(other, pool), agree, nonRunners)).ToList();
        return counts with
        {
            Pool = pools[0].Pool,
            Arrival = arrival,
            NonRunners = nonRunners,
            Dividends = pools[0].Dividends,
            Refunded = pools[0].Refunded,
            Close = pools[0].Close,
            Times = counts.Times.Count > 0 ? counts.Times : other.Times,
            Others = pools[1..],
        };
    }

    private static PoolResult Join(PoolResult counts, PoolResult other, bool agree, List<int> nonRunners)
    {
        var kept = agree
            ? other.Dividends.Where(line => counts.Dividends.All(own => own.Bet != line.Bet) && !counts.Refunded.Contains(line.Bet))
            : [];
        var refunded = agree ? other.Refunded.Where(bet => counts.Dividends.All(own => own.Bet != bet)) : [];
        return counts with
        {
            Dividends = [.. counts.Dividends, .. kept],
            Close = Join(counts.Close, other.Close, nonRunners),
            Refunded = [.. counts.Refunded.Union(refunded)],
        };
    }

    /// <summary>A price that vanished is kept, horse by horse; a horse that did not start has no part of the book.</summary>
    private static IReadOnlyList<WinPrice> Join(IReadOnlyList<WinPrice> counts, IReadOnlyList<WinPrice> other, List<int> nonRunners)
    {
        var numbers = counts.Select(price => price.Number).Concat(nonRunners).ToHashSet();
        WinPrice[] vanished = [.. other.Where(price => !numbers.Contains(price.Number))];
        return vanished.Length == 0 ? counts : [.. counts.Concat(vanished).OrderBy(price => price.Number)];
    }

    private static List<Pool> Order(RaceResult first, RaceResult further) => [.. Pools(first).Union(Pools(further))];

    private static IEnumerable<Pool> Pools(RaceResult result) => result.Others.Select(pool => pool.Pool).Prepend(result.Pool);

    private static PoolResult Of(RaceResult result, Pool pool) =>
        pool == result.Pool
            ? new PoolResult(pool, result.Dividends, result.Close) { Refunded = result.Refunded }
            : result.Others.FirstOrDefault(one => one.Pool == pool) ?? new PoolResult(pool, [], []);
}
