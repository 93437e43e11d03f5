using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration;

public sealed class CardFeaturesTests
{
    [Fact]
    public void Of_NothingKnown_IsAnOrdinaryHorse()
    {
        Runner[] starters = [new() { Number = 1, Horse = "A" }, new() { Number = 2, Horse = "B" }];
        var features = CardFeatures.Of(starters, new RunnerStatistics?[2], [3.0, 6.0]);
        features.Length.ShouldBe(2 * CardFeatures.Names.Count);
        features[0].ShouldBe(Math.Log(3) * Math.Log(3), 1e-12);
        features[1..CardFeatures.Names.Count].ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Of_FormsOfTheField_AreLessItsMean()
    {
        // Means of the last runs: (1 + 3) / 2 = 2 and (5 + 10) / 2 = 7.5, in tenths .2 and .75; the field's mean is .475.
        Runner[] starters =
        [
            new()
            {
                Number = 1,
                Horse = "A",
                Form = "1a3a",
            },
            new()
            {
                Number = 2,
                Horse = "B",
                Form = "5aDa",
            },
        ];
        var features = CardFeatures.Of(starters, new RunnerStatistics?[2], [3.0, 6.0]);
        Value(features, 0, "mean_place").ShouldBe(-0.275, 1e-12);
        Value(features, 1, "mean_place").ShouldBe(0.275, 1e-12);
        Value(features, 0, "last_place").ShouldBe(-0.2, 1e-12);
        Value(features, 1, "incident").ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Of_PeopleAndTimes_AreReadFromTheRecord()
    {
        Runner[] starters = [new() { Number = 1, Horse = "A" }, new() { Number = 2, Horse = "B" }];
        RunnerStatistics?[] known =
        [
            new()
            {
                Number = 1,
                // (20 + 3) / (30 + 30) = .3833 against .1
                Jockey = new WinRecord(30, 20, 0.1, StatisticsOrigin.OwnRecord),
                // Three starts are too few to count.
                Trainer = new WinRecord(3, 3, 0.1, StatisticsOrigin.OwnRecord),
                OwnerMove = 0.2,
                Times = [74.2, 73.0],
            },
            new() { Number = 2, Times = [74.0] },
        ];
        var features = CardFeatures.Of(starters, known, [3.0, 6.0]);
        Value(features, 0, "jockey").ShouldBe(Math.Log(23.0 / 60 / 0.1), 1e-12);
        Value(features, 0, "trainer").ShouldBe(0);
        Value(features, 0, "owner_move").ShouldBe(0.2);
        Value(features, 0, "time").ShouldBe(0.5, 1e-12);
        Value(features, 1, "time").ShouldBe(-0.5, 1e-12);
    }

    [Fact]
    public void CloseForecast_MoneyExpected_RaisesTheShare()
    {
        var fit = new CloseFit
        {
            Family = PoolFamily.National,
            Discipline = ModelDiscipline.All,
            Constant = 0,
            LogOdds = 1,
            Momentum = 0,
            Card = [new CardCoefficient("opinion", -0.1, null)],
            Deviation = 0.35,
            Exponent = null,
            Runners = 1000,
        };
        Runner[] starters =
        [
            new()
            {
                Number = 1,
                Horse = "A",
                TrainerOpinion = "POSITIF",
            },
            new() { Number = 2, Horse = "B" },
        ];
        double[] odds = [4.0, 4.0];
        var shares = new double[2];
        CloseForecast.Shares(fit, odds, [double.NaN, 5.0], CardFeatures.Of(starters, new RunnerStatistics?[2], odds), shares);
        shares.Sum().ShouldBe(1, 1e-12);
        (shares[0] / shares[1]).ShouldBe(Math.Exp(0.1), 1e-12);
    }

    private static double Value(double[] features, int starter, string name) =>
        features[starter * CardFeatures.Names.Count + CardFeatures.Names.ToList().IndexOf(name)];
}
