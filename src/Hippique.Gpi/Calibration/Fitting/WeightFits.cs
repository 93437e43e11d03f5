using Hippique.Gpi.Factors;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// Weights of the declared factors next to the market. Many races have closing prices and few have prices of H-5, so the weights are fitted twice: at the close, where the
/// card's factors can be separated from the market's probability; then on the races seen at H-5, on top of the forecast of the close, with the first fit as the prior
/// (its estimates, the inverse squares of its errors as precision). The drift has no meaning at the close and is learnt at H-5 alone.
/// </summary>
internal static class WeightFits
{
    private const int FewestRaces = 300;

    /// <summary>Precision of the prior of the drift's weight: a standard deviation of 1 about 0.</summary>
    private const double DriftPrecision = 1;

    public sealed record Result(IReadOnlyList<WeightsFit> Weights, IReadOnlyList<Estimate> Estimates);

    /// <param name="races">To learn from.</param>
    /// <param name="market">The model so far: exponents and forecasts of the close.</param>
    /// <param name="columns">The factors by the name of their column, <c>v5.1</c>.</param>
    public static Result Fit(IReadOnlyList<CalibrationRace> races, GpiModel market, IReadOnlyDictionary<string, FactorRules> columns)
    {
        var weights = new List<WeightsFit>();
        var estimates = new List<Estimate>();
        var closed = races.Where(race => race is { Close: not null, Order.Count: > 0 }).ToList();
        var seen = races.Where(race => race is { H5: not null, Order.Count: > 0 }).ToList();
        if (closed.Count < FewestRaces)
            return new Result(weights, estimates);
        foreach (var (column, rules) in columns.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            var atClose = ConditionalLogit.Fit(Sets(closed, market, rules, PriceMoment.Close), Precisions(1e6));
            Report(estimates, $"weights {column} at the close", atClose, closed.Count);
            var fit = atClose;
            if (seen.Count >= FewestRaces)
            {
                var prior = atClose.StandardErrors.Select(error => 1 / (error * error)).ToArray();
                prior[1] = DriftPrecision;
                fit = ConditionalLogit.Fit(Sets(seen, market, rules, PriceMoment.H5), prior, atClose.Weights);
                Report(estimates, $"weights {column}", fit, seen.Count);
            }
            weights.Add(Of(column, fit, closed.Count));
        }
        return new Result(weights, estimates);
    }

    private static ChoiceSets Sets(List<CalibrationRace> races, GpiModel market, FactorRules rules, PriceMoment moment)
    {
        var sets = new ChoiceSets(6);
        var rows = races
            .AsParallel()
            .AsOrdered()
            .Select(race =>
                Rows(
                    WinForecast.FittedMarket(market, race, moment),
                    WinForecast.Factors(rules, race, WinForecast.Odds(race, moment)!),
                    moment
                )
            )
            .ToList();
        for (var i = 0; i < races.Count; i++)
            sets.Add(rows[i], races[i].Order[0]);
        return sets;
    }

    private static double[] Rows(double[] market, RunnerFactors[] factors, PriceMoment moment)
    {
        var rows = new double[6 * market.Length];
        for (var i = 0; i < market.Length; i++)
        {
            rows[6 * i] = Math.Log(market[i]);
            rows[6 * i + 1] = moment == PriceMoment.Close ? 0 : Math.Log(factors[i].Drift.Value);
            rows[6 * i + 2] = Math.Log(factors[i].JockeyTrainer.Value);
            rows[6 * i + 3] = Math.Log(factors[i].Time.Value);
            rows[6 * i + 4] = Math.Log(factors[i].Form.Value);
            rows[6 * i + 5] = Math.Log(factors[i].Regularity.Value);
        }
        return rows;
    }

    // The drift's column is empty at the close; a prior keeps it at 0.
    private static double[] Precisions(double drift) => [0, drift, 1e-6, 1e-6, 1e-6, 1e-6];

    private static WeightsFit Of(string column, LogitFit fit, int races) =>
        new()
        {
            Factors = column,
            Discipline = ModelDiscipline.All,
            Beta = new FittedWeight(fit.Weights[0], fit.StandardErrors[0]),
            Drift = new FittedWeight(fit.Weights[1], fit.StandardErrors[1]),
            JockeyTrainer = new FittedWeight(fit.Weights[2], fit.StandardErrors[2]),
            Time = new FittedWeight(fit.Weights[3], fit.StandardErrors[3]),
            Form = new FittedWeight(fit.Weights[4], fit.StandardErrors[4]),
            Regularity = new FittedWeight(fit.Weights[5], fit.StandardErrors[5]),
            Races = races,
        };

    private static void Report(List<Estimate> estimates, string group, LogitFit fit, int races)
    {
        string[] names = ["beta", "drift", "jockey_trainer", "time", "form", "regularity"];
        for (var i = 0; i < names.Length; i++)
            estimates.Add(new Estimate(group, names[i], fit.Weights[i], fit.StandardErrors[i], races));
    }
}
