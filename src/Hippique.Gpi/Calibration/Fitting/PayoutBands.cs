using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Whose dividends.</summary>
internal readonly record struct PaidIn(Pool Pool, BetType Bet)
{
    public string Name => $"payout {Pool.Code()} {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Bet.ToString())}";
}

/// <summary>Cuts a fitted relation into bands by probability and measures each: bias on races held out, width of the mean ratio.</summary>
internal static class PayoutBands
{
    /// <summary>A third of the winning bets each, so that each has its own bias.</summary>
    private const int Bands = 3;

    public static IEnumerable<PayoutFit> Of(
        PaidIn bet,
        RegressionFit close,
        RegressionFit fit,
        List<PaidBet> learn,
        List<PaidBet> judge,
        List<Estimate> estimates
    )
    {
        var probabilities = learn.Select(paid => paid.Probability).Order().ToList();
        var last = judge.Concat(learn).Max(paid => paid.Race.Date);
        for (var band = 0; band < Bands; band++)
        {
            // Outside what was seen to win, nothing is known.
            var low = probabilities[band * (probabilities.Count - 1) / Bands];
            var high = probabilities[(band + 1) * (probabilities.Count - 1) / Bands];
            var unseen = Ratios(close, judge, low, high);
            if (unseen.Count < 2)
                continue;
            var mean = unseen.Values.Average();
            var all = unseen.Values.Concat(Ratios(close, learn, low, high).Values).ToList();
            var width = 2 * 1.96 * Deviation(all) / Math.Sqrt(all.Count);
            var name = bet.Name;
            var span = FormattableString.Invariant($"p {low:0.0000} to {high:0.0000}");
            estimates.Add(
                new Estimate(
                    name,
                    $"{span}: held-out bias",
                    mean - 1,
                    Deviation([.. unseen.Values]) / Math.Sqrt(unseen.Count),
                    unseen.Count
                )
            );
            estimates.Add(new Estimate(name, $"{span}: width", width, null, all.Count));
            yield return new PayoutFit
            {
                Pool = bet.Pool,
                Bet = bet.Bet,
                Discipline = ModelDiscipline.All,
                ProbabilityLow = low,
                ProbabilityHigh = high,
                Constant = fit.Coefficients[0],
                LogProbability = fit.Coefficients[1],
                Field = fit.Coefficients[2],
                Deviation = fit.Deviation,
                Races = all.Count,
                Bias = mean - 1,
                Width = width,
                LastDay = last,
                Shipped = false,
            };
        }
    }

    /// <summary>Mean of paid to predicted of each race's bets in the band.</summary>
    private static Dictionary<RaceId, double> Ratios(RegressionFit close, List<PaidBet> bets, double low, double high) =>
        bets.Where(paid => paid.Probability >= low && paid.Probability <= high)
            .GroupBy(paid => paid.Race)
            .ToDictionary(
                race => race.Key,
                race => race.Average(paid => paid.Dividend / Math.Exp(close.At(PaidBet.Row(paid.Probability, paid.Field))))
            );

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1));
    }
}
