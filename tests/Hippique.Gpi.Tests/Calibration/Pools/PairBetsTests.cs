using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Calibration.Fitting;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Pools;

/// <summary>The tables that ship have no take-out of pairs; here it is a quarter.</summary>
public sealed class PairBetsTests
{
    private const double Total = 20_000;
    private static readonly RaceId Id = new(new DateOnly(2023, 1, 5), new RaceCode(1, 1));
    private static readonly Regulated Known = Regulated.Default with
    {
        TakeOutRows =
        [
            .. Regulated.Default.TakeOutRows,
            new TakeOutRow(new DateOnly(2020, 1, 1), Pool.PmuInternet, BetType.CoupleGagnant, .25, "invented"),
            new TakeOutRow(new DateOnly(2020, 1, 1), Pool.PmuInternet, BetType.CouplePlace, .25, "invented"),
        ],
    };

    [Fact]
    public void Of_StakesInProportionToTheChances_MakeEveryCoupleGagnantWorthTheSame()
    {
        var judged = Judge(Race(BetType.CoupleGagnant), BetType.CoupleGagnant);
        judged.Gap.ShouldBeNull();
        judged.Bets.Count.ShouldBe(45);
        judged.Bets.Sum(bet => bet.Probability).ShouldBe(1, 1e-9);
        // Of three quarters, rounding down takes a little.
        judged.Bets.ShouldAllBe(bet => bet.Expected > .70 && bet.Expected <= .7501);
        judged.Bets.Count(bet => bet.Paid > 0).ShouldBe(1);
        judged.Dividends.ShouldHaveSingleItem().Computed.ShouldBe(judged.Dividends[0].Official, 1e-9);
    }

    [Fact]
    public void Of_ThreePairsOfCouplePlace_SharePoolAndPlaces()
    {
        var judged = Judge(Race(BetType.CouplePlace), BetType.CouplePlace);
        judged.Gap.ShouldBeNull();
        judged.Bets.Sum(bet => bet.Probability).ShouldBe(3, 1e-9);
        judged.Bets.Count(bet => bet.Paid > 0).ShouldBe(3);
        judged.Dividends.Count.ShouldBe(3);
        judged.Dividends.ShouldAllBe(pair => Math.Abs(pair.Computed - pair.Official) < 1e-9);
    }

    [Fact]
    public void Of_WithoutATakeOut_IsLeftOut() =>
        PairBets.Of(Race(BetType.CoupleGagnant), Models.ByHand, Regulated.Default).ShouldHaveSingleItem().Gap.ShouldBe(PoolGap.NoTakeOut);

    [Fact]
    public void Of_ACutListOfPairs_NeedsItsTotal()
    {
        var race = Race(BetType.CoupleGagnant);
        Judge(Cut(race, null), BetType.CoupleGagnant).Gap.ShouldBe(PoolGap.ListCut);
        var judged = Judge(Cut(race, new Euro((decimal)Total)), BetType.CoupleGagnant);
        judged.Gap.ShouldBeNull();
        judged.Bets.Count.ShouldBe(40);
        judged.Bets[0].Dividend.ShouldBe(Judge(race, BetType.CoupleGagnant).Bets[0].Dividend, .11);
    }

    [Fact]
    public void Of_AtH5_IsNotJudged() =>
        PairBets.Of(Race(BetType.CoupleGagnant) with { Moment = PriceMoment.H5 }, Models.ByHand, Known).ShouldBeEmpty();

    [Fact]
    public void Of_OtherDividendsThanPairsPaid_IsLeftOut()
    {
        var race = Race(BetType.CouplePlace);
        Judge(race with { Dividends = [.. race.Dividends.Where(row => row.Bet == BetType.CouplePlace).Take(2)] }, BetType.CouplePlace)
            .Gap.ShouldBe(PoolGap.PlacesDiffer);
        Judge(race with { Dividends = [] }, BetType.CouplePlace).Gap.ShouldBe(PoolGap.NoDividends);
    }

    private static JudgedPool Judge(PoolRace race, BetType bet)
    {
        var judged = PairBets.Of(race, Models.ByHand, Known).ShouldHaveSingleItem();
        judged.Bet.ShouldBe(bet);
        return judged;
    }

    /// <summary>With the pool's stakes in proportion to the chances of the pairs, and the dividends that they come to.</summary>
    private static PoolRace Race(BetType bet)
    {
        var race = InventedPools.Race(Id, new Invented(11));
        var win = race.Look.Pools[0].Stakes![0];
        var sum = win.Stakes.Sum(stake => stake.Amount.ToDouble());
        double[] odds = [.. win.Stakes.Select(stake => .861 * sum / stake.Amount.ToDouble())];
        var crowd = new PoolOrders(Models.ByHand, Pool.PmuInternet, Discipline.Flat, odds);
        var (depth, winners) = bet == BetType.CoupleGagnant ? (2, 1) : (3, 3);
        var pairs = Enumerable
            .Range(0, InventedPools.Runners)
            .SelectMany(i => Enumerable.Range(i + 1, InventedPools.Runners - i - 1).Select(j => (i, j)));
        CombinationStake[] stakes =
        [
            .. pairs.Select(pair => new CombinationStake(
                [pair.i + 1, pair.j + 1],
                Euro.FromComputed(Total / winners * crowd.Together([pair.i, pair.j], depth), MidpointRounding.ToEven)
            )),
        ];
        int[] first = [.. race.Arrival.Take(depth).Select(place => place[0])];
        var won = stakes.Where(stake => stake.Numbers.All(number => first.Contains(number))).ToList();
        var (pool, all) = (stakes.Sum(stake => stake.Amount.ToDouble()), won.Sum(stake => stake.Amount.ToDouble()));
        var rounding = Known.Dividends(Id.Date, Pool.PmuInternet);
        return With(
            race,
            [
                win,
                race.Look.Pools[0].Stakes![1],
                new BetStakes
                {
                    Bet = bet,
                    At = null,
                    Total = null,
                    Stakes = stakes,
                },
            ]
        ) with
        {
            Dividends =
            [
                .. won.Select(stake => new Dividend(
                    bet,
                    stake.Numbers,
                    (decimal)rounding.Round(1 + (.75 * pool - all) / (winners * stake.Amount.ToDouble()))
                )),
            ],
        };
    }

    private static PoolRace Cut(PoolRace race, Euro? total)
    {
        var stakes = race.Look.Pools[0].Stakes!;
        return With(
            race,
            [
                stakes[0],
                stakes[1],
                stakes[2] with
                {
                    Total = total,
                    Stakes = [.. stakes[2].Stakes.OrderByDescending(one => one.Amount).Take(40)],
                },
            ]
        );
    }

    private static PoolRace With(PoolRace race, IReadOnlyList<BetStakes> stakes) =>
        race with
        {
            Look = race.Look with { Pools = [race.Look.Pools[0] with { Stakes = stakes }] },
        };
}
