using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

public sealed class RegressionTests
{
    [Fact]
    public void LinearRegression_LineWithNoise_RecoversTheLine()
    {
        var random = new Invented(3);
        var data = new Observations(2);
        for (var i = 0; i < 3000; i++)
        {
            var x = random.Normal();
            data.Add([1, x], 0.4 - 1.7 * x + 0.5 * random.Normal(), i / 10);
        }
        var fit = LinearRegression.Fit(data);
        fit.Coefficients[0].ShouldBe(0.4, 0.04);
        fit.Coefficients[1].ShouldBe(-1.7, 0.04);
        fit.Deviation.ShouldBe(0.5, 0.03);
        // σ/√n = .5/√3000
        fit.StandardErrors[1].ShouldBe(0.0091, 0.002);
    }

    /// <summary>What a group shares counts once: ten copies of each observation leave the error as it was.</summary>
    [Fact]
    public void LinearRegression_CopiesInsideAGroup_DoNotMakeItSurer()
    {
        var (once, tenTimes) = (new Observations(2), new Observations(2));
        var random = new Invented(4);
        for (var i = 0; i < 300; i++)
        {
            double[] row = [1, random.Normal()];
            var y = row[1] + random.Normal();
            once.Add(row, y, i);
            for (var copy = 0; copy < 10; copy++)
                tenTimes.Add(row, y, i);
        }
        LinearRegression.Fit(tenTimes).StandardErrors[1].ShouldBe(LinearRegression.Fit(once).StandardErrors[1], 1e-9);
    }

    [Fact]
    public void LogMeanRegression_SkewedDividends_PredictsTheMeanAndNotTheMedian()
    {
        var random = new Invented(7);
        var data = new Observations(2);
        for (var i = 0; i < 6000; i++)
        {
            var x = 1 + random.Normal();
            // Log-normal with mean exp(.2 + .9x): its median is lower by σ²/2.
            data.Add([1, x], Math.Exp(0.2 + 0.9 * x - 0.5 * 0.6 * 0.6 + 0.6 * random.Normal()), i);
        }
        var fit = LogMeanRegression.Fit(data);
        fit.Coefficients[0].ShouldBe(0.2, 0.05);
        fit.Coefficients[1].ShouldBe(0.9, 0.04);
        fit.Deviation.ShouldBe(0.6, 0.03);
    }

    [Fact]
    public void Bootstrap_SameValues_GivesTheSameIntervalAroundTheMean()
    {
        var random = new Invented(11);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => 0.1 + random.Normal())];
        var days = Days(values.Length, racesADay: 1);
        var first = Bootstrap.Mean(values, days);
        first.ShouldBe(Bootstrap.Mean(values, days));
        first.Mean.ShouldBe(values.Average(), 1e-12);
        // ± 1.96/√400
        (first.High - first.Low).ShouldBe(0.196, 0.03);
        (first.Count, first.Days).ShouldBe((400, 400));
    }

    /// <summary>Ten races of a day that all move together are one observation: the interval is √10 times as wide as that of single races.</summary>
    [Fact]
    public void Bootstrap_RacesOfADayThatAgree_CountOnce()
    {
        var random = new Invented(12);
        double[] values = [.. Enumerable.Range(0, 100).Select(_ => random.Normal()).SelectMany(day => Enumerable.Repeat(day, 10))];
        var byDay = Bootstrap.Mean(values, Days(values.Length, racesADay: 10));
        var byRace = Bootstrap.Mean(values, Days(values.Length, racesADay: 1));
        (byDay.Count, byDay.Days).ShouldBe((1000, 100));
        byDay.Mean.ShouldBe(byRace.Mean);
        ((byDay.High - byDay.Low) / (byRace.High - byRace.Low)).ShouldBe(Math.Sqrt(10), 0.35);
    }

    [Fact]
    public void Bootstrap_RacesInAnotherOrder_GiveTheSameInterval()
    {
        double[] profit = [1, -1, 4, -2, 0.5, -1];
        double[] staked = [1, 1, 2, 2, 1, 1];
        DateOnly[] days = [.. Days(3, racesADay: 1), .. Days(3, racesADay: 1)];
        int[] order = [4, 2, 0, 5, 3, 1];
        Bootstrap
            .Ratio([.. order.Select(i => profit[i])], [.. order.Select(i => staked[i])], [.. order.Select(i => days[i])])
            .ShouldBe(Bootstrap.Ratio(profit, staked, days));
    }

    private static DateOnly[] Days(int races, int racesADay) =>
        [.. Enumerable.Range(0, races).Select(i => new DateOnly(2026, 1, 1).AddDays(i / racesADay))];
}
