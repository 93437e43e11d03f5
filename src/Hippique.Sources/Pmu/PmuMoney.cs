using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The money that PMU shows on one race.</summary>
/// <param name="Pools">By pool, the bets that could be read.</param>
/// <param name="Notes">Bets that could not, each by name.</param>
public sealed record PmuMoney(IReadOnlyList<PmuPoolMoney> Pools, IReadOnlyList<string> Notes)
{
    /// <summary>When its answer arrived, on the program's clock; null of a saved answer.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What is shown of a pool; empty if nothing is.</summary>
    public IReadOnlyList<BetStakes> Of(Pool pool) => Pools.FirstOrDefault(money => money.Pool == pool)?.Stakes ?? [];
}

/// <summary>The money in one pool.</summary>
/// <param name="Pool">Which.</param>
/// <param name="Stakes">By bet.</param>
public sealed record PmuPoolMoney(Pool Pool, IReadOnlyList<BetStakes> Stakes);

/// <summary>Gathers the bets of an answer: each is taken or refused by itself.</summary>
/// <param name="url">Where it came from, for errors.</param>
internal sealed class PmuMoneyList(string url)
{
    private readonly SortedDictionary<Pool, List<BetStakes>> _pools = [];
    private readonly List<string> _notes = [];

    /// <summary>A bet as it was read; null for one on which nothing lies.</summary>
    public void Add(string name, Pool pool, ParseResult<BetStakes?> read)
    {
        if (!read.IsOk)
        {
            Refuse(Problem.Of($"the money on {name} is left out: {read.Error}"));
            return;
        }
        if (read.Value is not { } stakes)
            return;
        if (!_pools.TryGetValue(pool, out var bets))
            _pools[pool] = bets = [];
        if (bets.Exists(other => other.Bet == stakes.Bet))
            Refuse(Problem.Of($"{name} is listed twice; the first counts"));
        else
            bets.Add(stakes);
    }

    public void Refuse(Problem why) => _notes.Add(PmuDocument.Changed(url, why).ToString());

    public PmuMoney Money() =>
        new([.. _pools.Select(pool => new PmuPoolMoney(pool.Key, [.. pool.Value.OrderBy(stakes => stakes.Bet)]))], _notes);
}
