using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources.Recognition;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// The operator's own place prices, on three pages of ZEturf: with the probabilities of its win prices and nothing else a place bet is a loss too. No results of more such pages are known, so what
/// came back is not judged here.
/// </summary>
public sealed class RealPlaceRangesTests
{
    /// <summary>The market as it stands: factors without weight, no forecast of the close.</summary>
    private static readonly GpiModel Crowd = GpiModels.Default with
    {
        Weights =
        [
            .. GpiModels.Default.Weights.Select(fit =>
                fit with
                {
                    Beta = new FittedWeight(1, 0),
                    Drift = new FittedWeight(0, 0),
                    JockeyTrainer = new FittedWeight(0, 0),
                    Time = new FittedWeight(0, 0),
                    Form = new FittedWeight(0, 0),
                    Regularity = new FittedWeight(0, 0),
                }
            ),
        ],
        Closes = [.. GpiModels.Default.Closes.Select(fit => fit with { Exponent = null })],
    };

    [Theory]
    [InlineData("course_2024-06-20_longchamp_resulted.html", 3)]
    [InlineData("course_2025-11-21_R4C1_resulted.html", 3)]
    [InlineData("course_2026-01-18_R5C6_resulted.html", 3)]
    public void Place_bets_at_the_pools_own_probabilities_are_a_loss(string page, int places)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var view = PageRecogniser.Read(RealData.Path($"captures/zeturf/{page}"), TestContext.Current.CancellationToken).Race!;
        var pool = view.Pools.Single(pool => pool.Pool == Pool.ZEturf);
        var at = view.Card.Off.AddMinutes(-5);

        var analysis = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value, Crowd).Analyse(
            new AnalysisInput
            {
                H5 = new Snapshot
                {
                    Phase = Phase.H5,
                    PlannedAt = at,
                    TakenAt = at,
                    Source = "zeturf",
                    Url = "",
                    Card = view.Card,
                    Pools = [pool with { At = at, Offers = [.. pool.Offers!.Where(offer => offer.Bet == BetType.SimplePlace)] }],
                },
                Operators = [Pool.ZEturf],
                Countries = [],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "",
                InputHashes = new Dictionary<string, string>(),
            }
        );

        (analysis.Market, analysis.PlacesPaid).ShouldBe((BetType.SimplePlace, places));
        var worth = analysis.Runners.Where(runner => runner.ExpectedRoi is not null).Select(runner => runner.ExpectedRoi!.Value).ToList();
        worth.Count.ShouldBe(pool.Place.Count);
        worth.Average().ShouldBeInRange(-.40, -1e-9);
        // By the stakes that lie on each horse, as the pool as a whole loses: near the take-out.
        analysis
            .Runners.Where(runner => runner.ExpectedRoi is not null)
            .Average(runner => runner.PlaceProbability!.Value / places * worth.Count * runner.ExpectedRoi!.Value)
            .ShouldBeInRange(-.25, -.05);
    }
}
