using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// What bets without a shown price pay when they win: the official dividends against the model's probability of the bet and the field. The relation is
/// fitted at the close, where there are thousands of races. What is bet is known five minutes earlier, when a probability is less sure and a winner's late money is still to
/// come; so the fitted relation is carried over to H-5 on the races that were seen then. Bias and width are those of races held out.
/// </summary>
internal static class PayoutFits
{
    private const int FewestRaces = 100;
    private const int FewestAtH5 = 150;
    private const double UsualField = 12;

    /// <summary>Bands by probability: a third of the winning bets each, so that each has its own bias.</summary>
    private const int Bands = 3;

    private static readonly PaidAs[] Bets =
    [
        new(BetType.SimplePlace, 3, false, 8),
        new(BetType.CouplePlace, 3, false, 8),
        new(BetType.Trio, 3, false, 6),
        new(BetType.TrioOrdre, 3, true, 6),
        new(BetType.Ze2Sur4, 4, false, 8),
    ];

    public sealed record Result(IReadOnlyList<PayoutFit> Payouts, IReadOnlyList<Estimate> Estimates);

    public static Result Fit(FitData data, GpiModel model, string column, Rules.FactorRules rules)
    {
        var payouts = new List<PayoutFit>();
        var estimates = new List<Estimate>();
        foreach (var bet in Bets)
        {
            var learn = Paid(data.Learn, bet, model, race => WinForecast.FittedMarket(model, race, PriceMoment.Close), PriceMoment.Close);
            var judge = Paid(data.Judge, bet, model, race => WinForecast.FittedMarket(model, race, PriceMoment.Close), PriceMoment.Close);
            if (learn.Select(paid => paid.Race).Distinct().Count() < FewestRaces || judge.Count == 0)
                continue;
            var close = LogMeanRegression.Fit(Observe(learn, paid => paid.Dividend));
            var early = Paid(data.Learn, bet, model, race => WinForecast.Fitted(model, column, rules, race, PriceMoment.H5), PriceMoment.H5)
                .Where(paid => paid.Close is not null)
                .ToList();
            var fit = close;
            if (early.Select(paid => paid.Race).Distinct().Count() >= FewestAtH5)
                fit = CarryOver(close, early, learn);
            var paidIn = new PaidIn(Pool.ZEturf, bet.Bet);
            Report(estimates, paidIn, close, fit);
            payouts.AddRange(Banded(paidIn, close, fit, learn, judge, estimates));
        }
        return new Result(payouts, estimates);
    }

    /// <summary>
    /// Simple placé of one pool, of which only closing odds and dividends are known: the first two thirds of the days are learnt from, the others held out. What happens after H-5
    /// is taken from the races of <paramref name="data"/> that were seen then; no dividend is needed for that.
    /// </summary>
    public static Result FitPlaces(
        Pool pool,
        IReadOnlyList<CalibrationRace> races,
        FitData data,
        GpiModel model,
        string column,
        Rules.FactorRules rules
    )
    {
        var place = Bets[0];
        var ordered = races.OrderBy(race => race.Id).ToList();
        if (ordered.Count == 0)
            return new Result([], []);
        var from = ordered[ordered.Count * 2 / 3].Id.Date;
        var learn = AtClose(ordered.Where(race => race.Id.Date < from));
        var judge = AtClose(ordered.Where(race => race.Id.Date >= from));
        if (learn.Select(paid => paid.Race).Distinct().Count() < FewestRaces || judge.Count == 0)
            return new Result([], []);
        var estimates = new List<Estimate>();
        var close = LogMeanRegression.Fit(Observe(learn, paid => paid.Dividend));
        var seen = data.Learn.Where(race => race.Order.Count > 0).Select(WithPlaces).ToList();
        var early = Paid(seen, place, model, race => WinForecast.Fitted(model, column, rules, race, PriceMoment.H5), PriceMoment.H5)
            .Where(paid => paid.Close is not null)
            .ToList();
        var fit = early.Select(paid => paid.Race).Distinct().Count() >= FewestAtH5 ? CarryOver(close, early, learn) : close;
        var paidIn = new PaidIn(pool, place.Bet);
        Report(estimates, paidIn, close, fit);
        return new Result([.. Banded(paidIn, close, fit, learn, judge, estimates)], estimates);

        List<PaidBet> AtClose(IEnumerable<CalibrationRace> some) =>
            Paid([.. some], place, model, race => WinForecast.FittedMarket(model, race, PriceMoment.Close), PriceMoment.Close);
    }

    /// <summary>The horses placed as bets that won; what they paid is not known and not asked.</summary>
    private static CalibrationRace WithPlaces(CalibrationRace race) =>
        race with
        {
            Dividends = [.. race.Placed.Select(i => new Dividend(BetType.SimplePlace, [race.Starters[i].Number], 1))],
        };

    /// <summary>The winning bets of each race, with what they paid.</summary>
    private static List<PaidBet> Paid(
        IReadOnlyList<CalibrationRace> races,
        PaidAs bet,
        GpiModel model,
        Func<CalibrationRace, double[]> win,
        PriceMoment moment
    ) =>
        [
            .. races
                .Where(race =>
                    WinForecast.Odds(race, moment) is not null
                    && race.Starters.Count >= bet.Starters
                    && race.Dividends.Any(dividend => dividend.Bet == bet.Bet)
                )
                .AsParallel()
                .AsOrdered()
                .SelectMany(race => Of(race, bet, model, win, moment)),
        ];

