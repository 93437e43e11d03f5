using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

public sealed class WinScoresTests
{
    private static readonly Dictionary<string, FactorRules> Columns = new() { ["v5.1"] = RuleSets.Load("gpi-v5.1").Value.FactorRules };

    [Fact]
    public void EachMethod_IsHeldAgainstThePlainSharesAndAgainstThoseWithTheFittedExponent()
    {
        var scores = Scores(InventedRaces.Draw(300, 1.3, .9, 1, seed: 3));
        scores.ShouldAllBe(score => score.Moment == PriceMoment.Close);
        var market = scores.Single(score => score.Method == "market");
        var exponent = scores.Single(score => score.Method == "exponent");
        foreach (var score in scores)
        {
            score.AgainstMarket.Mean.ShouldBe(score.LogLoss - market.LogLoss, 1e-12);
            score.AgainstExponent.Mean.ShouldBe(score.LogLoss - exponent.LogLoss, 1e-12);
            (score.AgainstExponent.Count, score.AgainstExponent.Days).ShouldBe((300, 30));
        }
        // The favourites won more often than their shares say: the exponent, which is above 1, takes a part of that.
        exponent.AgainstMarket.High.ShouldBeLessThan(0);
        market.AgainstExponent.Low.ShouldBeGreaterThan(0);
        exponent.AgainstExponent.ShouldBe(new MeanInterval(0, 0, 0, 300, 30));
    }

    [Fact]
    public void PricesOfH30_AreScoredIfTheyWereSeenThenForEveryStarter()
    {
        var races = InventedRaces.Draw(60, 1.1, .9, 1, seed: 4).ToArray();
        for (var i = 0; i < 40; i++)
            races[i] = races[i] with { IsH30Seen = true, H30 = [.. races[i].Close!.Select(odds => odds * 1.1)] };
        races[40] = races[40] with { IsH30Seen = true, H30 = [double.NaN, .. races[40].Close!.Skip(1)] };
        // A reference price without a stamp stands in for them; nobody saw it then.
        races[41] = races[41] with
        {
            H30 = races[41].Close!,
        };
        var early = Scores(races).Where(score => score.Moment == PriceMoment.H30).ToList();
        early.ShouldAllBe(score => score.AgainstMarket.Count == 40);
        early.Select(score => score.Method).ShouldContain("declared v5.1");
    }

    private static IReadOnlyList<WinScore> Scores(IReadOnlyList<CalibrationRace> races) => WinScores.Of(GpiModels.Default, races, Columns);
}
