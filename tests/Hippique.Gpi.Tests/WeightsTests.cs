using Hippique.Gpi.Factors;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

public sealed class WeightsTests
{
    private static readonly double[] Before = [3.4, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];
    private static readonly double[] After = [2.7, 4.9, 6.8, 8.8, 12, 15, 20, 27, 40, 63, 91, 115];
    private static readonly RuleSet Rules = RuleSets.Load("gpi-v5.1").Value;

    [Fact]
    public void Analyse_Declared_IsTheMarketTimesTheFactorsNormalised()
    {
        var analysis = Analyse(Rules);
        var weights = analysis.Runners.Select(runner => runner.MarketProbability!.Value * runner.Factors.Product).ToArray();
        for (var i = 0; i < weights.Length; i++)
            analysis.Runners[i].DeclaredProbability!.Value.ShouldBe(weights[i] / weights.Sum(), 1e-12);
        // 3.4 → 2.7: exp(.7 · .2305) = 1.1751
        Math.Round(analysis.Runners[0].Factors.Drift.Value, 4).ShouldBe(1.1751);
    }

    [Fact]
    public void Analyse_FittedWeightsOfZero_AreTheMarket()
    {
        foreach (var runner in Analyse(Rules).Runners)
        {
            runner.FittedProbability!.Value.ShouldBe(runner.MarketProbability!.Value, 1e-12);
            runner.WinProbability.ShouldBe(runner.FittedProbability);
        }
    }

    [Fact]
    public void Analyse_FittedWeights_RaiseTheFactorToTheirPower()
    {
        var analysis = new RaceAnalyser(Rules, Models.WithWeights(drift: .5, beta: 1.1)).Analyse(Input());
        double Weight(RunnerAnalysis runner) => Math.Pow(runner.MarketProbability!.Value, 1.1) * Math.Sqrt(runner.Factors.Drift.Value);
        var sum = analysis.Runners.Sum(Weight);
        foreach (var runner in analysis.Runners)
            runner.FittedProbability!.Value.ShouldBe(Weight(runner) / sum, 1e-12);
    }

    [Fact]
    public void Analyse_RulesWithDeclaredWeights_UseThemForTickets()
    {
        foreach (var runner in Analyse(Rules with { Weights = WeightsChoice.Declared }).Runners)
            runner.WinProbability.ShouldBe(runner.DeclaredProbability);
    }

    [Fact]
    public void Analyse_BothPoolsInView_CombinesThemWithTheWeightsOfTheModel()
    {
        var h5 = Races.H5(Races.Card(12), Races.Prices(Pool.PmuNational, After), Races.Prices(Pool.PmuInternet, Before));
        var analysis = new RaceAnalyser(Rules, Models.ByHand).Analyse(Races.Input(h5, Pool.PmuInternet));
        analysis.MarketReading.TwoPools.ShouldBeTrue();
        var weights = After.Select((odds, i) => Math.Pow(odds, -.93) * Math.Pow(Before[i], -.12)).ToArray();
        analysis.Runners[0].MarketProbability!.Value.ShouldBe(weights[0] / weights.Sum(), 1e-12);
        analysis.Pool.ShouldBe(Pool.PmuInternet);
        analysis.Runners[0].OddsH5.ShouldBe(Before[0]);
    }

    [Fact]
    public void Analyse_FiguresAndLabels_AreShown()
    {
        var analysis = Analyse(Rules);
        analysis.Runners[0].Labels.ShouldBe([RunnerLabel.RealFavourite, RunnerLabel.Steam]);
        analysis.Runners[0].PredictedClose.ShouldNotBeNull();
        analysis.Runners.Sum(runner => 1 / runner.PredictedClose!.Value).ShouldBe(analysis.WinBook!.Value, 1e-9);
        analysis.Missing.ShouldBe([
            new MissingInput.Of(InputKind.JockeyTrainer, []),
            new MissingInput.Of(InputKind.Time, []),
            new MissingInput.Of(InputKind.Form, []),
            new MissingInput.Of(InputKind.PlacePrices, []),
        ]);
        analysis.Runners.ShouldAllBe(runner => runner.LogDeviation > 0);
    }

    private static AnalysisInput Input()
    {
        var card = Races.Card(12);
        return Races.Input(Races.H5(card, Races.Prices(Pool.ZEturf, After)), Pool.ZEturf) with
        {
            H30 = Races.H30(card, Races.Prices(Pool.ZEturf, Before)),
        };
    }

    private static RaceAnalysis Analyse(RuleSet rules) => new RaceAnalyser(rules, Models.ByHand).Analyse(Input());
}
