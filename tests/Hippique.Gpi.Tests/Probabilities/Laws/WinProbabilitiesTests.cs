using CsCheck;
using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Tests.Probabilities.Laws;

public sealed class WinProbabilitiesTests
{
    private static readonly Gen<double[]> Books = Gen.Double[1.05, 150].Array[2, 20];

    private readonly double[] _p = new double[GoldenBook.Odds.Length];

    [Fact]
    public void Book_GoldenBook_IsItsSum() => Math.Round(WinProbabilities.Book(GoldenBook.Odds), 5).ShouldBe(1.15899);

    [Fact]
    public void Multiplicative_GoldenBook_GivesItsNumbers()
    {
        WinProbabilities.Multiplicative(GoldenBook.Odds, _p);
        GoldenBook.ShouldMatch(_p, .29752, .18757, .13916, .10272, .07844, .06163, .04541, .03319, .02271, .01414, .00980, .00770);
    }

    [Fact]
    public void Power_GoldenBook_GivesItsNumbers()
    {
        Math.Round(WinProbabilities.Power(GoldenBook.Odds, _p), 5).ShouldBe(1.07919);
        GoldenBook.ShouldMatch(_p, .31695, .19265, .13959, .10058, .07519, .05796, .04169, .02972, .01973, .01184, .00797, .00614);
    }

    [Fact]
    public void Shin_GoldenBook_GivesItsNumbers()
    {
        Math.Round(WinProbabilities.Shin(GoldenBook.Odds, _p), 5).ShouldBe(.01608);
        GoldenBook.ShouldMatch(_p, .31484, .19557, .14309, .10361, .07735, .05921, .04179, .02876, .01779, .00922, .00525, .00352);
    }

    [Fact]
    public void Shin_ThreeRunners_GivesItsNumbers()
    {
        Span<double> p = stackalloc double[3];
        Math.Round(WinProbabilities.Shin([2.6, 2.4, 4.3], p), 6).ShouldBe(.016943);
        Math.Round(p[0], 6).ShouldBe(.372994);
        Math.Round(p[1], 6).ShouldBe(.404779);
        Math.Round(p[2], 6).ShouldBe(.222227);
    }

    [Fact]
    public void OddsRatio_GoldenBook_GivesItsNumbers()
    {
        Math.Round(WinProbabilities.OddsRatio(GoldenBook.Odds, _p), 5).ShouldBe(1.19785);
        GoldenBook.ShouldMatch(_p, .30526, .18824, .13833);
        Math.Round(_p[11], 5).ShouldBe(.00746);
    }

    [Fact]
    public void Fitted_ExponentOfThePowerMethod_GivesThePowerMethod()
    {
        var power = new double[_p.Length];
        var k = WinProbabilities.Power(GoldenBook.Odds, power);
        WinProbabilities.Fitted(GoldenBook.Odds, k, _p);
        for (var i = 0; i < _p.Length; i++)
            _p[i].ShouldBe(power[i], 1e-12);
    }

    [Fact]
    public void EveryMethod_AnyBook_SumsToOneAndIsNeverNegative() =>
        Books.Sample(odds =>
        {
            var p = new double[odds.Length];
            foreach (var method in Methods)
            {
                method(odds, p);
                p.Sum().ShouldBe(1, 1e-9);
                p.ShouldAllBe(x => x >= 0 && x <= 1);
            }
        });

    [Fact]
    public void EveryMethod_AShorterPrice_NeverLowersTheProbability() =>
        Gen.Select(Books, Gen.Int[0, 19], Gen.Double[0.5, 1])
            .Sample(
                (odds, at, factor) =>
                {
                    var i = at % odds.Length;
                    var shorter = (double[])odds.Clone();
                    shorter[i] = Math.Max(1.01, odds[i] * factor);
                    var (before, after) = (new double[odds.Length], new double[odds.Length]);
                    foreach (var method in Methods)
                    {
                        method(odds, before);
                        method(shorter, after);
                        after[i].ShouldBeGreaterThanOrEqualTo(before[i] - 1e-9);
                    }
                }
            );

    [Fact]
    public void EveryMethod_TheShorterOfTwoPrices_HasTheHigherProbability() =>
        Books.Sample(odds =>
        {
            var p = new double[odds.Length];
            foreach (var method in Methods)
            {
                method(odds, p);
                for (var i = 1; i < p.Length; i++)
                    if (odds[i] < odds[i - 1])
                        p[i].ShouldBeGreaterThanOrEqualTo(p[i - 1] - 1e-12);
            }
        });

    private delegate void Method(double[] odds, double[] result);

    private static readonly Method[] Methods =
    [
        (odds, p) => WinProbabilities.Multiplicative(odds, p),
        (odds, p) => WinProbabilities.Power(odds, p),
        (odds, p) => WinProbabilities.Shin(odds, p),
        (odds, p) => WinProbabilities.OddsRatio(odds, p),
        (odds, p) => WinProbabilities.Fitted(odds, 1.096, p),
    ];
}
