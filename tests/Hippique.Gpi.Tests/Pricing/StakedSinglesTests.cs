using Hippique.Gpi.Calibration;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

/// <summary>Single bets in a pool that shows its money: PMU's internet pool.</summary>
public sealed class StakedSinglesTests
{
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    // Shares of the win pool as the odds have them; the place pool neglects number 3 and number 4.
    private static readonly double[] Win = [29750, 18760, 13920, 10270, 7840, 6160, 4540, 3320, 2270, 1410, 980, 770];
    private static readonly double[] Place = [9500, 8000, 2600, 1900, 5600, 4700, 3800, 3100, 2400, 1900, 1500, 1200];

    private static readonly BetOffer OneEuro = new(BetType.SimplePlace, new Euro(1), new Euro(1), null);

    [Fact]
    public void Analyse_NeglectedHorses_MakeATicketThatSaysWhatItsPriceIsMadeOf()
    {
        var analysis = Analyse(Prices());
        analysis.Market.ShouldBe(BetType.SimplePlace);
        var ticket = analysis.Tickets.ShouldHaveSingleItem();
        ticket.PoolTotal.ShouldBe(new Euro(46200));
        foreach (var leg in ticket.Legs)
        {
            leg.PricedBy.ShouldBe(PriceSource.Stakes);
            leg.OwnStake!.Without.ShouldBeGreaterThan(leg.OwnStake.With1);
            leg.OwnStake.With1.ShouldBeGreaterThan(leg.OwnStake.With5);
            leg.ExpectedDividend.ShouldBeInRange(leg.OwnStake.With5, leg.OwnStake.With1);
        }
        // What is staked is in the pool when the dividend is paid.
        var expected = ticket.Legs.Sum(leg => leg.Stake.ToDouble() * leg.Probability * leg.ExpectedDividend);
        ticket.ExpectedReturn.ToDouble().ShouldBe(expected, .0051);
    }

    [Fact]
    public void Analyse_StandingOfEachHorse_IsInTheAnalysis()
    {
        var analysis = Analyse(Prices());
        analysis.Money!.Win!.Total.ShouldBe(new Euro(99990));
        analysis.Money.Place!.PaidOut.ShouldBe(1 - .1393);
        analysis.Money.LateMoney.ShouldBe(LateMoneyBasis.WinPool);
        var third = analysis.Runners[2];
        (third.WinStake, third.PlacePool!.Stake).ShouldBe((new Euro(13920), new Euro(2600)));
        third.PlacePool.Share.ShouldBe(2600 / 46200.0, 1e-12);
        third.PlacePool.Ratio!.Value.ShouldBeLessThan(.75);
        third.Labels.ShouldContain(RunnerLabel.PlaceNeglected);
        analysis.Runners[0].Labels.ShouldNotContain(RunnerLabel.PlaceNeglected);
        analysis.Runners[11].Labels.ShouldContain(RunnerLabel.PlaceOverplayed);
    }

    [Fact]
    public void Analyse_WinStakes_AreThePriceBeforeOddsThatAreRounded()
    {
        var analysis = Analyse(Prices());
        // 86.7 % of 99,990 € on 13,920 €; the board says 6.2.
        analysis.Runners[2].OddsH5!.Value.ShouldBe(.867 * 99990 / 13920, 1e-9);
        analysis.WinBook!.Value.ShouldBe(1 / .867, 1e-9);
        Analyse(Prices() with { Stakes = null }).Runners[2].OddsH5.ShouldBe(6.2);
    }

