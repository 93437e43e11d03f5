using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What one look saw of PMU's pools beside the win odds.</summary>
/// <param name="runners">Numbers of the card.</param>
internal sealed class PmuPoolsSeen(IReadOnlyCollection<int> runners)
{
    private readonly SortedDictionary<Pool, List<BetStakes>> _stakes = [];
    private readonly List<PmuProbable> _probable = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>When the last of its answers arrived; null without one.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>The money on single bets is known.</summary>
    public bool HasSingles => _stakes.Values.Any(bets => bets.Exists(stakes => stakes.Bet is BetType.SimpleGagnant or BetType.SimplePlace));

    /// <summary>The money on some bet is known.</summary>
    public bool HasStakes => _stakes.Count > 0;

    /// <summary>What is known of a pool's money, by bet.</summary>
    public IReadOnlyList<BetStakes> StakesIn(Pool pool) => [.. Of(pool).OrderBy(bet => bet.Bet)];

    public void Note(string note) => _notes.Add(note);

    public void Add(PmuMoney money)
    {
        Saw(money.SeenAt, money.Notes);
        foreach (var (pool, stakes) in money.Pools)
        foreach (var bet in stakes.Where(bet => IsOfTheCard(pool, bet.Bet, bet.Stakes.SelectMany(stake => stake.Numbers))))
            Put(pool, bet);
    }

    /// <summary>The same in place of what was listed of these bets before.</summary>
    public void Replace(PmuMoney money)
    {
        foreach (var (pool, stakes) in money.Pools)
            if (_stakes.TryGetValue(pool, out var bets))
                bets.RemoveAll(bet => stakes.Any(other => other.Bet == bet.Bet));
        Add(money);
    }

    /// <summary>Exact totals of what was listed; a bet of which more is listed is left out, by name.</summary>
    public void Add(PmuTotals totals)
    {
        Saw(totals.SeenAt, totals.Notes);
        foreach (var (pool, bets) in _stakes)
        {
            foreach (var bet in bets.ToArray())
            {
                if (totals.Of(pool, bet.Bet) is not { } total)
                    continue;
                var read = PmuCombinationsAnswer.WithTotal(bet, total);
                if (read.TryGet(out var whole))
                    bets[bets.IndexOf(bet)] = whole;
                else
                {
                    bets.Remove(bet);
                    Note(PmuDocument.Changed(totals.Url, Problem.Of($"{pool.Code()}, {bet.Bet}: {read.Error}")).ToString());
                }
            }
        }
        foreach (var pool in _stakes.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key).ToArray())
            _stakes.Remove(pool);
    }

    public void Add(PmuProbable probable)
    {
        Saw(probable.SeenAt, probable.Notes);
        var numbers = probable.Place.Select(place => place.Number).Concat(probable.Pairs.SelectMany(pair => pair.Numbers));
        if (!IsOfTheCard(probable.Pool, probable.Bet, numbers))
            return;
        _probable.Add(probable);
        // The size of the pool is worth knowing where its stakes are not.
        if (probable.Total is { } total && !Of(probable.Pool).Exists(stakes => stakes.Bet == probable.Bet))
            Put(
                probable.Pool,
                new BetStakes
                {
                    Bet = probable.Bet,
                    At = probable.At,
                    Total = total,
                    Stakes = [],
                }
            );
    }

    /// <summary>The pools with what was seen of them; those that show money and no odds are added.</summary>
    public IReadOnlyList<PoolPrices> AddTo(IEnumerable<PoolPrices> pools)
    {
        var priced = pools.ToDictionary(pool => pool.Pool);
        foreach (var pool in _stakes.Keys.Concat(_probable.Select(probable => probable.Pool)))
            priced.TryAdd(
                pool,
                new PoolPrices
                {
                    Pool = pool,
                    Origin = PriceOrigin.None,
                    At = null,
                    Win = [],
                }
            );
        return [.. priced.Values.Select(With).OrderBy(pool => pool.Pool)];
    }

    private PoolPrices With(PoolPrices pool)
    {
        var own = _probable.FindAll(probable => probable.Pool == pool.Pool);
        var place = own.Find(probable => probable.Place.Count > 0);
        CombinationPrice[] pairs = [.. own.SelectMany(probable => probable.Pairs).OrderBy(pair => pair.Bet)];
        return pool with
        {
            Place = place?.Place ?? pool.Place,
            // Without a stamp of its own the answer counts as of its arrival: it is another answer than the win odds.
            PlaceAt = place?.At ?? place?.SeenAt ?? pool.PlaceAt,
            Stakes = _stakes.TryGetValue(pool.Pool, out var stakes) ? [.. stakes.OrderBy(bet => bet.Bet)] : pool.Stakes,
            Combinations = pairs.Length > 0 ? pairs : pool.Combinations,
        };
    }

    private List<BetStakes> Of(Pool pool) => _stakes.TryGetValue(pool, out var bets) ? bets : [];

    private void Put(Pool pool, BetStakes bet)
    {
        if (!_stakes.TryGetValue(pool, out var bets))
            _stakes[pool] = bets = [];
        if (!bets.Exists(other => other.Bet == bet.Bet))
            bets.Add(bet);
    }

    private void Saw(DateTimeOffset? at, IReadOnlyList<string> notes)
    {
        _notes.AddRange(notes);
        if (SeenAt is null || at > SeenAt)
            SeenAt = at;
    }

    /// <summary>False, said, if a number is none of the card's: the answer is of another race, or of another shape than was thought.</summary>
    private bool IsOfTheCard(Pool pool, BetType bet, IEnumerable<int> numbers)
    {
        int[] strange = [.. numbers.Where(number => !runners.Contains(number)).Distinct().Order()];
        if (strange.Length == 0)
            return true;
        Note(Problem.Of($"{pool.Code()} shows {bet} on number {strange[0]}, which the card does not have: it is left out").ToString());
        return false;
    }
}
