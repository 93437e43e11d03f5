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
    [InlineData(.1, 12, 15)] // exp(ln 1.5 − ln .1)
    [InlineData(.5, 12, 3)]
    [InlineData(.1, 24, 30)] // twice the usual field, coefficient 1
    [InlineData(.1, 6, 7.5)]
    [InlineData(.9, 6, 1)] // .83: never below the stake
    public void Expected_IsTheLawOfTheCalibration(double probability, int starters, double dividend) =>
        PayoutQuality.Expected(Models.Payout(BetType.Trio, 1.5) with { Field = 1 }, probability, starters).ShouldBe(dividend, 1e-12);

    private static bool IsGood(PayoutFit fit, int age = 0) => PayoutQuality.IsGood(fit, Rules, fit.LastDay.AddDays(age));
}
