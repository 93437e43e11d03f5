using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Whose dividends.</summary>
/// <param name="Pool">In which the bet is paid.</param>
/// <param name="PricedBy">Whose prices gave the probabilities.</param>
/// <param name="Bet">The bet.</param>
internal readonly record struct PaidIn(Pool Pool, Pool PricedBy, BetType Bet)
{
    public string Name => $"payout {Pool.Code()} {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Bet.ToString())}";
}

/// <summary>The relation between probability and dividend at both moments.</summary>
/// <param name="Close">From closing prices.</param>
/// <param name="H5">From prices of H-5.</param>
/// <param name="Deviation">Of the logarithm of the dividend about the latter.</param>
internal sealed record PayoutCurves(PayoutCurve Close, PayoutCurve H5, double Deviation);

/// <summary>
/// Cuts a fitted relation into bands by probability and measures each: bias on races held out, width of the mean ratio, and what a bet in the band is worth by the pool's own prices.
/// </summary>
/// <param name="bet">Whose dividends.</param>
/// <param name="curves">The relation.</param>
/// <param name="learn">Bets that won on the races of the fit.</param>
/// <param name="judge">Bets that won on races held out.</param>
/// <param name="bought">Every bet that could have been bought on either, with the starters of its race.</param>
internal sealed class PayoutBands(
    PaidIn bet,
    PayoutCurves curves,
    List<PaidBet> learn,
    List<PaidBet> judge,
    List<(double Chance, int Field)> bought
)
{
    /// <summary>A fifth of the winning bets each, so that each has its own bias.</summary>
    private const int Bands = 5;

    /// <summary>Share of the winning bets beyond the bands, at each end.</summary>
    private const double Outermost = 0.02;

    public IEnumerable<PayoutFit> Fits(List<Estimate> estimates)
    {
        var probabilities = learn.Select(paid => paid.Probability).Order().ToList();
        var last = judge.Concat(learn).Max(paid => paid.Race.Date);
        for (var band = 0; band < Bands; band++)
        {
            var (low, high) = (At(probabilities, band), At(probabilities, band + 1));
            var unseen = Ratio(judge, low, high);
            if (unseen.Races < 2)
                continue;
            var all = Ratio([.. learn, .. judge], low, high);
            var fit = new PayoutFit
            {
                Pool = bet.Pool,
                PricedBy = bet.PricedBy,
                Bet = bet.Bet,
                Discipline = ModelDiscipline.All,
                ProbabilityLow = low,
                ProbabilityHigh = high,
                AtH5 = curves.H5,
                AtClose = curves.Close,
                Deviation = curves.Deviation,
                Races = all.Races,
                Bias = unseen.Value - 1,
                Width = 2 * 1.96 * all.Error,
                Value = Value(low, high),
                LastDay = last,
                Shipped = false,
            };
            var span = FormattableString.Invariant($"p {low:0.0000} to {high:0.0000}");
            estimates.Add(new Estimate(bet.Name, $"{span}: held-out bias", fit.Bias, unseen.Error, unseen.Races));
            estimates.Add(new Estimate(bet.Name, $"{span}: width", fit.Width, null, all.Races));
            estimates.Add(new Estimate(bet.Name, $"{span}: mean p*d", fit.Value, null, all.Races));
            yield return fit;
        }
    }

    /// <summary>An end of a band. Where hardly a bet was seen to win, nothing is known: the outermost of them are left out.</summary>
    private static double At(List<double> probabilities, int end) =>
        probabilities[(int)((Outermost + (1 - 2 * Outermost) * end / Bands) * (probabilities.Count - 1))];

    private double Value(double low, double high) =>
        bought
            .Where(one => one.Chance >= low && one.Chance <= high)
            .Average(one => one.Chance * curves.Close.Dividend(one.Chance, one.Field));

    /// <summary>
    /// The mean ratio of paid to predicted over the bets in the band, each counting once (of six winning pairs of a race those in the band, not one for the race), with an error that takes
    /// the bets of a race together, since they are paid from one pool.
    /// </summary>
    private BandMean Ratio(List<PaidBet> bets, double low, double high)
    {
        var races = bets.Where(paid => paid.Probability >= low && paid.Probability <= high)
            .GroupBy(paid => paid.Race)
            .Select(race =>
                (Sum: race.Sum(paid => paid.Dividend / curves.Close.Dividend(paid.Probability, paid.Field)), Count: race.Count())
            )
            .ToList();
        var count = Math.Max(1, races.Sum(race => race.Count));
        var mean = races.Sum(race => race.Sum) / count;
        var squares = races.Sum(race => Math.Pow(race.Sum - race.Count * mean, 2));
        return new BandMean(mean, Math.Sqrt(squares) / count, races.Count);
    }

    private readonly record struct BandMean(double Value, double Error, int Races);
}