    private static List<PaidBet> Of(
        CalibrationRace race,
        PaidAs bet,
        GpiModel model,
        Func<CalibrationRace, double[]> win,
        PriceMoment moment
    )
    {
        var exponent = model.Exponent(race.Pool, race.Discipline).Value;
        var law = model.OrderLaw(race.Discipline, exponent);
        var orders = new Orders(win(race), law);
        var atClose =
            moment == PriceMoment.H5 && race.Close is not null
                ? new Orders(WinForecast.FittedMarket(model, race, PriceMoment.Close), law)
                : null;
        var paid = new List<PaidBet>();
        foreach (var dividend in race.Dividends.Where(dividend => dividend.Bet == bet.Bet))
        {
            int[] runners = [.. dividend.Combination.Select(number => IndexOf(race, number))];
            if (runners.Contains(-1) || dividend.PerEuro < 1)
                continue;
            paid.Add(
                new PaidBet(
                    race.Id,
                    Probability(orders, runners, bet.Depth, bet.Ordered),
                    race.Starters.Count,
                    (double)dividend.PerEuro,
                    atClose is null ? null : Probability(atClose, runners, bet.Depth, bet.Ordered)
                )
            );
        }
        return paid;
    }

    private static int IndexOf(CalibrationRace race, int number)
    {
        for (var i = 0; i < race.Starters.Count; i++)
            if (race.Starters[i].Number == number)
                return i;
        return -1;
    }

    private static double Probability(Orders orders, int[] runners, int depth, bool ordered) =>
        ordered ? orders.Triple(runners[0], runners[1], runners[2]) : orders.Together(runners, depth);

    private static double[] Row(double probability, int field) => [1, Math.Log(probability), Math.Log(field / UsualField)];

    private static Observations Observe(List<PaidBet> bets, Func<PaidBet, double> dividend)
    {
        var data = new Observations(3);
        for (var i = 0; i < bets.Count; i++)
            data.Add(Row(bets[i].Probability, bets[i].Field), dividend(bets[i]), bets[i].Race.GetHashCode());
        return data;
    }

    /// <summary>
    /// What the relation of the close says of the bets that won, by their probability at H-5. The deviation joins that of a dividend about the relation with that of the close about H-5.
    /// </summary>
    private static RegressionFit CarryOver(RegressionFit close, List<PaidBet> early, List<PaidBet> learn)
    {
        var fit = LogMeanRegression.Fit(Observe(early, paid => Math.Exp(close.At(Row(paid.Close!.Value, paid.Field)))));
        return fit with { Deviation = Math.Sqrt(fit.Deviation * fit.Deviation + close.Deviation * close.Deviation), Count = learn.Count };
    }

    private static IEnumerable<PayoutFit> Banded(
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
            yield return new PayoutFit(
                bet.Pool,
                bet.Bet,
                ModelDiscipline.All,
                low,
                high,
                fit.Coefficients[0],
                fit.Coefficients[1],
                fit.Coefficients[2],
                fit.Deviation,
                all.Count,
                mean - 1,
                width,
                last,
                Shipped: false
            );
        }
    }

    /// <summary>Mean of paid to predicted of each race's bets in the band.</summary>
    private static Dictionary<RaceId, double> Ratios(RegressionFit close, List<PaidBet> bets, double low, double high) =>
        bets.Where(paid => paid.Probability >= low && paid.Probability <= high)
            .GroupBy(paid => paid.Race)
            .ToDictionary(
                race => race.Key,
                race => race.Average(paid => paid.Dividend / Math.Exp(close.At(Row(paid.Probability, paid.Field))))
            );

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1));
    }

    private static void Report(List<Estimate> estimates, PaidIn bet, RegressionFit close, RegressionFit fit)
    {
        var name = bet.Name;
        string[] names = ["constant", "ln p", "ln(starters/12)"];
        for (var i = 0; i < names.Length; i++)
        {
            estimates.Add(new Estimate(name, names[i] + ", close", close.Coefficients[i], close.StandardErrors[i], close.Count));
            estimates.Add(new Estimate(name, names[i] + ", carried over to H-5", fit.Coefficients[i], null, fit.Count));
        }
        estimates.Add(new Estimate(name, "deviation of the log, close", close.Deviation, null, close.Count));
        estimates.Add(new Estimate(name, "deviation of the log, H-5", fit.Deviation, null, fit.Count));
    }

    /// <param name="Bet">Its name.</param>
    /// <param name="Depth">The horses are among the first so many.</param>
    /// <param name="Ordered">In their order.</param>
    /// <param name="Starters">With fewer the bet pays other places.</param>
    private readonly record struct PaidAs(BetType Bet, int Depth, bool Ordered, int Starters);

    /// <summary>Whose dividends.</summary>
    private readonly record struct PaidIn(Pool Pool, BetType Bet)
    {
        public string Name => $"payout {Pool.Code()} {System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Bet.ToString())}";
    }

    private readonly record struct PaidBet(RaceId Race, double Probability, int Field, double Dividend, double? Close);
}
