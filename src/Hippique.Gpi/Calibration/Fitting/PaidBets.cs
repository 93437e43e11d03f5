using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>How a bet is won.</summary>
/// <param name="Bet">Its name.</param>
/// <param name="Depth">The horses are among the first so many.</param>
/// <param name="Ordered">In their order.</param>
/// <param name="Starters">With fewer the bet pays other places.</param>
internal readonly record struct PaidAs(BetType Bet, int Depth, bool Ordered, int Starters);

/// <summary>A bet that won, with what it paid.</summary>
/// <param name="Race">Where.</param>
/// <param name="Probability">The model's, at the moment that was asked for.</param>
/// <param name="Field">Starters.</param>
/// <param name="Dividend">For 1 €.</param>
/// <param name="Close">The model's probability at the close, if the moment was another; else null.</param>
internal readonly record struct PaidBet(RaceId Race, double Probability, int Field, double Dividend, double? Close)
{
    private const double UsualField = 12;

    /// <summary>What a dividend is regressed on: 1, ln p, ln(starters/12).</summary>
    public static double[] Row(double probability, int field) => [1, Math.Log(probability), Math.Log(field / UsualField)];
}

/// <summary>The winning bets of past races.</summary>
internal static class PaidBets
{
    /// <summary>The winning bets of each race, with what they paid.</summary>
    public static List<PaidBet> Of(
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
}
