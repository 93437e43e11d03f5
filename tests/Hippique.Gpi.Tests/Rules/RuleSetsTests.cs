using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Tests.Rules;

public sealed class RuleSetsTests
{
    [Theory]
    [InlineData("gpi-v5.1", .10, .50)]
    [InlineData("gpi-v5.1-strict", .20, .50)]
    [InlineData("gpi-v5.2", .10, .40)]
    [InlineData("gpi-edge", .05, .25)]
    public void Load_ShippedSet_HasItsThresholds(string name, double roi, double kelly)
    {
        var rules = RuleSets.Load(name).Value;
        rules.Name.ShouldBe(name);
        rules.Guards.RoiMinSp.ShouldBe(roi);
        rules.KellyFraction.ShouldBe(kelly);
        rules.Budget.RaceMax.ShouldBe(5m);
        rules.Sha256.Length.ShouldBe(64);
    }

    [Fact]
    public void Load_UnknownName_SaysWhichThereAre() =>
        RuleSets
            .Load("gpi-v9")
            .Error.ToString()
            .ShouldBe("'gpi-v9' is no rule set; expected one of gpi-v5.1, gpi-v5.1-strict, gpi-v5.2, gpi-edge");

    [Fact]
    public void Parse_SeveralErrors_AreAllReportedWithLineAndKey()
    {
        var text = RuleSets
            .Text("gpi-v5.1")
            .Replace("runners_min: 6", "runners_min: six", StringComparison.Ordinal)
            .Replace("roi_min_sp: 0.10", "roi_min: 0.10", StringComparison.Ordinal)
            .Replace("weights: fitted", "weights: best", StringComparison.Ordinal);
        var lines = text.Split('\n').ToList();
        int LineOf(string start) => lines.FindIndex(line => line.TrimStart().StartsWith(start, StringComparison.Ordinal)) + 1;

        var errors = RuleSets.Parse("mine.yaml", text).Error.ToString().Split('\n');

        errors.ShouldContain($"mine.yaml:{LineOf("runners_min")}: guards.runners_min: a whole number from 2 to 40");
        errors.ShouldContain($"mine.yaml:{LineOf("weights")}: weights: one of fitted, declared");
        errors.ShouldContain(error => error.Contains("guards.roi_min_sp: missing; a number from 0 to 10", StringComparison.Ordinal));
        var unknown = $"mine.yaml:{LineOf("roi_min:")}: guards.roi_min: unknown key";
        errors.ShouldContain(error => error.StartsWith(unknown, StringComparison.Ordinal));
        errors.Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("name: [", "yaml: one document of keys and values")]
    [InlineData("", "yaml: one document of keys and values")]
    [InlineData("- a\n- b", "yaml: one document of keys and values")]
    [InlineData("name: a\nname: b", "yaml: one document of keys and values")]
    public void Parse_NoMapping_IsRefusedByName(string text, string expected) =>
        RuleSets.Parse("x.yaml", text).Error.ToString().ShouldContain(expected);

    [Fact]
    public void Parse_SharesAboveOne_AreRefused()
    {
        var text = RuleSets.Text("gpi-v5.1").Replace("combined_share: 0.40", "combined_share: 0.50", StringComparison.Ordinal);
        RuleSets
            .Parse("x.yaml", text)
            .Error.ToString()
            .ShouldContain("budget.combined_share: singles_share and combined_share together are at most 1");
    }

    [Fact]
    public void Parse_MissingGroup_IsOneError()
    {
        var text = RuleSets.Text("gpi-v5.1");
        var from = text.IndexOf("payout_calibration:", StringComparison.Ordinal);
        RuleSets.Parse("x.yaml", text[..from]).Error.ToString().ShouldBe("x.yaml:2: payout_calibration: missing; a group of keys");
    }
}
