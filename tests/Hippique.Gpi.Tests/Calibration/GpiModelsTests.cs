using System.Text.Json.Nodes;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration;

public sealed class GpiModelsTests
{
    [Fact]
    public void Default_WrittenAndReadAgain_IsTheSameText()
    {
        var json = GpiModels.ToJson(GpiModels.Default);
        GpiModels.ToJson(GpiModels.Parse(json).Value).ShouldBe(json);
    }

    [Fact]
    public void Own_fits_of_place_pools_WrittenAndReadAgain_AreTheSame()
    {
        var model = GpiModels.Default with
        {
            PlaceMoney = [new PlaceMoneyFit(Pool.PmuInternet, .21, .08, 640)],
            PlaceMoves = [new PlaceMoveFit(Pool.PmuInternet, -.01, .7, .19, 310)],
        };
        var read = GpiModels.Parse(GpiModels.ToJson(model)).Value;
        read.PlaceMoney.ShouldBe(model.PlaceMoney);
        read.PlaceMoves.ShouldBe(model.PlaceMoves);
        GpiModels.ToJson(GpiModels.Default).ShouldNotContain("place_mo");
    }

    /// <summary>What ships is told by its numbers: no flag of the file decides whether its payouts hold.</summary>
    [Fact]
    public void Parse_TheShippedModelFromAFile_IsTheShippedModel()
    {
        var bare = GpiModels.Default with { Payouts = [.. GpiModels.Default.Payouts.Select(fit => fit with { Shipped = false })] };
        var read = GpiModels.Parse(GpiModels.ToJson(bare)).Value;
        GpiModels.ToJson(read).ShouldBe(GpiModels.ToJson(GpiModels.Default));
        read.Payouts.ShouldAllBe(fit => fit.Shipped);
    }

    [Fact]
    public void Parse_APayoutWithOtherNumbers_Ages()
    {
        var first = GpiModels.Default.Payouts[0];
        var own = GpiModels.Default with
        {
            Payouts = [first with { Shipped = false, Value = first.Value + 1e-9 }, .. GpiModels.Default.Payouts.Skip(1)],
        };
        var read = GpiModels.Parse(GpiModels.ToJson(own)).Value;
        read.Payouts[0].Shipped.ShouldBeFalse();
        read.Payouts.Skip(1).ShouldAllBe(fit => fit.Shipped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"name\": \"x\"}")]
    [InlineData("{\"schema\": 1, \"nane\": \"x\"}")]
    public void Parse_NoModel_IsRefused(string json) => GpiModels.Parse(json).IsOk.ShouldBeFalse();

    [Fact]
    public void Parse_OtherSchema_IsRefusedByNumber()
    {
        var json = GpiModels.ToJson(GpiModels.Default with { Schema = 7 });
        GpiModels.Parse(json).Error.ToString().ShouldBe("the model file has schema 7; this program reads 2 (hippique calibrate makes one)");
    }

    [Theory]
    [InlineData("order_laws", "fourth_b")]
    [InlineData("win_dividends", "winners")]
    [InlineData("closes", "exponent")]
    [InlineData("payouts", "width")]
    public void Parse_AFitWithoutOneOfItsNumbers_IsRefusedByItsName(string list, string number)
    {
        var model = JsonNode.Parse(GpiModels.ToJson(GpiModels.Default))!;
        model[list]![0]!.AsObject().Remove(number).ShouldBeTrue();
        GpiModels.Parse(model.ToJsonString()).Error!.ToString().ShouldContain(number);
    }

    [Fact]
    public void Parse_AWinDividendWithoutAForecast_HasNoneOfIt()
    {
        var model = JsonNode.Parse(GpiModels.ToJson(GpiModels.Default))!;
        model["win_dividends"]![0]!.AsObject().Remove("forecast").ShouldBeTrue();
        GpiModels.Parse(model.ToJsonString()).Value.WinDividends[0].Forecast.ShouldBe(0);
    }

    [Fact]
    public void OrderLaw_OfAPoolFamily_ComesBeforeThatOfAll()
    {
        static OrderLawFit Law(PoolFamily? family, ModelDiscipline discipline, double a) =>
            Models.ByHand.OrderLaws[0] with
            {
                Family = family,
                Discipline = discipline,
                SecondA = a,
                OnShares = false,
            };
        var model = Models.ByHand with
        {
            OrderLaws =
            [
                Law(PoolFamily.Internet, ModelDiscipline.All, .1),
                Law(PoolFamily.Internet, ModelDiscipline.Harness, .2),
                Law(null, ModelDiscipline.All, .3),
                Law(null, ModelDiscipline.Flat, .4),
                Law(null, ModelDiscipline.Mounted, .5),
            ],
        };
        double Second(Pool pool, Discipline discipline) => model.OrderLaw(pool, discipline, 1).Second.A;
        Second(Pool.PmuInternet, Discipline.Harness).ShouldBe(.2);
        Second(Pool.ZEturf, Discipline.Flat).ShouldBe(.1); // a law of its family for all, not the flat law of any family
        Second(Pool.PmuNational, Discipline.Flat).ShouldBe(.4);
        Second(Pool.PmuNational, Discipline.Harness).ShouldBe(.3);
        Second(Pool.PmuNational, Discipline.MountedTrot).ShouldBe(.5);
        Second(Pool.PmuInternet, Discipline.MountedTrot).ShouldBe(.2); // none of its own: that of the other trotters
    }

    [Fact]
    public void Exponent_DisciplineWithoutItsOwnFit_FallsBackToAll()
    {
        var model = Model();
        model.Exponent(Pool.PmuNational, Discipline.Hurdle).Value.ShouldBe(1.096);
        model.Exponent(Pool.PmuNational, Discipline.Flat).Value.ShouldBe(1.104);
        model.Exponent(Pool.ZEturf, Discipline.Hurdle).Value.ShouldBe(1.058);
    }

    [Fact]
    public void Exponent_WithoutItsOwnError_HasThatOfAll() =>
        GpiModels.Default.Exponent(Pool.PmuNational, Discipline.Flat).StandardError.ShouldNotBeNull();

    [Fact]
    public void OrderLaw_MeasuredOnShares_IsDividedByTheExponent() =>
        Model().OrderLaw(Pool.ZEturf, Discipline.Hurdle, 1.1).ShouldBe(OrderLaw.Discounts(.75, .70, .42).OnExponent(1.1));

    private static GpiModel Model() =>
        new()
        {
            Name = "test",
            Data = new ModelData
            {
                From = new DateOnly(2025, 1, 1),
                To = new DateOnly(2025, 2, 1),
                Races = 1,
            },
            Exponents =
            [
                new(PoolFamily.National, ModelDiscipline.All, 1.096, null, 1),
                new(PoolFamily.National, ModelDiscipline.Flat, 1.104, null, 1),
                new(PoolFamily.Internet, ModelDiscipline.All, 1.058, null, 1),
            ],
            OrderLaws =
            [
                new()
                {
                    Discipline = ModelDiscipline.Jumps,
                    SecondA = .75,
                    SecondB = 0,
                    ThirdA = .70,
                    ThirdB = 0,
                    FourthA = .42,
                    FourthB = 0,
                    OnShares = true,
                    Races = 1,
                },
            ],
            WinDividends = [],
            Closes = [],
            Weights = [],
        };
}
