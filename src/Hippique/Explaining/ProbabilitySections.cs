using System.Globalization;
using Hippique.Gpi;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>From the odds to the probabilities.</summary>
internal static class ProbabilitySections
{
    public static AccountSection Market(RaceAnalysis analysis, AccountWords words)
    {
        var reading = analysis.MarketReading;
        var title = words.Get("explain_market");
        if (analysis.WinBook is not { } book || reading.Pool is not { } pool)
            return new AccountSection { Title = title, Lines = [words.Get("explain_no_market")] };
        return new AccountSection
        {
            Title = title,
            Lines =
            [
                words.Get("explain_book", pool.Code(), book),
                words.Get(
                    reading.TwoPools ? "explain_two_pools" : "explain_exponent",
                    reading.Exponent,
                    Error(reading.ExponentError, words)
                ) + (reading.Exponent == 1 ? "" : words.Get(reading.Exponent > 1 ? "explain_k_above" : "explain_k_below")),
                words.Get("explain_shin"),
            ],
            Table =
            [
                Headings(words, "number", "horse", "h30", "h5", "share", "market", "shin", "close"),
                .. analysis.Runners.Select(runner =>
                    new[]
                    {
                        Number(runner),
                        runner.Horse,
                        words.Odds(runner.OddsH30),
                        words.Odds(runner.OddsH5),
                        words.Share(runner.MarketShare),
                        words.Share(runner.MarketProbability),
                        words.Share(runner.ShinProbability),
                        words.Number(runner.PredictedClose, "0.0"),
                    }
                ),
            ],
            After =
                analysis.Missing.Count == 0
                    ? []
                    : [words.Get("explain_missing", string.Join(" · ", analysis.Missing.Select(words.MissingInput)))],
        };
    }

    public static AccountSection Factors(RaceAnalysis analysis, AccountWords words)
    {
        var lines = new List<string> { words.Get("explain_factors_missing"), words.Get("explain_declared") };
        if (analysis.Formulas is { Weights: var weights, Orders: var orders })
        {
            lines.Add(
                words.Get(
                    "explain_fitted",
                    weights.Beta,
                    weights.Drift,
                    weights.JockeyTrainer,
                    weights.Time,
                    weights.Form,
                    weights.Regularity
                )
            );
            lines.Add(words.Get("explain_orders", orders.Second.A, orders.Second.B, orders.Third.A, orders.Third.B));
        }
        lines.AddRange(FigureLines.Of(analysis, words));
        lines.Add(words.Get(analysis.MarketReading.Weights == WeightsChoice.Fitted ? "explain_uses_fitted" : "explain_uses_declared"));
        return new AccountSection
        {
            Title = words.Get("explain_factors"),
            Lines = lines,
            Table =
            [
                Headings(words, "number", "drift", "je", "time", "form", "regularity", "start", "declared", "fitted", "win", "place"),
                .. analysis.Runners.Select(runner =>
                    new[]
                    {
                        Number(runner),
                        FactorOf(runner.Factors.Drift, words),
                        FactorOf(runner.Factors.JockeyTrainer, words),
                        FactorOf(runner.Factors.Time, words),
                        FactorOf(runner.Factors.Form, words),
                        FactorOf(runner.Factors.Regularity, words),
                        words.Share(runner.ForecastProbability),
                        words.Share(runner.DeclaredProbability),
                        words.Share(runner.FittedProbability),
                        words.Share(runner.WinProbability),
                        words.Share(runner.PlaceProbability),
                    }
                ),
            ],
            After =
            [
                words.Get(
                    "explain_sums",
                    analysis.Runners.Sum(runner => runner.WinProbability ?? 0),
                    analysis.Runners.Sum(runner => runner.PlaceProbability ?? 0),
                    analysis.PlacesPaid
                ),
                .. analysis
                    .Runners.Where(runner => runner.Labels.Count > 0)
                    .Select(runner =>
                        words.Get("explain_labels", runner.Number, runner.Horse, string.Join(", ", runner.Labels.Select(words.Label)))
                    ),
            ],
        };
    }

    // 0: the model does not know it.
    private static string Error(double error, AccountWords words) => error > 0 ? $" ± {words.Number(error, "0.000")}" : "";

    public static string Number(RunnerAnalysis runner) => runner.Number.ToString(CultureInfo.InvariantCulture);

    public static string[] Headings(AccountWords words, params string[] columns) =>
        [.. columns.Select(column => words.Get($"explain_column_{column}"))];

    private static string FactorOf(Factor factor, AccountWords words) => words.Number(factor.Known ? factor.Value : null, "0.000");
}
