using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// What bets without a shown price pay if they win: the official dividends against the model's probability of the bet and the field. The relation is
/// fitted at the close, where there are thousands of races. What is bet is known five minutes earlier, when a probability is less sure and a winner's late money is still to
/// come; so the fitted relation is carried over to H-5 on the races that were seen then. Bias and width are those of races held out.
/// </summary>
internal static class PayoutFits
{
    private const int FewestRaces = 100;
    private const int FewestAtH5 = 150;

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
            var learn = PaidBets.Of(
                data.Learn,
                bet,
                model,
                race => WinForecast.FittedMarket(model, race, PriceMoment.Close),
                PriceMoment.Close
            );
            var judge = PaidBets.Of(
                data.Judge,
                bet,
                model,
                race => WinForecast.FittedMarket(model, race, PriceMoment.Close),
                PriceMoment.Close
            );
            if (learn.Select(paid => paid.Race).Distinct().Count() < FewestRaces || judge.Count == 0)
                continue;
            var close = LogMeanRegression.Fit(Observe(learn, paid => paid.Dividend));
            var early = PaidBets
                .Of(data.Learn, bet, model, race => WinForecast.Fitted(model, column, rules, race, PriceMoment.H5), PriceMoment.H5)
                .Where(paid => paid.Close is not null)
                .ToList();
            var fit = close;
            if (early.Select(paid => paid.Race).Distinct().Count() >= FewestAtH5)
                fit = CarryOver(close, early, learn);
            var paidIn = new PaidIn(Pool.ZEturf, bet.Bet);
            Report(estimates, paidIn, close, fit);
            payouts.AddRange(PayoutBands.Of(paidIn, close, fit, learn, judge, estimates));
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
        var early = PaidBets
            .Of(seen, place, model, race => WinForecast.Fitted(model, column, rules, race, PriceMoment.H5), PriceMoment.H5)
            .Where(paid => paid.Close is not null)
            .ToList();
        var fit = early.Select(paid => paid.Race).Distinct().Count() >= FewestAtH5 ? CarryOver(close, early, learn) : close;
        var paidIn = new PaidIn(pool, place.Bet);
        Report(estimates, paidIn, close, fit);
        return new Result([.. PayoutBands.Of(paidIn, close, fit, learn, judge, estimates)], estimates);

        List<PaidBet> AtClose(IEnumerable<CalibrationRace> some) =>
            PaidBets.Of([.. some], place, model, race => WinForecast.FittedMarket(model, race, PriceMoment.Close), PriceMoment.Close);
    }

    /// <summary>The horses placed as bets that won; what they paid is not known and not needed.</summary>
    private static CalibrationRace WithPlaces(CalibrationRace race) =>
        race with
        {
            Dividends = [.. race.Placed.Select(i => new Dividend(BetType.SimplePlace, [race.Starters[i].Number], 1))],
        };

    private static Observations Observe(List<PaidBet> bets, Func<PaidBet, double> dividend)
    {
        var data = new Observations(3);
        for (var i = 0; i < bets.Count; i++)
            data.Add(PaidBet.Row(bets[i].Probability, bets[i].Field), dividend(bets[i]), bets[i].Race.GetHashCode());
        return data;
    }

    /// <summary>
    /// What the relation of the close says of the bets that won, by their probability at H-5. The deviation joins that of a dividend about the relation with that of the close about H-5.
    /// </summary>
    private static RegressionFit CarryOver(RegressionFit close, List<PaidBet> early, List<PaidBet> learn)
    {
        var fit = LogMeanRegression.Fit(Observe(early, paid => Math.Exp(close.At(PaidBet.Row(paid.Close!.Value, paid.Field)))));
        return fit with { Deviation = Math.Sqrt(fit.Deviation * fit.Deviation + close.Deviation * close.Deviation), Count = learn.Count };
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
}
