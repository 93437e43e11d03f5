using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

public sealed class ConditionalLogitTests
{
    [Fact]
    public void Fit_ChoicesDrawnWithKnownWeights_RecoversThemWithinTheirErrors()
    {
        double[] truth = [1.1, -0.6, 0.3];
        var fit = ConditionalLogit.Fit(Invented.Choices(truth, sets: 4000, alternatives: 11, seed: 5));
        for (var i = 0; i < truth.Length; i++)
        {
            Math.Abs(fit.Weights[i] - truth[i]).ShouldBeLessThan(3.5 * fit.StandardErrors[i]);
            fit.StandardErrors[i].ShouldBeInRange(0.005, 0.05);
        }
    }

    /// <summary>Two alternatives, one feature: the maximum is the log odds of the frequency, ln(3/1), and its error √(1/3 + 1/1) per unit.</summary>
    [Fact]
    public void Fit_TwoAlternatives_GivesTheLogOdds()
    {
        var sets = new ChoiceSets(1);
        for (var i = 0; i < 4; i++)
            sets.Add([1.0, 0.0], i == 3 ? 1 : 0);
        var fit = ConditionalLogit.Fit(sets);
        fit.Weights[0].ShouldBe(Math.Log(3), 1e-8);
        fit.StandardErrors[0].ShouldBe(Math.Sqrt(1 / 3.0 + 1), 1e-6);
        fit.LogLikelihood.ShouldBe(3 * Math.Log(0.75) + Math.Log(0.25), 1e-10);
    }

    [Fact]
    public void Fit_StrongPenalty_StaysAtTheCentre()
    {
        var sets = Invented.Choices([1.0, 0.5], sets: 200, alternatives: 8, seed: 9);
        var fit = ConditionalLogit.Fit(sets, [0, 1e9], [0, 0.25]);
        fit.Weights[1].ShouldBe(0.25, 1e-4);
    }

    [Fact]
    public void Fit_FeatureSaidTwice_IsRefused()
    {
        var sets = new ChoiceSets(2);
        sets.Add([1, 1, 0, 0], 0);
        sets.Add([0, 0, 1, 1], 0);
        Should.Throw<InvalidOperationException>(() => ConditionalLogit.Fit(sets));
    }

    [Fact]
    public void LogLosses_EqualWeights_AreTheLogOfTheField()
    {
        var sets = new ChoiceSets(1);
        sets.Add([0.3, 0.1, -2, 5], 2);
        ConditionalLogit.LogLosses(sets, [0.0]).ShouldBe([Math.Log(4)], 1e-12);
    }
}
