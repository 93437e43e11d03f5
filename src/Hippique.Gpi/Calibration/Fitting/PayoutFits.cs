using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// What bets without a shown price pay if they win: the official dividends against the probability that the prices of a pool give the bet, and the field. The relation is fitted at the
/// close, where there are thousands of races. What is bet is known five minutes earlier, when a probability is less sure and a winner's late money is still to come; so the fitted
/// relation is carried over to H-5 on the races that were seen then. Bias and width are those of races held out.
/// </summary>
internal static class PayoutFits
{
    private const int FewestRaces = 100;
    private const int FewestAtH5 = 150;

    /// <summary>Of ZEturf. Of the places the records have the third horse's dividend and those of the pairs with it; the win prices are those of the recorded pool.</summary>
    private static readonly PaidAs[] AtZEturf =
    [
        new(BetType.SimplePlace, 1, 3, KnownDividends.OfTheThird),
        new(BetType.CouplePlace, 2, 3, KnownDividends.WithTheThird),
        new(BetType.CoupleGagnant, 2, 2, KnownDividends.All),
        new(BetType.Trio, 3, 3, KnownDividends.All),
        new(BetType.Ze2Sur4, 2, 4, KnownDividends.All),
        new(BetType.Ze4, 4, 4, KnownDividends.All),
    ];

    private static readonly PaidAs Places = new(BetType.SimplePlace, 1, 3, KnownDividends.All);

    public sealed record Result(IReadOnlyList<PayoutFit> Payouts, IReadOnlyList<Estimate> Estimates);

    /// <summary>How a bet of a calibration is won, and what the records have of its dividends.</summary>
    public static PaidAs Terms(Pool pool, BetType bet) =>
        pool == Pool.ZEturf ? AtZEturf.Single(paid => paid.Bet == bet)
        : bet == Places.Bet ? Places
        : throw new ArgumentOutOfRangeException(nameof(bet), bet, "no dividends of it are recorded");

    public static Result Fit(FitData data, GpiModel model)
    {
        var payouts = new List<PayoutFit>();
        var estimates = new List<Estimate>();
        foreach (var bet in AtZEturf)
        {
            var result = Fit(new PaidIn(Pool.ZEturf, data.PricedBy(bet.Bet), bet.Bet), bet, data.Learn, data.Judge, data.Learn, model);
            payouts.AddRange(result.Payouts);
            estimates.AddRange(result.Estimates);
        }
        return new Result(payouts, estimates);
    }

    /// <summary>
    /// Simple placé of one pool, of which only closing odds and dividends are known: the first two thirds of the days are learnt from, the others held out. What happens after H-5
    /// is taken from the races of <paramref name="data"/> that were seen then; no dividend is needed for that.
    /// </summary>
    public static Result FitPlaces(Pool pool, IReadOnlyList<CalibrationRace> races, FitData data, GpiModel model)
    {
        if (races.Count == 0)
            return new Result([], []);
        var from = HeldOutFrom(races);
        var seen = data.Learn.Where(race => race.Order.Count > 0).Select(WithPlaces).ToList();
        return Fit(
            new PaidIn(pool, pool, Places.Bet),
            Places,
            [.. races.Where(race => race.Id.Date < from)],
            [.. races.Where(race => race.Id.Date >= from)],
            seen,
            model
        );
    }

    /// <summary>The first day that is not learnt from, of races of which the file alone says nothing about that: the last third.</summary>
    public static DateOnly HeldOutFrom(IReadOnlyList<CalibrationRace> races)
    {
        var days = races.Select(race => race.Id.Date).Order().ToList();
        return days[days.Count * 2 / 3];
    }

