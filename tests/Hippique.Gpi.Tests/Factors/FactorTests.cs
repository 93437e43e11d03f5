using Hippique.Gpi.Factors;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Factors;

/// <summary>The hand-made cases of the method (§5, harness) and the edges of each factor.</summary>
public sealed class FactorTests
{
    private static readonly FactorRules.V51 V51 = (FactorRules.V51)RuleSets.Load("gpi-v5.1").Value.FactorRules;
    private static readonly FactorRules.V52 V52 = (FactorRules.V52)RuleSets.Load("gpi-v5.2").Value.FactorRules;

    [Theory]
    [InlineData(5.0, 4.0, 1.1691)] // exp(.7 · .2231)
    [InlineData(4.0, 5.2, .80)] // the favourite's k: .7897, cut
    [InlineData(10, 8, 1.20)] // the outsider's k: 1.2089, cut
    [InlineData(5.0, 5.3, 1)] // within 7 %
    [InlineData(10, 10.7, .9537)] // exactly 7 %
    [InlineData(10, 10.6, 1)]
    [InlineData(70, 50, 1.10)] // above 60
    [InlineData(50, 70, .90)]
    [InlineData(60, 50, 1.1676)] // at 60 the wide range still holds
    [InlineData(4.0, 4.7, .8933)] // ratio 1.175: no favourite's rule
    [InlineData(4.1, 5.0, .8703)] // no favourite
    [InlineData(7.9, 6.3, 1.1717)] // no outsider
    [InlineData(8.0, 6.9, 1.1091)] // ratio above .85
    public void DriftV51_FromH30ToH5_IsExact(double before, double after, double expected)
    {
        var factor = DriftFactor.V51(V51.Drift, before, after);
        Math.Round(factor.Value, 4).ShouldBe(expected);
        factor.Known.ShouldBeTrue();
    }

    [Theory]
    [InlineData(12, 8, .05, .10, false, 1.03)] // an outsider that gained
    [InlineData(7.9, 5, .05, .10, false, 1)] // no outsider
    [InlineData(12, 10, .05, .089, false, 1)] // gained too little
    [InlineData(12, 8, .05, .09, false, 1.03)] // exactly four points
    [InlineData(2.5, 3.2, .35, .31, true, .97)] // the favourite lost four points
    [InlineData(2.5, 3.2, .35, .31, false, 1)]
    [InlineData(2.5, 2.7, .35, .32, true, 1)]
    public void DriftV52_ByPointsOfProbability(
        double before,
        double after,
        double shareBefore,
        double shareAfter,
        bool favourite,
        double expected
    ) => DriftFactor.V52(V52.Gain, before, after, shareBefore, shareAfter, favourite).Value.ShouldBe(expected);

    [Theory]
    [InlineData(73.2, 1.25)] // 1.3338, cut
    [InlineData(74.2, .9305)]
    [InlineData(75.2, .85)] // .6492, cut
    [InlineData(74.0, 1)]
    public void TimeV51_AgainstTheFieldsMedian(double best, double expected) =>
        Math.Round(CardFactors.Time(V51.Time, best, 74.0).Value, 4).ShouldBe(expected);

    [Theory]
    [InlineData(74.5, 1)]
    [InlineData(80, 1)]
    [InlineData(73.01, 1.04)] // two hundredths of 74.5: half of the gain
    [InlineData(70, 1.08)]
    public void TimeV52_AgainstTheReference(double best, double expected) =>
        Math.Round(CardFactors.Time(V52.Time, best).Value, 4).ShouldBe(expected);

    [Fact]
    public void FormAndRegularity_HandMadeMusique_GivesTheNumbersOfTheMethod()
    {
        // 1a2a4aDa(25)3a: places 1, 2, 4, D, 3: mean 2.5, s = 6 + 1 − 3·1.5/9 − 2 = 4.5.
        var figures = Figures("1a2a4aDa(25)3a");
        figures.MeanPlace.ShouldBe(2.5);
        figures.FirstThree.ShouldBe(3);
        figures.FourthOrFifth.ShouldBe(1);
        var form = CardFactors.Form(V51.Form, figures);
        form.Input!.Value.ShouldBe(4.5, 1e-12);
        form.Value.ShouldBe(1.09, 1e-12);
        CardFactors.Regularity(V51.Regularity, figures).Value.ShouldBe(.90);
    }

