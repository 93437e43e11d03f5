using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Calibration.Fitting;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Pools;

/// <summary>
/// Races with a known truth: the win pool is right about every horse under the model, the order is drawn from the model's law, and the place pool is the one that the win pool implies, but for
/// one kind of horse. Dividends are paid by the pool's arithmetic.
/// </summary>
internal static class InventedPools
{
    public const int Runners = 10;
    private static readonly DateOnly First = new(2023, 1, 2);
    private static readonly double[] Odds = [2.6, 4.2, 5.8, 8, 11, 14, 19, 26, 38, 61];

    /// <param name="days">Of eight races each.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="neglect">What the crowd leaves of the fair place stake on the third favourite.</param>
    /// <param name="noise">Deviation of the logarithm of every place stake about the fair one.</param>
    /// <param name="knows">Exponent with which the place money tells who is placed.</param>
    public static List<PoolRace> Days(int days, int seed, double neglect = 1, double noise = 0, double knows = 0)
    {
        var random = new Invented(seed);
        return
        [
            .. Enumerable
                .Range(0, 8 * days)
                .Select(n => Race(new RaceId(First.AddDays(n / 8), new RaceCode(1, n % 8 + 1)), random, neglect, noise, knows)),
        ];
    }

    public static PoolRace Race(RaceId id, Invented random, double neglect = 1, double noise = 0, double knows = 0)
    {
        double[] odds = [.. Odds.Select(price => price * Math.Exp(.15 * random.Normal()))];
        var crowd = new PoolOrders(Models.ByHand, Pool.PmuInternet, Discipline.Flat, odds);
        var payout = SinglesPayout.Of(Regulated.Default, id.Date, Pool.PmuInternet, 3);
        var fair = Fair(crowd, payout.Place!, odds);
        fair[2] *= neglect;
        if (noise > 0)
            fair = [.. fair.Select(share => share * Math.Exp(noise * random.Normal()))];
        var win = Stakes(BetType.SimpleGagnant, [.. odds.Select(price => 1 / price)], 40_000);
        var place = Stakes(BetType.SimplePlace, fair, 30_000);
        var ratios = PlaceMoney.Ratios(new PlacePool(payout.Place!, StakesView.Of(number => number - 1, place, odds)!), crowd);
        var order = Draw(knows == 0 ? crowd : crowd.With([.. ratios.Select(ratio => Math.Pow(ratio, knows))]), random);
        return Of(id, win, place) with
        {
            Arrival = [.. order.Select(i => (IReadOnlyList<int>)[i + 1])],
            Dividends = Pay(payout.Place!, place, order),
        };
    }

    /// <summary>Shares of a place pool in which every place bet is worth the same: those at which each horse has its fair share beside the others.</summary>
    private static double[] Fair(PoolOrders crowd, PlaceArithmetic arithmetic, double[] odds)
    {
        double[] shares = [.. Enumerable.Range(0, Runners).Select(i => crowd.Placed(i, arithmetic.Places) / arithmetic.Places)];
        for (var round = 0; round < 100; round++)
        {
            var money = StakesView.Of(
                number => number - 1,
                Races.Stakes(BetType.SimplePlace, [.. shares.Select(share => share * 1e6)]),
                odds
            )!;
            var next = FairPlaceShares.Of(new PlacePool(arithmetic, money), crowd);
            var sum = shares.Zip(next, (now, then) => now + then).Sum();
            shares = [.. shares.Zip(next, (now, then) => (now + then) / sum)];
        }
        return shares;
    }

    /// <summary>Without a result.</summary>
    public static PoolRace Of(RaceId id, params BetStakes[] stakes) =>
        new()
        {
            Moment = PriceMoment.Close,
            Pool = Pool.PmuInternet,
            Dividends = [],
            Look = Races.H5(
                Races.Card(Runners, Discipline.Flat) with
                {
                    Id = id,
                    Off = ParisTime.At(id.Date, new TimeOnly(14, 0)),
                },
                new PoolPrices
                {
                    Pool = Pool.PmuInternet,
                    Origin = PriceOrigin.Live,
                    At = null,
                    Win = [],
                    Stakes = stakes,
                }
            ),
        };

    public static BetStakes Stakes(BetType bet, double[] shares, double total) =>
        new()
        {
            Bet = bet,
            At = null,
            Total = null,
            Stakes =
            [
                .. shares.Select(
                    (share, i) => new CombinationStake([i + 1], Euro.FromComputed(share / shares.Sum() * total, MidpointRounding.ToEven))
                ),
            ],
        };

    private static List<int> Draw(PoolOrders crowd, Invented random)
    {
        var orders = crowd.Orders;
        var first = random.Draw([.. Enumerable.Range(0, Runners).Select(orders.Win)]);
        var second = random.Draw([.. Enumerable.Range(0, Runners).Select(j => j == first ? 0 : orders.Pair(first, j))]);
        var third = random.Draw([
            .. Enumerable.Range(0, Runners).Select(k => k == first || k == second ? 0 : orders.Triple(first, second, k)),
        ]);
        return [first, second, third];
    }

    private static List<Dividend> Pay(PlaceArithmetic arithmetic, BetStakes place, List<int> order)
    {
        double On(int i) => place.Stakes[i].Amount.ToDouble();
        var total = place.Stakes.Sum(stake => stake.Amount.ToDouble());
        return
        [
            .. order.Select(i => new Dividend(BetType.SimplePlace, [i + 1], (decimal)arithmetic.Dividend(total, order.Sum(On), On(i)))),
        ];
    }
}
