using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>Sums the bets of many races up. Intervals are by bootstrap over days.</summary>
public static class PoolEvidence
{
    private const double Cent = .001;
    private const double Tenth = .1001;
    private static readonly double?[] Evs = [null, -.3, -.2, -.1, 0, .1, null];
    private static readonly double?[] Ratios = [null, .8, 1, 1.25, 1.7, null];

    /// <summary>One table for each kind of bet, pool and moment that has a race with bets.</summary>
    public static IReadOnlyList<PoolTable> Of(IEnumerable<JudgedPool> judged, Regulated regulated) =>
        [
            .. judged
                .Where(race => race.Bets.Count > 0)
                .OrderBy(race => race.Race.Id)
                .GroupBy(race => (race.Bet, race.Race.Pool, race.Race.Moment))
                .OrderBy(group => group.Key)
                .Select(group => Table([.. group], regulated)),
        ];

    private static PoolTable Table(List<JudgedPool> races, Regulated regulated)
    {
        var (bet, pool) = (races[0].Bet, races[0].Race.Pool);
        var bets = races.SelectMany(race => race.Bets).ToList();
        var last = races[^1].Race.Id.Date;
        return new PoolTable
        {
            Pool = pool,
            Bet = bet,
            Moment = races[0].Race.Moment,
            From = races[0].Race.Id.Date,
            To = last,
            Races = races.Count,
            Days = races.Select(race => race.Race.Id.Date).Distinct().Count(),
            Bands = Bands(bets, Evs, one => one.Claimed),
            Positive = Row([.. bets.Where(one => one.Claimed > 0)], 0, null),
            All = Row(bets, null, null),
            Crowd = Return(bets, one => one.Share),
            PaidOut = 1 - regulated.TakeOut(last, pool, bet)!.Value,
            Ratios = bet == BetType.SimplePlace ? Bands(bets, Ratios, one => one.Ratio ?? double.NaN) : [],
            Arithmetic =
            [
                .. races.SelectMany(race => race.Dividends).GroupBy(pair => pair.Places).OrderBy(group => group.Key).Select(Check),
            ],
        };
    }

    private static List<PoolRow> Bands(List<PoolBet> bets, double?[] ends, Func<PoolBet, double> value)
    {
        var rows = new List<PoolRow>();
        for (var n = 0; n + 1 < ends.Length; n++)
        {
            var (low, high) = (ends[n], ends[n + 1]);
            bool Holds(double of) => !double.IsNaN(of) && !(of < low) && !(of >= high);
            rows.Add(Row([.. bets.Where(bet => Holds(value(bet)))], low, high));
        }
        return rows;
    }

    private static PoolRow Row(List<PoolBet> bets, double? low, double? high)
    {
        var expected = bets.Sum(bet => bet.Claimed);
        return new PoolRow
        {
            Low = low,
            High = high,
            Bets = bets.Count,
            Races = bets.Select(bet => bet.Race).Distinct().Count(),
            Won = bets.Count(bet => bet.Paid > 0),
            Flat = Return(bets, _ => 1),
            ByPrice = Return(bets, bet => 1 / bet.Dividend),
            BetsNeeded =
                expected > 0
                    ? Risk.BetsToTell(
                        bets.Count,
                        expected,
                        bets.Sum(bet => bet.Dividend * bet.Dividend * bet.Probability * (1 - bet.Probability))
                    )
                    : null,
        };
    }

    private static PoolReturn? Return(List<PoolBet> bets, Func<PoolBet, double> stake)
    {
        if (bets.Count == 0)
            return null;
        var staked = bets.ConvertAll(bet => stake(bet));
        return new PoolReturn(
            bets.Zip(staked, (bet, euros) => euros * bet.Claimed).Sum() / staked.Sum(),
            Bootstrap.Ratio([.. bets.Zip(staked, (bet, euros) => euros * (bet.Paid - 1))], staked, [.. bets.Select(bet => bet.Race.Date)])
        );
    }

    private static ArithmeticCheck Check(IGrouping<int, DividendPair> pairs) =>
        new(pairs.Key, pairs.Count(), pairs.Count(pair => Apart(pair) < Cent), pairs.Count(pair => Apart(pair) < Tenth));

    private static double Apart(DividendPair pair) => Math.Abs(pair.Computed - pair.Official);
}