    [Theory]
    [InlineData("1a2a3a", 1.05)] // sure
    [InlineData("1a2a4aDa3a", .90)] // a disqualification comes first
    [InlineData("1a7a1a", .90)] // spread 6
    [InlineData("1a6a1a", 1.05)] // spread 5, mean 2.67
    [InlineData("6a7a8a", .90)] // mean 7
    [InlineData("5a6a7a", 1)] // mean 6
    [InlineData("Aa", .90)] // no place at all: mean 10
    [InlineData("1aAa", 1)] // half of the runs
    public void RegularityV51_VolatileFirstThenSure(string musique, double expected) =>
        CardFactors.Regularity(V51.Regularity, Figures(musique)).Value.ShouldBe(expected);

    [Theory]
    [InlineData("0a", 10)]
    [InlineData("12a", 10)]
    [InlineData("1a0a", 5.5)]
    [InlineData("DaAaTa", 10)]
    public void Figures_MeanPlace_CountsBeyondNinthAsTen(string musique, double mean) => Figures(musique).MeanPlace.ShouldBe(mean);

    [Fact]
    public void Figures_OnlyTheLastSixOfTheFamilyCount()
    {
        var figures = Figures("1a9p2m3a(25)4a5a6a7a");
        figures.Runs.ShouldBe(6);
        figures.MeanPlace.ShouldBe(3.5); // 1 2 3 4 5 6, without the flat race
        FormFigures.Of(Form.Parse("1p2p").Value, DisciplineFamily.Trot, 6).ShouldBeNull();
    }

    [Theory]
    [InlineData(13.0, 7.0, 1.10)]
    [InlineData(10.0, 7.0, .90)]
    [InlineData(13.0, null, 1)]
    [InlineData(null, 15.0, 1)]
    [InlineData(12.0, 9.0, 1.10)]
    [InlineData(11.9, 15.0, 1.10)]
    [InlineData(6.0, 8.0, 1)]
    [InlineData(5.9, 9.0, .90)]
    public void JockeyTrainerV51_BonusFirst(double? jockey, double? trainer, double expected) =>
        CardFactors.JockeyTrainer(V51.JockeyTrainer, jockey, trainer, Discipline.Harness).Value.ShouldBe(expected);

    [Fact]
    public void JockeyTrainerV52_IsWeakerOutsideHarness()
    {
        CardFactors.JockeyTrainer(V52.JockeyTrainer, 13, 9, Discipline.Harness).Value.ShouldBe(1.06);
        CardFactors.JockeyTrainer(V52.JockeyTrainer, 13, 9, Discipline.Flat).Value.ShouldBe(Math.Pow(1.06, .9), 1e-12);
        CardFactors.JockeyTrainer(V52.JockeyTrainer, 5, 9, Discipline.Flat).Value.ShouldBe(Math.Pow(.94, .9), 1e-12);
    }

    [Theory]
    [InlineData("1a2a3a9a9a", 1.04)]
    [InlineData("1a9a9a9a9a", .96)]
    [InlineData("1a2a9a9a9a", 1)]
    public void FormV52_ByTheShareOfFirstThree(string musique, double expected) =>
        CardFactors.Form(V52.Form, FormFigures.Of(Form.Parse(musique).Value, DisciplineFamily.Trot, 5)!).Value.ShouldBe(expected);

    [Theory]
    [InlineData(10, 2, 3, 1.02)]
    [InlineData(12, 1, 2, .98)]
    [InlineData(10, 1, 3, 1)]
    public void RegularityV52_ByCareerPlaces(int starts, int wins, int places, double expected)
    {
        var runner = new Runner
        {
            Number = 1,
            Horse = "A",
            Starts = starts,
            Wins = wins,
            Places = places,
        };
        CardFactors.Regularity(V52.Regularity, runner).Value.ShouldBe(expected);
    }

    [Fact]
    public void RegularityV52_WithoutStarts_IsMissing() =>
        CardFactors.Regularity(V52.Regularity, new Runner { Number = 1, Horse = "A" }).ShouldBe(Factor.Missing);

    private static FormFigures Figures(string musique) => FormFigures.Of(Form.Parse(musique).Value, DisciplineFamily.Trot, 6)!;
}
