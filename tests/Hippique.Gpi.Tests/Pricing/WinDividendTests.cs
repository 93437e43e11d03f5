using CsCheck;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Pricing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class WinDividendTests
{
    // Measured on 637 winners (method notes §1): E[dividend | wins] = exp(.040 + .956 ln o5), deviation of the log .322.
    private static readonly WinDividendFit Measured = new()
    {
        Family = PoolFamily.National,
        Discipline = ModelDiscipline.All,
        Constant = .040,
        LogOdds = .956,
        Momentum = 0,
        Deviation = .322,
        Winners = 637,
    };

    [Theory]
    [InlineData(2, 2.019)]
    [InlineData(5, 4.848)]
    [InlineData(10, 9.405)]
    [InlineData(20, 18.246)]
    public void Expected_FromOddsAlone_IsTheMeasuredLaw(double odds, double expected) =>
        Math.Round(WinDividend.Expected(Measured, odds), 3).ShouldBe(expected);

    [Fact]
    public void Expected_MomentumAndForecast_CountWithTheirCoefficients()
    {
        var fit = Measured with { Momentum = .1, Forecast = .5 };
        var plain = WinDividend.Expected(fit, 5);
        WinDividend.Expected(fit, 5, momentum: .2, forecast: -.1).ShouldBe(plain * Math.Exp(.02 - .05), 1e-12);
    }

    [Fact]
    public void Expected_NeverPaysLessThanTheStake() => WinDividend.Expected(Measured with { Constant = -1 }, 1.2).ShouldBe(1);

    [Fact]
    public void OddsFor_IsTheInverse() =>
        Gen.Select(Gen.Double[1.5, 100], Gen.Double[-.5, .5])
            .Sample(
                (odds, momentum) =>
                    WinDividend
                        .OddsFor(
                            Measured with
                            {
                                Momentum = .2,
                            },
                            WinDividend.Expected(Measured with { Momentum = .2 }, odds, momentum),
                            momentum
                        )
                        .ShouldBe(odds, 1e-9 * odds)
            );

    [Fact]
    public void Range_HoldsFourCasesOfFive_AboutTheMedian()
    {
        var (low, high) = WinDividend.Range(Measured, 10);
        var median = 10 * Math.Exp(-.5 * .322 * .322);
        (high / median).ShouldBe(median / low, 1e-9);
        Math.Log(high / low).ShouldBe(2 * 1.28155 * .322, 1e-4);
    }

    [Theory]
    [InlineData(6.2, 6.2)]
    [InlineData(6.20000000001, 6.2)]
    [InlineData(6.21, 6.3)]
    [InlineData(6.299, 6.3)]
    public void Tenths_Up_IsTheNextPublishedPrice(double odds, double expected) => Tenths.Up(odds).ShouldBe(expected, 1e-12);
}
