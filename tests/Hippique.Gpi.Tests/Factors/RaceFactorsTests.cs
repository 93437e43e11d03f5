using Hippique.Gpi.Factors;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Factors;

public sealed class RaceFactorsTests
{
    private static readonly FactorRules V51 = RuleSets.Load("gpi-v5.1").Value.FactorRules;
    private static readonly FactorRules V52 = RuleSets.Load("gpi-v5.2").Value.FactorRules;

    [Fact]
    public void Of_NothingKnown_IsOneThroughout()
    {
        var factors = RaceFactors.Of(V51, Discipline.Harness, Runners(null, null), [null, null], [0, 0], [3, 2]);
        factors.ShouldAllBe(factor => factor == RunnerFactors.Missing);
        factors[0].Product.ShouldBe(1);
    }

    [Fact]
    public void Of_EverythingKnown_ComputesEachFactor()
    {
        RunnerStatistics Known(int number, double best) =>
            new()
            {
                Number = number,
                // 13 % and 7 % of 1000 starts, at the family's own rate: the shrinkage changes nothing.
                Jockey = new WinRecord(1000, 130, .13, StatisticsOrigin.Published),
                Trainer = new WinRecord(1000, 70, .07, StatisticsOrigin.Published),
                Times = [best + .4, best, best + .8],
            };
        var factors = RaceFactors.Of(
            V51,
            Discipline.Harness,
            Runners("1a2a3a", "9a9a"),
            [Known(1, 73.9), Known(2, 74.1)],
            [5.0, 2.0],
            [4.0, 2.0]
        );
        Math.Round(factors[0].Drift.Value, 4).ShouldBe(1.1691);
        factors[0].JockeyTrainer.Value.ShouldBe(1.10);
        factors[0].Time.Value.ShouldBe(Math.Exp(.18 * .1 / .5), 1e-9); // median 74.0
        factors[0].Regularity.Value.ShouldBe(1.05);
        factors[1].Form.Value.ShouldBe(1 - .02 * 3 * 8 / 9, 1e-12);
    }

    [Fact]
    public void Of_TimesInAFlatRace_DoNotCount()
    {
        RunnerStatistics?[] statistics = [new() { Number = 1, Times = [70] }, null];
        RaceFactors.Of(V51, Discipline.Flat, Runners(null, null), statistics, [0, 0], [2, 2])[0].Time.Known.ShouldBeFalse();
    }

    [Fact]
    public void Of_FewStarts_AreNotKnown()
    {
        var few = new WinRecord(4, 2, .1, StatisticsOrigin.OwnRecord);
        RunnerStatistics?[] statistics =
        [
            new()
            {
                Number = 1,
                Jockey = few,
                Trainer = few,
            },
            null,
        ];
        RaceFactors.Of(V51, Discipline.Harness, Runners(null, null), statistics, [0, 0], [2, 2])[0].JockeyTrainer.Known.ShouldBeFalse();
    }

    [Fact]
    public void BlendShares_EveryH30PriceKnown_MixesBothLooksInV52Only()
    {
        double[] shares = [.6, .4];
        RaceFactors.BlendShares(V51, [2, 2], shares);
        shares.ShouldBe([.6, .4]);
        RaceFactors.BlendShares(V52, [2, 0], shares);
        shares.ShouldBe([.6, .4]);
        RaceFactors.BlendShares(V52, [2, 2], shares);
        shares[0].ShouldBe(.65 * .6 + .35 * .5, 1e-12);
    }

    [Fact]
    public void Labels_EachThreshold_IsExact()
    {
        var rules = V51.Labels;
        var good = FormFigures.Of(Form.Parse("2a3a4a").Value, DisciplineFamily.Trot, 6);
        Labels.Of(rules, .25, .6, 3, 3, null, null).ShouldBe([RunnerLabel.RealFavourite]);
        Labels.Of(rules, .249, .6, 3, 3, null, null).ShouldBeEmpty();
        Labels.Of(rules, .1, .31, 8, 8, null, good).ShouldBe([RunnerLabel.Outsider]);
        Labels.Of(rules, .1, .31, 14.1, 14, null, good).ShouldBeEmpty();
        Labels.Of(rules, .1, .29, 7, 7, null, good).ShouldBe([RunnerLabel.Forgotten]);
        Labels.Of(rules, .1, .4, 17, 20, null, null).ShouldBe([RunnerLabel.Steam]);
        Labels.Of(rules, .1, .4, 24, 20, null, null).ShouldBe([RunnerLabel.Drift]);
        Labels.Of(rules, .1, .4, 23.9, 20, null, null).ShouldBeEmpty();
        Labels.Of(rules, .1, .4, 20, 20, .75, null).ShouldBe([RunnerLabel.PlaceNeglected]);
        Labels.Of(rules, .1, .4, 20, 20, 1.5, null).ShouldBe([RunnerLabel.PlaceOverplayed]);
        Labels.Of(rules, .1, .4, 20, 20, 1, null).ShouldBeEmpty();
    }

    private static Runner[] Runners(params string?[] forms) =>
        [
            .. forms.Select(
                (form, i) =>
                    new Runner
                    {
                        Number = i + 1,
                        Horse = $"CHEVAL {i + 1}",
                        Form = form,
                    }
            ),
        ];
}
