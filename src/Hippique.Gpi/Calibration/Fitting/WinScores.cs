using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>How one way of making win probabilities did on races that no fit saw.</summary>
/// <param name="Moment">Whose prices it was given.</param>
/// <param name="Method">
/// <c>market</c> (shares of the pool), <c>exponent</c> (the shares with the fitted exponent), <c>fitted market</c> (at H-5 the forecast of the close, else as <c>exponent</c>),
/// <c>fitted v5.1</c>, <c>declared v5.1</c> …
/// </param>
/// <param name="LogLoss">Mean of −ln p of the winner, in nat.</param>
/// <param name="AgainstMarket">The same less that of <c>market</c> at the same moment, with its 95 % interval from a paired bootstrap over days; below 0 is better.</param>
/// <param name="AgainstExponent">The same less that of <c>exponent</c>: the plain shares are known to be too flat, and to beat them is no news.</param>
public sealed record WinScore(PriceMoment Moment, string Method, double LogLoss, MeanInterval AgainstMarket, MeanInterval AgainstExponent);

/// <summary>Scores win probabilities.</summary>
public static class WinScores
{
    /// <param name="model">The model, fitted on other races.</param>
    /// <param name="races">Races to be judged on; those with one winner and every price of the moment count.</param>
    /// <param name="columns">The factors by the name of their column.</param>
    public static IReadOnlyList<WinScore> Of(
        GpiModel model,
        IReadOnlyList<CalibrationRace> races,
        IReadOnlyDictionary<string, FactorRules> columns
    )
    {
        var scores = new List<WinScore>();
        foreach (var moment in Enum.GetValues<PriceMoment>())
        {
            var judged = races.Where(race => WinForecast.Odds(race, moment) is not null && race.Order.Count > 0).ToList();
            if (judged.Count == 0)
                continue;
            DateOnly[] days = [.. judged.Select(race => race.Id.Date)];
            var market = Losses(judged, race => WinForecast.Market(WinForecast.Odds(race, moment)!));
            var exponent = Losses(judged, race => WinForecast.Exponent(model, race, moment));
            Add("market", market);
            Add("exponent", exponent);
            Add("fitted market", Losses(judged, race => WinForecast.FittedMarket(model, race, moment)));
            foreach (var (column, rules) in columns.OrderBy(column => column.Key, StringComparer.Ordinal))
            {
                if (model.Weights.Any(fit => fit.Factors == column))
                    Add($"fitted {column}", Losses(judged, race => WinForecast.Fitted(model, column, rules, race, moment)));
                Add($"declared {column}", Losses(judged, race => WinForecast.Declared(model, rules, race, moment)));
            }

            void Add(string method, double[] losses) =>
                scores.Add(new WinScore(moment, method, losses.Average(), Less(losses, market), Less(losses, exponent)));

            MeanInterval Less(double[] losses, double[] others) =>
                Bootstrap.Mean([.. losses.Zip(others, (own, other) => own - other)], days);
        }
        return scores;
    }

    private static double[] Losses(List<CalibrationRace> races, Func<CalibrationRace, double[]> forecast) =>
        [.. races.AsParallel().AsOrdered().Select(race => -Math.Log(forecast(race)[race.Order[0]]))];
}
