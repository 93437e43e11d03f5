using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Market;

public sealed class MarketViewTests
{
    private static readonly double[] Odds = [2, 4, 5, 10];
    private static readonly double[] Other = [2.5, 3, 6, 9];

    [Fact]
    public void Leading_TheOwnPoolHasPrices_IsTheOwnPool() =>
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds), Races.Prices(Pool.PmuNational, Other)).Pool.ShouldBe(Pool.ZEturf);

    [Fact]
    public void Leading_TheOwnPoolHasNone_IsTheNationalPoolElseAny()
    {
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, []), Races.Prices(Pool.PmuInternet, Odds), Races.Prices(Pool.PmuNational, Other))
            .Pool.ShouldBe(Pool.PmuNational);
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, []), Races.Prices(Pool.PmuInternet, Odds)).Pool.ShouldBe(Pool.PmuInternet);
    }

    [Fact]
    public void Leading_NoPriceAnywhere_IsNobodyAndEveryChanceIsZero()
    {
        var view = View(Pool.ZEturf, Races.Prices(Pool.ZEturf, []));
        view.Leading.ShouldBeNull();
        view.Close.ShouldBeNull();
        view.Probability.ShouldBe([0, 0, 0, 0]);
        view.Forecast.ShouldBe([0, 0, 0, 0]);
        view.Exponent.ShouldBe(1);
    }

    [Fact]
    public void Share_IsTheInverseOddsByTheBook()
    {
        var view = View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds));
        const double book = 1 / 2.0 + 1 / 4.0 + 1 / 5.0 + 1 / 10.0;
        for (var i = 0; i < Odds.Length; i++)
            view.Share[i].ShouldBe(1 / Odds[i] / book, 1e-12);
    }

    [Fact]
    public void Probability_IsTheShareRaisedToTheExponent()
    {
        var view = View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds));
        var raised = view.Share.Select(share => Math.Pow(share, view.Exponent)).ToArray();
        view.Exponent.ShouldBe(Models.ByHand.Exponent(Pool.ZEturf, Discipline.Harness).Value);
        for (var i = 0; i < Odds.Length; i++)
            view.Probability[i].ShouldBe(raised[i] / raised.Sum(), 1e-12);
        view.Shin.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Forecast_CloseWithAnExponentOfItsOwn_IsTheExpectedSharesRaisedToIt()
    {
        var closes = Models.ByHand.Closes.Select(fit => fit with { Exponent = 1.2 }).ToList();
        var view = View(Models.ByHand with { Closes = closes }, Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds));
        var raised = view.Close!.Share.Select(share => Math.Pow(share, 1.2)).ToArray();
        for (var i = 0; i < Odds.Length; i++)
            view.Forecast[i].ShouldBe(raised[i] / raised.Sum(), 1e-12);
        view.Close.Share.Sum().ShouldBe(1, 1e-12);
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds))
            .Forecast.ShouldBe(View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds)).Probability);
    }

    [Fact]
    public void TwoPools_OneOfThemWithoutAStartersPrice_AreNotCombined()
    {
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds), Races.Prices(Pool.PmuNational, Other)).Both.ShouldBeTrue();
        View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds), Races.Prices(Pool.PmuNational, Other[..3])).Both.ShouldBeFalse();
        View(Pool.PmuNational, Races.Prices(Pool.PmuNational, Odds)).Both.ShouldBeFalse();
    }

    [Fact]
    public void AStarterWithoutAPrice_HasNoChance()
    {
        var view = View(Pool.ZEturf, Races.Prices(Pool.ZEturf, Odds[..3]));
        (view.Share[3], view.Probability[3], view.Shin[3], view.Close!.Share[3]).ShouldBe((0, 0, 0, 0));
        view.Probability.Sum().ShouldBe(1, 1e-12);
    }

    private static MarketView View(Pool own, params PoolPrices[] pools) => View(Models.ByHand, own, pools);

    private static MarketView View(GpiModel model, Pool own, params PoolPrices[] pools)
    {
        var context = new AnalysisContext(Races.Input(Races.H5(Races.Card(4), pools), own), GuardRace.V51, model, Regulated.Default);
        return new MarketView(context, context.Pools.First(view => view.Prices!.Pool == own));
    }
}
