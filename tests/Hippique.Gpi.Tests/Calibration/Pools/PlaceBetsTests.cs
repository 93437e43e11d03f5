using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Calibration.Fitting;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Pools;

public sealed class PlaceBetsTests
{
    private static readonly RaceId Id = new(new DateOnly(2023, 1, 5), new RaceCode(1, 1));

    [Fact]
    public void Of_AWholeRace_HasEveryHorseWithWhatItPaid()
    {
        var race = Whole();
        var judged = Judge(race);
        judged.Gap.ShouldBeNull();
        judged.Bets.Count.ShouldBe(InventedPools.Runners);
        judged.Bets.Sum(bet => bet.Probability).ShouldBe(3, 1e-9);
        judged.Bets.Sum(bet => bet.Share).ShouldBe(1, 1e-9);
        judged.Bets.Where(bet => bet.Paid > 0).Sum(bet => bet.Paid).ShouldBe((double)race.Dividends.Sum(paid => paid.PerEuro), 1e-9);
    }

    [Fact]
    public void Of_AListCutWithoutATotal_IsLeftOut()
    {
        var race = Whole();
        Judge(Cut(race, total: null)).Gap.ShouldBe(PoolGap.ListCut);
    }

    [Fact]
    public void Of_AListCutWithATotal_KeepsTheRestInThePoolAndBetsOnWhatIsListed()
    {
        var race = Whole();
        var judged = Judge(Cut(race, total: 1));
        judged.Gap.ShouldBeNull();
        judged.Bets.Count.ShouldBe(InventedPools.Runners - 1);
        // The horse that is not listed takes its part of the chances.
        judged.Bets.Sum(bet => bet.Probability).ShouldBeInRange(2.5, 3 - 1e-6);
        var all = Judge(race).Bets;
        for (var i = 0; i < judged.Bets.Count; i++)
            judged.Bets[i].Dividend.ShouldBe(all[i].Dividend, .05 * all[i].Dividend);
    }

    [Fact]
    public void Of_ADeadHeatForTheLastPlace_PaysFourAndChecksNoArithmetic()
    {
        var race = Whole() with
        {
            Arrival =
            [
                [1],
                [2],
                [3, 4],
            ],
            Dividends = [.. Enumerable.Range(1, 4).Select(number => new Dividend(BetType.SimplePlace, [number], 1.5m))],
        };
        var judged = Judge(race);
        judged.Gap.ShouldBeNull();
        judged.Bets.Count(bet => bet.Paid > 0).ShouldBe(4);
        judged.Dividends.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Of_OtherDividendsThanPlacesPaid_IsLeftOut(int dividends)
    {
        var race = Whole() with
        {
            Dividends = [.. Enumerable.Range(1, dividends).Select(number => new Dividend(BetType.SimplePlace, [number], 1.5m))],
        };
        Judge(race with { Arrival = [] }).Gap.ShouldBe(PoolGap.PlacesDiffer);
        Judge(
            race with
            {
                Arrival =
                [
                    [1],
                    [2],
                    [3],
                ],
            }
        )
            .Gap.ShouldBe(PoolGap.PlacesDiffer);
    }

    [Fact]
    public void Of_PlacesAreCountedOnTheDeclared()
    {
        // Seven start of eight declared: three places.
        var race = Whole();
        var card = race.Look.Card;
        var seven = race with { Look = race.Look with { Card = card with { Runners = [.. card.Runners.Take(7)], DeclaredRunners = 7 } } };
        seven = seven with
        {
            Arrival =
            [
                [1],
                [2],
                [3],
            ],
            Dividends = [.. Paid(3)],
        };
        Judge(seven).Gap.ShouldBe(PoolGap.PlacesDiffer);
        Judge(seven with { Look = seven.Look with { Card = seven.Look.Card with { DeclaredRunners = 8 } } }).Gap.ShouldBeNull();
    }

    [Fact]
    public void Of_ARefund_IsLeftOut()
    {
        Judge(Whole() with { Refunded = [BetType.SimplePlace] }).Gap.ShouldBe(PoolGap.Refunded);
        var race = Whole();
        var three = race.Look.Card with { Runners = [.. race.Look.Card.Runners.Take(3)] };
        Judge(race with { Look = race.Look with { Card = three } }).Gap.ShouldBe(PoolGap.Refunded);
    }

    [Fact]
    public void Of_AHorseWithdrawnAfterTheLook_IsNoBet()
    {
        var race = Whole() with { Moment = PriceMoment.H5 };
        var placed = race.Arrival.SelectMany(place => place).ToHashSet();
        var gone = Enumerable.Range(1, InventedPools.Runners).First(number => !placed.Contains(number));
        Judge(race with { Withdrawn = [gone] }).Bets.Count.ShouldBe(InventedPools.Runners - 1);
    }

    [Fact]
    public void Of_AtH5_PutsTheLateMoveUponTheStakes()
    {
        var race = Whole();
        var (last, early) = (Judge(race), Judge(race with { Moment = PriceMoment.H5 }));
        early.Bets.Select(bet => bet.Probability).ShouldBe(last.Bets.Select(bet => bet.Probability));
        early.Bets.Zip(last.Bets).ShouldContain(pair => Math.Abs(pair.First.Dividend / pair.Second.Dividend - 1) > .01);
        early.Dividends.ShouldBeEmpty();
    }

    [Fact]
    public void Of_WhatIsMissing_IsSaid()
    {
        var race = Whole();
        Judge(race with { Dividends = [] }).Gap.ShouldBe(PoolGap.NoDividends);
        Judge(With(race, pool => pool with { Stakes = null })).Gap.ShouldBe(PoolGap.NoStakes);
        Judge(With(race, pool => pool with { Stakes = [pool.Stakes![0]] })).Gap.ShouldBe(PoolGap.NoStakes);
        Judge(With(race, pool => pool with { At = race.Look.Card.Off.AddMinutes(-1) })).Gap.ShouldBe(PoolGap.OldStakes);
        Judge(With(race, pool => pool with { At = race.Look.Card.Off.AddMinutes(2) })).Gap.ShouldBeNull();
        Judge(race with { Look = race.Look with { Simulated = true } }).Gap.ShouldBe(PoolGap.Simulated);
        Judge(With(race, pool => pool with { Pool = Pool.Genybet }) with { Pool = Pool.Genybet }).Gap.ShouldBe(PoolGap.NoTakeOut);
    }

    private static JudgedPool Judge(PoolRace race) => PlaceBets.Of(race, Models.ByHand, Regulated.Default);

    private static PoolRace Whole() => InventedPools.Race(Id, new Invented(11));

    private static IEnumerable<Dividend> Paid(int count) =>
        Enumerable.Range(1, count).Select(number => new Dividend(BetType.SimplePlace, [number], 1.5m));

    private static PoolRace With(PoolRace race, Func<PoolPrices, PoolPrices> change) =>
        race with
        {
            Look = race.Look with { Pools = [change(race.Look.Pools[0])] },
        };

    /// <summary>Without the longest odds.</summary>
    private static PoolRace Cut(PoolRace race, decimal? total) =>
        With(
            race,
            pool =>
                pool with
                {
                    Stakes =
                    [
                        .. pool.Stakes!.Select(stakes =>
                            stakes with
                            {
                                Total = total is null ? null : new Euro(stakes.Stakes.Sum(stake => stake.Amount.Amount)),
                                Stakes = [.. stakes.Stakes.Take(InventedPools.Runners - 1)],
                            }
                        ),
                    ],
                }
        );
}