    /// <param name="paidIn">Whose dividends.</param>
    /// <param name="bet">How it is won.</param>
    /// <param name="known">Races to learn from.</param>
    /// <param name="heldOut">Races to be judged on.</param>
    /// <param name="seen">Races seen at H-5 and at the close; their dividends count for which bets won, not for what they paid.</param>
    /// <param name="model">Exponents and laws.</param>
    private static Result Fit(
        PaidIn paidIn,
        PaidAs bet,
        IReadOnlyList<CalibrationRace> known,
        IReadOnlyList<CalibrationRace> heldOut,
        IReadOnlyList<CalibrationRace> seen,
        GpiModel model
    )
    {
        var learn = PaidBets.Of(known, bet, model, PriceMoment.Close);
        var judge = PaidBets.Of(heldOut, bet, model, PriceMoment.Close);
        if (Races(learn) < FewestRaces || judge.Count == 0)
            return new Result([], []);
        var close = LogMeanRegression.Fit(Observe(learn));
        var atClose = Curve(close.Coefficients);
        var early = PaidBets.Of(seen, bet, model, PriceMoment.H5).Where(paid => paid.Close is not null).ToList();
        var curves =
            Races(early) < FewestAtH5 ? new PayoutCurves(atClose, atClose, close.Deviation) : CarryOver(atClose, close.Deviation, early);
        var estimates = new List<Estimate>();
        Report(estimates, paidIn, close, curves);
        var all = known.Concat(heldOut).Where(race => race.Close is not null && bet.IsHeld(race));
        var bands = new PayoutBands(paidIn, curves, learn, judge, Bought([.. all], bet, model));
        return new Result([.. bands.Fits(estimates)], estimates);
    }

    /// <summary>Every bet that could have been bought, at its closing probability.</summary>
    private static List<(double Chance, int Field)> Bought(List<CalibrationRace> races, PaidAs bet, GpiModel model) =>
        [
            .. races
                .AsParallel()
                .AsOrdered()
                .SelectMany(race =>
                    PoolBets
                        .Of(race, bet, PaidBets.OrdersOf(model, race, race.Close!))
                        .Select(bought => (bought.Chance, race.Starters.Count))
                        .ToList()
                ),
        ];

    private static int Races(List<PaidBet> bets) => bets.Select(paid => paid.Race).Distinct().Count();

    /// <summary>The horses placed as bets that won; what they paid is not known and not needed.</summary>
    private static CalibrationRace WithPlaces(CalibrationRace race) =>
        race with
        {
            Dividends = [.. race.Placed.Select(i => new Dividend(BetType.SimplePlace, [race.Starters[i].Number], 1))],
        };

    private static Observations Observe(List<PaidBet> bets)
    {
        var data = new Observations(4);
        foreach (var paid in bets)
            data.Add(PayoutCurve.Row(paid.Probability, paid.Field), paid.Dividend, paid.Race.GetHashCode());
        return data;
    }

    private static PayoutCurve Curve(IReadOnlyList<double> b) => new(b[0], b[1], b[2], b[3]);

    /// <summary>
    /// What the relation of the close says of the bets that won, by their probability at H-5: constant and slope are fitted anew, since few races were seen then. The deviation joins
    /// that of a dividend about the relation with that of the close about H-5.
    /// </summary>
    private static PayoutCurves CarryOver(PayoutCurve close, double deviation, List<PaidBet> early)
    {
        var data = new Observations(2);
        foreach (var paid in early)
            data.Add(
                [1, Math.Log(paid.Probability)],
                close.Dividend(paid.Close!.Value, paid.Field) / close.Dividend(paid.Probability, paid.Field),
                paid.Race.GetHashCode()
            );
        var move = LogMeanRegression.Fit(data);
        return new PayoutCurves(
            close,
            close with
            {
                Constant = close.Constant + move.Coefficients[0],
                LogProbability = close.LogProbability + move.Coefficients[1],
            },
            Math.Sqrt(move.Deviation * move.Deviation + deviation * deviation)
        );
    }

    private static void Report(List<Estimate> estimates, PaidIn bet, RegressionFit close, PayoutCurves curves)
    {
        string[] names = ["constant", "ln p", "ln^2 p", "ln(starters/12)"];
        double[] early = [curves.H5.Constant, curves.H5.LogProbability, curves.H5.Squared, curves.H5.Field];
        for (var i = 0; i < names.Length; i++)
        {
            estimates.Add(new Estimate(bet.Name, names[i] + ", close", close.Coefficients[i], close.StandardErrors[i], close.Count));
            estimates.Add(new Estimate(bet.Name, names[i] + ", carried over to H-5", early[i], null, close.Count));
        }
        estimates.Add(new Estimate(bet.Name, "deviation of the log, close", close.Deviation, null, close.Count));
        estimates.Add(new Estimate(bet.Name, "deviation of the log, H-5", curves.Deviation, null, close.Count));
    }
}