    [Fact]
    public void Analyse_StakesThatAreOlderThanTheOdds_AreNoWinPrice()
    {
        BetStakes At(int seconds) => Races.Stakes(BetType.SimpleGagnant, Win, at: Races.Off.AddMinutes(-5).AddSeconds(-seconds));
        Analyse(Prices() with { Stakes = [At(61)] }).Runners[2].OddsH5.ShouldBe(6.2);
        Analyse(Prices() with { Stakes = [At(59)] }).Runners[2].OddsH5.ShouldNotBe(6.2);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Analyse_PlacesThatStandStill_AreNoPrice(int secondsBehind, bool priced)
    {
        var at = Races.Off.AddMinutes(-5).AddSeconds(-secondsBehind);
        var prices = Prices();
        var stakes = Analyse(prices with { Stakes = [prices.Stakes![0], Races.Stakes(BetType.SimplePlace, Place, at: at)] });
        (stakes.Money!.LateMoney is not null).ShouldBe(priced);

        var ranged = Races.Prices(Pool.PmuInternet, Odds, [.. Odds.Select(odds => (1 + odds / 8, 1 + odds / 5))]) with { PlaceAt = at };
        (Analyse(ranged).PlaceBook is not null).ShouldBe(priced);
    }

    [Fact]
    public void Analyse_StakesAlone_ArePricesAsFreshAsTheirStamp()
    {
        var prices = Prices() with { Win = [], Origin = PriceOrigin.None, At = null };
        var analysis = Analyse(prices);
        analysis.Guards.Single(guard => guard.Code == GuardCode.OddsCoverage).Passed.ShouldBeTrue();
        var fresh = analysis.Guards.Single(guard => guard.Code == GuardCode.OddsFresh);
        (fresh.Passed, fresh.Value).ShouldBe((true, 0));
    }

    [Fact]
    public void Analyse_TheOrderOfTrust_IsStakesThenRangesThenACalibration()
    {
        (double, double)[] ranges = [.. Odds.Select(odds => (1 + odds / 4, 1 + odds / 2.5))];
        var prices = Prices();
        var published = Races.Prices(Pool.PmuInternet, Odds, ranges).Place;
        var model = Models.With(Models.Payout(BetType.SimplePlace, 1.3, pool: Pool.PmuInternet));
        PriceSource? BasisOf(PoolPrices shown) => Analyse(shown, model).Runners[4].PricedBy;
        BasisOf(prices with { Place = published }).ShouldBe(PriceSource.Stakes);
        BasisOf(prices with { Place = published, Stakes = [prices.Stakes![0]] }).ShouldBe(PriceSource.PlaceRange);
        BasisOf(prices with { Stakes = [prices.Stakes![0]] }).ShouldBe(PriceSource.PayoutCalibration);
    }

    [Fact]
    public void Analyse_ADividendOutsideTheOperatorsRange_IsDoubtedWithBothNumbers()
    {
        var prices = Prices();
        var view = new PoolView(new Field(Races.Card(12)), prices, null, Payout);
        var ranges = view.Place.Select((range, i) => new PlacePrice(i + 1, i == 4 ? new PlaceRange(9, 12) : range!.Value)).ToArray();
        var doubt = Analyse(prices with { Place = ranges }).Money!.OutsideRange.ShouldHaveSingleItem();
        (doubt.Number, doubt.Low, doubt.High).ShouldBe((5, 9, 12));
        doubt.Dividend.ShouldBeInRange(view.Place[4]!.Value.Low, view.Place[4]!.Value.High);
        Analyse(prices).Money!.OutsideRange.ShouldBeEmpty();
    }

    [Fact]
    public void PlaceByStakes_OwnStakeInASmallPool_CostsMore()
    {
        OwnStakeEffect EffectIn(double scale) => Analyse(Prices(scale)).Tickets[0].Legs[0].OwnStake!;
        var (large, small) = (EffectIn(1), EffectIn(.02));
        (large.With5 / large.Without).ShouldBeGreaterThan(.985);
        (small.With5 / small.Without).ShouldBeLessThan(.95);
    }

    [Fact]
    public void Plan_AStakeThatLowersItsOwnDividendTooFar_IsNotMade()
    {
        // One more euro each leaves less of the dividend: at 2 € the leg is under 10 %.
        var price = Legs.Price(0, .3, 4) with
        {
            WithStake = stake => 4 - .4 * (stake - 1),
        };
        var market = new SinglesMarket(BetType.SimplePlace, [price], 0, (_, odds) => odds);
        var context = GuardRace.Context(Races.Card(8), Races.Prices(Pool.PmuInternet, Odds[..8]));
        var planner = new SinglesPlanner(GuardRace.V51, GuardRace.Chances(context), 3, 100_000);
        var plan = planner.Plan(market, new StakeLimits(OneEuro, new Euro(3), 1), .5);
        plan.Total.ShouldBe(1);
        plan.Legs[0].Dividend.ShouldBe(4);
        var unmoved = planner.Plan(
            market with
            {
                Prices = [price with { WithStake = null }],
            },
            new StakeLimits(OneEuro, new Euro(3), 1),
            .5
        );
        unmoved.Total.ShouldBe(3);
    }

    [Fact]
    public void Win_OwnStake_IsThatOfIsaacs()
    {
        var context = GuardRace.Context(Races.Card(12), Prices(.015) with { Place = [] });
        var market = new SinglesPricer(context, context.Pools[0], GuardRace.Chances(context)).Win(AtItsOdds, 0);
        var price = market.Prices[5]!;
        // 1,499.85 € in the pool, 92.40 € on the horse: 5 € more on both.
        price.Dividend.ShouldBe(.867 * 1499.85 / 92.4, 1e-9);
        price.DividendWith(5).ShouldBe(.867 * 1504.85 / 97.4, 1e-9);
        new SinglesPricer(context, context.Pools[0], GuardRace.Chances(context)).Win(AtItsOdds, 5).Prices[5]!.Dividend.ShouldBe(
            price.DividendWith(5),
            1e-12
        );
    }

    [Fact]
    public void Win_OfAPoolWhoseTotalAloneIsKnown_HasAnOwnStakeToo()
    {
        var total = Races.Stakes(BetType.SimpleGagnant, [], total: 1500);
        var context = GuardRace.Context(Races.Card(12), Prices() with { Stakes = [total] });
        var price = new SinglesPricer(context, context.Pools[0], GuardRace.Chances(context)).Win(AtItsOdds, 0).Prices[5]!;
        price.Basis.ShouldBe(PriceSource.Odds);
        price.Dividend.ShouldBe(14, 1e-9);
        price.DividendWith(5).ShouldBe(new OwnStake(1500, .867, 14).Dividend(5), 1e-12);
    }

    [Fact]
    public void PlaceMoney_ThatKnows_MovesTheChancesOfPlacesAndNoOther()
    {
        var fit = new PlaceMoneyFit(Pool.PmuInternet, .5, .1, 300);
        var (before, after) = (Analyse(Prices()), Analyse(Prices(), Models.ByHand with { PlaceMoney = [fit] }));
        after.Money!.PlaceMoney.ShouldBe(fit);
        before.Money!.PlaceMoney.ShouldBeNull();
        after.Runners.Sum(runner => runner.PlaceProbability!.Value).ShouldBe(3, 1e-9);
        foreach (var (then, now) in before.Runners.Zip(after.Runners))
        {
            now.WinProbability.ShouldBe(then.WinProbability);
            // What the money of the places says is what the ratio says: below 1 the horse is placed less often.
            var ratio = then.PlacePool!.Ratio!.Value;
            now.PlacePool.ShouldBe(then.PlacePool);
            if (ratio < .75)
                now.PlaceProbability!.Value.ShouldBeLessThan(then.PlaceProbability!.Value);
            if (ratio > 1.5)
                now.PlaceProbability!.Value.ShouldBeGreaterThan(then.PlaceProbability!.Value);
        }
    }

    [Fact]
    public void PlaceMoney_OfAnotherPoolOrWithoutStakes_MovesNothing()
    {
        var other = Models.ByHand with { PlaceMoney = [new PlaceMoneyFit(Pool.ZEturf, .5, .1, 300)] };
        Analyse(Prices(), other)
            .Runners.Select(runner => runner.PlaceProbability)
            .ShouldBe(Analyse(Prices()).Runners.Select(runner => runner.PlaceProbability));
        var own = Models.ByHand with { PlaceMoney = [new PlaceMoneyFit(Pool.PmuInternet, .5, .1, 300)] };
        var bare = Prices() with { Stakes = null };
        Analyse(bare, own)
            .Runners.Select(runner => runner.PlaceProbability)
            .ShouldBe(Analyse(bare).Runners.Select(runner => runner.PlaceProbability));
    }

    [Fact]
    public void PlaceMove_OfItsOwn_TakesThePlaceOfTheWinPools()
    {
        RaceAnalysis By(double constant, double winner) =>
            Analyse(Prices(), Models.ByHand with { PlaceMoves = [new PlaceMoveFit(Pool.PmuInternet, constant, winner, .2, 200)] });
        var before = Analyse(Prices());
        var same = By(0, 1);
        same.Money!.LateMoney.ShouldBe(LateMoneyBasis.PlacePool);
        same.Money.PlaceMove!.Races.ShouldBe(200);
        before.Money!.PlaceMove.ShouldBeNull();
        foreach (var (then, now) in before.Runners.Zip(same.Runners))
            now.PredictedDividend!.Value.ShouldBe(then.PredictedDividend!.Value, 1e-9);
        // Half as much late money on whoever is placed.
        foreach (var (then, now) in before.Runners.Zip(By(.1, 1).Runners))
            now.PredictedDividend!.Value.ShouldBeGreaterThan(then.PredictedDividend!.Value);
    }

    [Fact]
    public void PlaceMove_OfItsOwn_HoldsForRangesToo_AndIsSaid()
    {
        var ranged = Races.Prices(Pool.PmuInternet, Odds, [.. Odds.Select(odds => (1 + odds / 4, 1 + odds / 2.5))]);
        var model = Models.ByHand with { PlaceMoves = [new PlaceMoveFit(Pool.PmuInternet, .1, 1, .2, 200)] };
        var (before, after) = (Analyse(ranged), Analyse(ranged, model));
        (before.Market, after.Market).ShouldBe((BetType.SimplePlace, BetType.SimplePlace));
        after.Runners[0].PredictedDividend!.Value.ShouldBeGreaterThan(before.Runners[0].PredictedDividend!.Value);
        after.Money!.PlaceMove!.Races.ShouldBe(200);
        (after.Money.LateMoney, before.Money).ShouldBe((null, null));
    }

    private static readonly WinDividendFit AtItsOdds = new()
    {
        Family = PoolFamily.Internet,
        Discipline = ModelDiscipline.All,
        Constant = 0,
        LogOdds = 1,
        Momentum = 0,
        Deviation = .3,
        Winners = 500,
    };

    private static SinglesPayout Payout => SinglesPayout.Of(Regulated.Default, Races.Id.Date, Pool.PmuInternet, 3);

    private static PoolPrices Prices(double scale = 1) =>
        Races.Prices(Pool.PmuInternet, Odds) with
        {
            Stakes =
            [
                Races.Stakes(BetType.SimpleGagnant, [.. Win.Select(euros => euros * scale)]),
                Races.Stakes(BetType.SimplePlace, [.. Place.Select(euros => euros * scale)]),
            ],
        };

    private static RaceAnalysis Analyse(PoolPrices prices, GpiModel? model = null) =>
        new RaceAnalyser(GuardRace.V51, model ?? Models.ByHand).Analyse(Races.Input(Races.H5(Races.Card(12), prices), Pool.PmuInternet));
}
