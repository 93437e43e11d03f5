using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Guards;

/// <summary>A race that is played, two horses paying far more for a place than their win odds say; and the parts of its analysis that a guard is given.</summary>
internal static class GuardRace
{
    public static readonly RuleSet V51 = RuleSets.Load("gpi-v5.1").Value;

    public static readonly double[] Win = GoldenBook.Odds;

    public static readonly (double Low, double High)[] Places =
    [
        (1.1, 1.3),
        (1.3, 1.7),
        (3.4, 5.2),
        (3.9, 5.6),
        (2.8, 4.1),
        (3.2, 4.8),
        (4.0, 6.1),
        (5.0, 8.0),
        (7.0, 11),
        (11, 17),
        (15, 24),
        (18, 30),
    ];

    public static AnalysisInput Input((double Low, double High)[]? places = null) =>
        Races.Input(Races.H5(Races.Card(12), Races.Prices(Pool.ZEturf, Win, places ?? Places)), Pool.ZEturf);

    public static RaceAnalysis Analyse(RuleSet rules, AnalysisInput input, GpiModel? model = null) =>
        new RaceAnalyser(rules, model ?? Models.ByHand).Analyse(input);

    public static GuardVerdict Guard(RaceAnalysis analysis, GuardCode code) => analysis.Guards.First(guard => guard.Code == code);

    public static RuleSet With(Func<GuardRules, GuardRules> change) => V51 with { Guards = change(V51.Guards) };

    public static AnalysisContext Context(AnalysisInput? input = null, RuleSet? rules = null) =>
        new(input ?? Input(), rules ?? V51, Models.ByHand, Regulated.Default);

    /// <summary>The same race with other prices in its one pool.</summary>
    public static AnalysisContext Context(RaceCard card, PoolPrices prices, RuleSet? rules = null) =>
        Context(Races.Input(Races.H5(card, prices), prices.Pool), rules);

    public static RaceProbabilities Chances(AnalysisContext context) =>
        new(context, new MarketView(context, context.Pools.Count > 0 ? context.Pools[0] : new PoolView(context.Field, null)));

    public static GuardVerdict Verdict(
        GuardCode code,
        double? value,
        double? threshold,
        bool passed,
        GuardScope blocks,
        GuardNote? note = null,
        double? high = null
    ) =>
        new()
        {
            Code = code,
            Value = value,
            Threshold = threshold,
            ThresholdHigh = high,
            Passed = passed,
            Blocks = blocks,
            Note = note,
        };
}
