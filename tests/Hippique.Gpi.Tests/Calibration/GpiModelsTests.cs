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
        GpiModels.Parse(json).Error.ShouldBe("the model file has schema 7; this program reads 1");
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
        GpiModels.Parse(model.ToJsonString()).Error!.ShouldContain(number);
    }

    [Fact]
    public void Parse_AWinDividendWithoutAForecast_HasNoneOfIt()
    {
        var model = JsonNode.Parse(GpiModels.ToJson(GpiModels.Default))!;
        model["win_dividends"]![0]!.AsObject().Remove("forecast").ShouldBeTrue();
        GpiModels.Parse(model.ToJsonString()).Value.WinDividends[0].Forecast.ShouldBe(0);
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
        Model().OrderLaw(Discipline.Hurdle, 1.1).ShouldBe(OrderLaw.Discounts(.75, .70, .42).OnExponent(1.1));

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
