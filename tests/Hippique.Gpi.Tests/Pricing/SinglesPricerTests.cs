using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class SinglesPricerTests
{
    // What 1 € pays where it wins: its odds.
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
    private static readonly double[] Odds = [2.4, 2.5, 2.6, 8, 13.9, 14, 14.1, 30];

    [Fact]
    public void Win_EachPricedStarter_HasItsOddsProbabilityAndDividend()
    {
        var context = GuardRace.Context(Races.Card(9), Races.Prices(Pool.ZEturf, Odds));
        var chances = GuardRace.Chances(context);
        var market = Pricer(context, chances).Win(AtItsOdds with { Constant = .1 }, 0);
        market.Bet.ShouldBe(BetType.SimpleGagnant);
        market.Deviation.ShouldBe(.3);
        market.Prices[8].ShouldBeNull();
        for (var i = 0; i < Odds.Length; i++)
        {
            var price = market.Prices[i]!;
            (price.Runner, price.Price, price.Probability).ShouldBe((i, Odds[i], chances.Win[i]));
            price.Dividend.ShouldBe(Odds[i] * Math.Exp(.1), 1e-9);
            price.Roi.ShouldBe(chances.Win[i] * price.Dividend - 1, 1e-12);
            // σ of p is p·σ(ln p).
            price.Sigma.ShouldBe(chances.Win[i] * chances.Sigma[i], 1e-12);
            Math.Log(price.High / price.Low).ShouldBe(2 * 1.2815515655446004 * .3, 1e-9);
        }
        market.DividendAt(3, 10).ShouldBe(10 * Math.Exp(.1), 1e-9);
    }

    [Theory]
    [InlineData(0, false)] // 2.4
    [InlineData(1, true)] // 2.5
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, true)] // 14
    [InlineData(6, false)] // 14.1
    public void Win_Window_IsComparedInTenths(int runner, bool inWindow)
    {
        var context = GuardRace.Context(Races.Card(8), Races.Prices(Pool.ZEturf, Odds));
        Pricer(context).Win(AtItsOdds, 0).Prices[runner]!.InWindow.ShouldBe(inWindow);
    }

    [Fact]
    public void Win_MinimumPrice_IsTheLowestInTenthsAtWhichWindowAndRoiPass()
    {
        var context = GuardRace.Context(Races.Card(8), Races.Prices(Pool.ZEturf, Odds));
        var chances = GuardRace.Chances(context);
        var market = Pricer(context, chances).Win(AtItsOdds, 0);
        foreach (var price in market.Prices.OfType<SinglePrice>())
        {
            var needed = Math.Max(2.5, Math.Ceiling(1.1 / price.Probability * 10 - 1e-9) / 10);
            price.MinimumPrice.ShouldBe(needed <= 14 ? needed : null);
        }
        market.Prices[7]!.MinimumPrice.ShouldBeNull();
        market.Prices[0]!.MinimumPrice.ShouldNotBeNull();
    }

    [Fact]
    public void Win_TheWindowsUpperEnd_IsStillAMinimumPrice()
    {
        // The second of two at even chances needs 1.1/.5 = 2.2 in tenths.
        var rules = GuardRace.V51;
        foreach (var (high, minimum) in new (double, double?)[] { (2.3, 2.2), (2.2, 2.2), (2.1, null) })
        {
            var narrow = rules with { Singles = rules.Singles with { WinOdds = new Interval(2, high) } };
            var context = GuardRace.Context(Races.Card(2), Races.Prices(Pool.ZEturf, [1.9, 1.9]), narrow);
            Pricer(context).Win(AtItsOdds, 0).Prices[1]!.MinimumPrice.ShouldBe(minimum);
        }
    }

    [Fact]
    public void Win_MovesSinceH30AndToTheClose_CountWithTheirCoefficients()
    {
        double[] before = [2, 4, 5, 8, 9, 20, 30];
        double[] after = [2.5, 4, 4, 8, 9, 18, 30, 40];
        var card = Races.Card(8);
        var input = Races.Input(Races.H5(card, Races.Prices(Pool.ZEturf, after)), Pool.ZEturf) with
        {
            H30 = Races.H30(card, Races.Prices(Pool.ZEturf, before)),
        };
        var context = GuardRace.Context(input);
        var chances = GuardRace.Chances(context);
        var fit = AtItsOdds with { Momentum = .2, Forecast = .5 };
        var market = Pricer(context, chances).Win(fit, 0);
        var book = after.Sum(odds => 1 / odds);
        for (var i = 0; i < after.Length; i++)
        {
            var momentum = i < before.Length ? Math.Log(after[i] / before[i]) : 0;
            // ô, the closing odds the model expects: 1/(expected share · book).
            var close = 1 / (chances.Market.Close!.Share[i] * book);
            var expected = after[i] * Math.Exp(.2 * momentum + .5 * Math.Log(close / after[i]));
            market.Prices[i]!.Dividend.ShouldBe(expected, 1e-9);
            market.DividendAt(i, 10).ShouldBe(expected / after[i] * 10, 1e-9);
            WinDividend
                .Expected(
                    fit,
                    OddsForTenPercent(fit, market.Prices[i]!, momentum, Math.Log(close / after[i])),
                    momentum,
                    Math.Log(close / after[i])
                )
                .ShouldBe(1.1 / chances.Win[i], 1e-9);
        }
    }

    [Fact]
    public void Place_FromTheRanges_HasTheExpectedDividendAndTheWidestDoubt()
    {
        var context = GuardRace.Context();
        var chances = GuardRace.Chances(context);
        var expected = PlaceDividends.Expected(context.Pools[0], chances.Orders, chances.Position, 3);
        var market = Pricer(context, chances).PlaceByRanges(AtItsOdds, 0);
        market.Bet.ShouldBe(BetType.SimplePlace);
        // A range holds some four deviations; the widest is 18 to 30.
        market.Deviation.ShouldBe(GuardRace.Places.Max(range => Math.Log(range.High / range.Low)) / 4, 1e-12);
        for (var i = 0; i < 12; i++)
        {
            var (low, high) = GuardRace.Places[i];
            var price = market.Prices[i]!;
            (price.Runner, price.Low, price.High).ShouldBe((i, low, high));
            price.Dividend.ShouldBe(expected[i], 1e-12);
            price.Price.ShouldBe(2 / (1 / low + 1 / high), 1e-12);
            price.Probability.ShouldBe(chances.Place[i]);
            price.InWindow.ShouldBe(expected[i] is >= 2.5 and <= 7);
            // Win and place chance move together: d ln(q/(1−q)) = d ln(p/(1−p)).
            var (p, q) = (chances.Win[i], chances.Place[i]);
            price.Sigma.ShouldBe(q * (1 - q) * chances.Sigma[i] / (1 - p), 1e-12);
            market.DividendAt(i, price.Price * 2).ShouldBe(expected[i] * 2, 1e-9);
        }
    }

    [Fact]
    public void Place_LateMoney_TakesFromTheDividendOfThePlaced()
    {
        var context = GuardRace.Context();
        var chances = GuardRace.Chances(context);
        var (still, moved) = (
            Pricer(context, chances).PlaceByRanges(AtItsOdds, 0),
            Pricer(context, chances).PlaceByRanges(AtItsOdds with { Constant = -.1 }, 0)
        );
        for (var i = 0; i < 12; i++)
        {
            // A tenth more on every placed horse: its own share is dearer by e^.1, and so is its company.
            moved.Prices[i]!.Dividend.ShouldBeLessThan(still.Prices[i]!.Dividend);
            (moved.Prices[i]!.Dividend - 1).ShouldBeLessThan((still.Prices[i]!.Dividend - 1) * Math.Exp(-.1) + 1e-9);
            moved.Prices[i]!.Dividend.ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Place_OwnStake_CountsIfTheSizeOfThePoolIsKnown()
    {
        var prices = Races.Prices(Pool.PmuInternet, GuardRace.Win, GuardRace.Places);
        var unknown = GuardRace.Context(Races.Card(12), prices);
        Pricer(unknown).PlaceByRanges(AtItsOdds, 1).Prices[3]!.WithStake.ShouldBeNull();

        var known = GuardRace.Context(Races.Card(12), prices with { Stakes = [Races.Stakes(BetType.SimplePlace, [], total: 1000)] });
        var price = Pricer(known).PlaceByRanges(AtItsOdds, 0).Prices[3]!;
        price.Basis.ShouldBe(PriceSource.PlaceRange);
        price.DividendWith(0).ShouldBe(price.Dividend);
        // By hand, from the share that the ranges come to.
        var share = PlaceDividends.Shares(known.Pools[0], 3);
        var paidOut = PlaceDividends.PaidOut(known.Pools[0], share, 3);
        var on = 1000 * share[3];
        price.DividendWith(5).ShouldBe(1 + ((price.Dividend - 1) * 3 * on - (1 - paidOut) * 5) / (3 * (on + 5)), 1e-9);
        price.DividendWith(5).ShouldBeLessThan(price.DividendWith(1));
    }

    [Fact]
    public void Place_MinimumPrice_IsInTenthsOfThePriceNotOfTheDividend()
    {
        var context = GuardRace.Context();
        var market = Pricer(context).PlaceByRanges(AtItsOdds, 0);
        foreach (var price in market.Prices.OfType<SinglePrice>())
        {
            var scale = price.Price / price.Dividend;
            var needed = Math.Ceiling(Math.Max(1.1 / price.Probability, 2.5) * scale * 10 - 1e-9) / 10;
            price.MinimumPrice.ShouldBe(needed <= 7 * scale + 1e-9 ? needed : null);
        }
        market.Prices.ShouldContain(price => price!.MinimumPrice == null);
        market.Prices.ShouldContain(price => price!.MinimumPrice != null);
    }

    [Fact]
    public void Place_ARunnerWithoutARange_IsNotPriced()
    {
        var context = GuardRace.Context(Races.Card(12), Races.Prices(Pool.ZEturf, GuardRace.Win, GuardRace.Places[..11]));
        var market = Pricer(context).PlaceByRanges(AtItsOdds, 0);
        market.Prices[11].ShouldBeNull();
        market.Prices[..11].ShouldAllBe(price => price != null);
    }

    [Fact]
    public void Place_TheOnlyHorseWithAProbability_HasNoDoubt()
    {
        var context = GuardRace.Context(Races.Card(8), Races.Prices(Pool.ZEturf, [1.1], [(1.1, 1.2)]));
        Pricer(context).PlaceByRanges(AtItsOdds, 0).Prices[0]!.Sigma.ShouldBe(0);
    }

    [Fact]
    public void PlaceByCalibration_PaysByTheLawOfTheCalibration()
    {
        var context = GuardRace.Context(Races.Card(12), Races.Prices(Pool.PmuInternet, GuardRace.Win));
        var fit = Models.Payout(BetType.SimplePlace, 1.2, pool: Pool.PmuInternet);
        var chances = GuardRace.Chances(context);
        var market = ByCalibration(context, chances, fit)!;
        market.Bet.ShouldBe(BetType.SimplePlace);
        market.Deviation.ShouldBe(.3);
        market.DividendAt(0, 4.4).ShouldBe(4.4);
        for (var i = 0; i < 12; i++)
        {
            var price = market.Prices[i]!;
            var dividend = Math.Max(1, 1.2 / chances.Place[i]);
            price.Dividend.ShouldBe(dividend, 1e-9);
            price.Price.ShouldBe(price.Dividend);
            var spread = Math.Exp(1.2815515655446004 * .3);
            price.Low.ShouldBe(Math.Max(1, dividend / spread), 1e-9);
            price.High.ShouldBe(dividend * spread, 1e-9);
        }
    }

    [Fact]
    public void PlaceByCalibration_OutsideItsRangeOrUnpriced_IsNotPriced()
    {
        var context = GuardRace.Context(Races.Card(13), Races.Prices(Pool.PmuInternet, GuardRace.Win));
        var chances = GuardRace.Chances(context);
        var fit = Models.Payout(BetType.SimplePlace, 1.2, pool: Pool.PmuInternet) with { ProbabilityLow = .2, ProbabilityHigh = .5 };
        var market = ByCalibration(context, chances, fit)!;
        for (var i = 0; i < 13; i++)
            (market.Prices[i] is not null).ShouldBe(chances.Place[i] is >= .2 and <= .5);
        market.Prices.Count(price => price is not null).ShouldBeInRange(1, 11);
        ByCalibration(context, chances, fit with { ProbabilityLow = 0, ProbabilityHigh = 1 })!.Prices[12].ShouldBeNull();
    }

    [Fact]
    public void PlaceByCalibration_NoneIsGoodEnough_IsNoMarket()
    {
        var context = GuardRace.Context(Races.Card(12), Races.Prices(Pool.PmuInternet, GuardRace.Win));
        var chances = GuardRace.Chances(context);
        ByCalibration(context, chances, Models.Payout(BetType.SimplePlace, 1.2, races: 99, pool: Pool.PmuInternet)).ShouldBeNull();
        ByCalibration(context, chances, Models.Payout(BetType.SimplePlace, 1.2, pool: Pool.Genybet)).ShouldBeNull();
    }

    [Theory]
    [InlineData(7, BetType.SimpleGagnant)] // two places paid: what they pay is not known
    [InlineData(8, BetType.SimplePlace)]
    public void Analyse_ACalibration_IsUsedWhereThreePlacesArePaid(int starters, BetType market)
    {
        var h5 = Races.H5(Races.Card(starters), Races.Prices(Pool.PmuInternet, GuardRace.Win[..starters]));
        var model = Models.With(Models.Payout(BetType.SimplePlace, 1.3, pool: Pool.PmuInternet));
        new RaceAnalyser(GuardRace.V51, model).Analyse(Races.Input(h5, Pool.PmuInternet)).Market.ShouldBe(market);
    }

    private static double OddsForTenPercent(WinDividendFit fit, SinglePrice price, double momentum, double forecast) =>
        WinDividend.OddsFor(fit, 1.1 / price.Probability, momentum, forecast);

    private static SinglesMarket? ByCalibration(AnalysisContext context, RaceProbabilities chances, PayoutFit fit)
    {
        var calibrated = new AnalysisContext(context.Input, context.Rules, Models.With(fit), context.Regulated);
        return new SinglesPricer(calibrated, calibrated.Pools[0], chances).PlaceByCalibration(
            Pool.PmuInternet,
            new PoolOrders(calibrated.Model, Pool.PmuInternet, calibrated.Discipline, calibrated.Pools[0].Win)
        );
    }

    private static SinglesPricer Pricer(AnalysisContext context, RaceProbabilities? chances = null) =>
        new(context, context.Pools[0], chances ?? GuardRace.Chances(context));
}
