using Hippique.Orchestration.Trials;

namespace Hippique.Orchestration.Tests.Trials;

public sealed class TrialClaimTests
{
    [Theory]
    [InlineData("ROI > 0", TrialMeasure.Roi, 0, null, "ROI > 0 %")]
    [InlineData("roi>5%", TrialMeasure.Roi, .05, null, "ROI > 5 %")]
    [InlineData(" ROI > -2,5 % ", TrialMeasure.Roi, -.025, null, "ROI > -2.5 %")]
    [InlineData("CLV > 1 %", TrialMeasure.Clv, .01, null, "CLV > 1 %")]
    [InlineData("ROI > gpi-v5.1", TrialMeasure.Roi, 0, "gpi-v5.1", "ROI > gpi-v5.1")]
    public void Parse_Claim_IsReadAndWrittenAlike(string text, TrialMeasure measure, double limit, string? book, string written)
    {
        var claim = TrialClaim.Parse(text).Value;
        (claim.Measure, claim.Limit, claim.Book).ShouldBe((measure, limit, book));
        claim.ToString().ShouldBe(written);
        TrialClaim.Parse(written).Value.ShouldBe(claim);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ROI")]
    [InlineData("ROI < 0")]
    // A tenth or a thousandth?
    [InlineData("ROI > 0.1")]
    [InlineData("ROI > 2000 %")]
    [InlineData("CLV > gpi-v5.1")]
    [InlineData("profit > 0")]
    [InlineData("ROI > ../x")]
    public void Parse_AnythingElse_IsRefused(string text) => TrialClaim.Parse(text).IsOk.ShouldBeFalse();

    [Fact]
    public void Power_OfAFewBets_IsSmallAndSaysHowManyItTakes()
    {
        var power = TrialPower.Of(TrialClaim.Parse("ROI > 0").Value, 400);
        // ROI .1 at dividends of 5: deviation √(1.1 · 3.9) = 2.071; Φ(.1 · 20 / 2.071 − 1.96) = .160; ((1.960 + .842) · 20.71)² = 3367.
        power.Deviation.ShouldBe(2.0712, 1e-4);
        power.Chance.ShouldBe(.160, 1e-3);
        power.BetsForFourFifths.ShouldBeInRange(3366, 3368);
        TrialPower.Of(TrialClaim.Parse("CLV > 0").Value, 400).Chance.ShouldBe(.516, 1e-3);
        TrialPower.Of(TrialClaim.Parse("ROI > gpi-v5.1").Value, 400).Chance.ShouldBeLessThan(power.Chance);
    }
}
