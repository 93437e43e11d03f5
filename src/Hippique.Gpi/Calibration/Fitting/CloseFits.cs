namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// What happens between H-5 and the close, on races whose prices were really seen at H-5: the regression of every runner's move, the exponent of the shares it predicts, and
/// what winners paid.
/// </summary>
internal static class CloseFits
{
    private const int FewestRaces = 150;

    public sealed record Result(CloseFit Close, WinDividendFit Dividend, IReadOnlyList<Estimate> Estimates);

    /// <summary>Null if too few races were seen at H-5.</summary>
    public static Result? Fit(IReadOnlyList<CalibrationRace> races, PoolFamily family)
    {
        var seen = races
            .Where(race => race is { H5: not null, Close: not null, Order.Count: > 0 } && race.Pool.Family() == family)
            .ToList();
        if (seen.Count < FewestRaces)
            return null;
        var features = seen.Select(race => CardFeatures.Of(race.Starters, race.Statistics, race.H5)).ToList();
        var (close, estimates) = Regress(seen, features, family);
        var shares = new ChoiceSets(1);
        var forecasts = new List<double[]>();
        for (var i = 0; i < seen.Count; i++)
        {
            var forecast = new double[seen[i].Starters.Count];
            CloseForecast.Shares(close, seen[i].H5, seen[i].H30, features[i], forecast);
            forecasts.Add(forecast);
            shares.Add([.. forecast.Select(share => Math.Log(share))], seen[i].Order[0]);
        }
        var exponent = ConditionalLogit.Fit(shares);
        estimates.Add(
            new Estimate(Group(family), "k of the predicted share", exponent.Weights[0], exponent.StandardErrors[0], exponent.Sets)
        );
        estimates.Add(new Estimate(Group(family), "deviation of the log", close.Deviation, null, close.Runners));
        var dividend = Dividend(seen, forecasts, family, estimates);
        return new Result(close with { Exponent = exponent.Weights[0] }, dividend, estimates);
    }

    private static (CloseFit Fit, List<Estimate> Estimates) Regress(List<CalibrationRace> races, List<double[]> features, PoolFamily family)
    {
        var cards = CardFeatures.Names.Count;
        var data = new Observations(3 + cards);
        var row = new double[3 + cards];
        for (var r = 0; r < races.Count; r++)
        {
            var race = races[r];
            for (var i = 0; i < race.Starters.Count; i++)
            {
                row[0] = 1;
                row[1] = Math.Log(race.H5![i]);
                row[2] = CloseForecast.Momentum(race.H5[i], race.H30[i]);
                features[r].AsSpan(i * cards, cards).CopyTo(row.AsSpan(3));
                data.Add(row, Math.Log(race.Close![i]), r);
            }
        }
        var fit = LinearRegression.Fit(data);
        string[] names = ["constant", "ln o5", "ln(o5/o30)", .. CardFeatures.Names];
        var estimates = names
            .Select((name, i) => new Estimate(Group(family), name, fit.Coefficients[i], fit.StandardErrors[i], fit.Count))
            .ToList();
        var card = CardFeatures
            .Names.Select((name, i) => new CardCoefficient(name, fit.Coefficients[i + 3], fit.StandardErrors[i + 3]))
            .ToList();
        var result = new CloseFit
        {
            Family = family,
            Discipline = ModelDiscipline.All,
            Constant = fit.Coefficients[0],
            LogOdds = fit.Coefficients[1],
            Momentum = fit.Coefficients[2],
            Card = card,
            Deviation = fit.Deviation,
            Exponent = null,
            Runners = fit.Count,
        };
        return (result, estimates);
    }

    private static WinDividendFit Dividend(
        List<CalibrationRace> races,
        List<double[]> forecasts,
        PoolFamily family,
        List<Estimate> estimates
    )
    {
        var data = new Observations(4);
        for (var r = 0; r < races.Count; r++)
        {
            var race = races[r];
            var winner = race.Order[0];
            var book = race.H5!.Sum(odds => 1 / odds);
            var log = Math.Log(race.H5![winner]);
            var forecast = -Math.Log(forecasts[r][winner] * book) - log;
            data.Add([1, log, CloseForecast.Momentum(race.H5![winner], race.H30[winner]), forecast], race.Close![winner], r);
        }
        var fit = LogMeanRegression.Fit(data);
        string[] names = ["constant", "ln o5", "ln(o5/o30)", "ln(forecast/o5)"];
        for (var i = 0; i < names.Length; i++)
            estimates.Add(
                new Estimate($"dividend of a winner {Name(family)}", names[i], fit.Coefficients[i], fit.StandardErrors[i], fit.Count)
            );
        estimates.Add(new Estimate($"dividend of a winner {Name(family)}", "deviation of the log", fit.Deviation, null, fit.Count));
        return new WinDividendFit
        {
            Family = family,
            Discipline = ModelDiscipline.All,
            Constant = fit.Coefficients[0],
            LogOdds = fit.Coefficients[1],
            Momentum = fit.Coefficients[2],
            Deviation = fit.Deviation,
            Winners = fit.Count,
            Forecast = fit.Coefficients[3],
        };
    }

    private static string Group(PoolFamily family) => $"close from H-5 {Name(family)}";

    private static string Name(PoolFamily family) => family.ToString().ToLowerInvariant();
}
