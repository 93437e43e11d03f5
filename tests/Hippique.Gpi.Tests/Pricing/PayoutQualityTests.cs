using Hippique.Gpi.Calibration;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class PayoutQualityTests
{
    private static readonly PayoutRules Rules = new()
    {
        RacesMin = 100,
        BiasMax = .15,
        WidthMax = .12,
        ValueRange = new Interval(.6, 1),
        TakeOutTolerance = .08,
        AgeDaysMax = 7,
    };

    private static readonly PayoutFit Good = Models.Payout(BetType.Trio, 1, races: 100, bias: .15, width: .12, shipped: false);

    [Fact]
    public void IsGood_EverythingAtItsThreshold_IsGood() => IsGood(Good, age: 7).ShouldBeTrue();

    [Theory]
    [InlineData(99, false)]
    [InlineData(101, true)]
    public void IsGood_Races(int races, bool good) => IsGood(Good with { Races = races }).ShouldBe(good);

    [Theory]
    [InlineData(.1501, false)]
    [InlineData(.1499, true)]
    [InlineData(-.15, true)]
    [InlineData(-.1501, false)]
    public void IsGood_Bias_OnEitherSide(double bias, bool good) => IsGood(Good with { Bias = bias }).ShouldBe(good);

    [Theory]
    [InlineData(.1199, true)]
    [InlineData(.1201, false)]
    public void IsGood_Width(double width, bool good) => IsGood(Good with { Width = width }).ShouldBe(good);

    [Theory]
    [InlineData(6, false, true)]
    [InlineData(8, false, false)]
    [InlineData(8, true, true)] // shipped: until replaced
    [InlineData(-3, false, true)]
    public void IsGood_Age(int age, bool shipped, bool good) => IsGood(Good with { Shipped = shipped }, age).ShouldBe(good);

    [Theory]
    [InlineData(.5999, false)]
    [InlineData(.6, true)]
    [InlineData(1, true)]
    [InlineData(1.0001, false)]
    [InlineData(1.4, false)] // the dividends of Jumelé gagnant under the name of Jumelé placé
    public void IsGood_Value_IsWhatAPoolCanPay(double value, bool good) => IsGood(Good with { Value = value }).ShouldBe(good);

    [Theory]
    [InlineData(.781, true)] // 1 − .139 − .08
    [InlineData(.7809, false)]
    [InlineData(.941, true)]
    [InlineData(.9411, false)]
    public void IsGood_TheTakeOutIsKnown_ValueIsNearIt(double value, bool good) =>
        PayoutQuality.IsGood(Good with { Value = value }, Rules, Good.LastDay, .139).ShouldBe(good);

    [Fact]
    public void FaultOf_NamesTheFirstMeasureThatFailsWithItsNumbers()
    {
        var none = Good with { Races = 7, Bias = .2, Width = .3, Value = 1.4 };
        FaultOf(none).ShouldBe(new PayoutFault(PayoutMeasure.Races, 7, 100));
        FaultOf(none with { Races = 100 }).ShouldBe(new PayoutFault(PayoutMeasure.Bias, .2, .15));
        FaultOf(none with { Races = 100, Bias = 0 }).ShouldBe(new PayoutFault(PayoutMeasure.Width, .3, .12));
        FaultOf(none with { Races = 100, Bias = 0, Width = 0 }).ShouldBe(new PayoutFault(PayoutMeasure.Value, 1.4, 1));
        FaultOf(Good with { Value = .4 }).ShouldBe(new PayoutFault(PayoutMeasure.Value, .4, .6));
        FaultOf(Good, age: 8).ShouldBe(new PayoutFault(PayoutMeasure.Age, 8, 7));
        PayoutQuality.FaultOf(Good with { Value = .7 }, Rules, Good.LastDay, .1).ShouldBe(new PayoutFault(PayoutMeasure.Value, .7, .9));
        FaultOf(Good).ShouldBeNull();
    }

    [Theory]
    [InlineData(.1, 12, 15)] // exp(ln 1.5 − ln .1)
    [InlineData(.5, 12, 3)]
    [InlineData(.1, 24, 30)] // twice the usual field, coefficient 1
    [InlineData(.1, 6, 7.5)]
    [InlineData(.9, 6, 1)] // .83: never below the stake
    public void Dividend_IsTheLawOfTheCalibration(double probability, int starters, double dividend) =>
        new PayoutCurve(Math.Log(1.5), -1, 0, 1).Dividend(probability, starters).ShouldBe(dividend, 1e-12);

    [Fact]
    public void Dividend_TheSquareBendsIt() =>
        // exp(.1 − .5·ln .2 − .05·ln² .2)
        new PayoutCurve(.1, -.5, -.05, 0)
            .Dividend(.2, 12)
            .ShouldBe(Math.Exp(.1 + .5 * 1.6094379124341003 - .05 * 2.5902903939802346), 1e-12);

    private static bool IsGood(PayoutFit fit, int age = 0) => FaultOf(fit, age) is null;

    private static PayoutFault? FaultOf(PayoutFit fit, int age = 0)
    {
        var day = fit.LastDay.AddDays(age);
        var fault = PayoutQuality.FaultOf(fit, Rules, day, null);
        PayoutQuality.IsGood(fit, Rules, day, null).ShouldBe(fault is null);
        return fault;
    }
}
