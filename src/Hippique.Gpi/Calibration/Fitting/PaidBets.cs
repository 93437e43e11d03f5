using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Which of the winning combinations of a bet have a known dividend.</summary>
internal enum KnownDividends
{
    All,

    /// <summary>The horse that came third, and not the first two.</summary>
    OfTheThird,

    /// <summary>The pairs with the horse that came third, and not the first two together.</summary>
    WithTheThird,
}

/// <summary>How a bet is won.</summary>
/// <param name="Bet">Its name.</param>
/// <param name="Size">Horses in a combination.</param>
/// <param name="Depth">They are among the first so many.</param>
/// <param name="Known">What the records have of its dividends.</param>
internal readonly record struct PaidAs(BetType Bet, int Size, int Depth, KnownDividends Known)
{
    /// <summary>Whether the bet is won so on this race.</summary>
    public bool IsHeld(CalibrationRace race) =>
        Bet == BetType.SimplePlace ? race.PlacesPaid == Depth : Regulated.Default.IsHeld(race.Id.Date, Bet, race.Field);

    /// <summary>Probability of the combination to win.</summary>
    public double Chance(PoolOrders orders, IReadOnlyList<int> starters) => orders.Together(starters, Depth);

    /// <summary>Probability to win with a dividend that the records have.</summary>
    public double ChanceKnown(PoolOrders orders, IReadOnlyList<int> starters)
    {
        var wins = Chance(orders, starters);
        return Known == KnownDividends.All ? wins : wins - orders.Together(starters, Depth - 1);
    }
}

/// <summary>A bet that won, with what it paid.</summary>
/// <param name="Race">Where.</param>
/// <param name="Starters">Indices of its horses.</param>
/// <param name="Probability">By the pool's prices of the moment that was asked for.</param>
/// <param name="Field">Starters of the race.</param>
/// <param name="Dividend">For 1 €.</param>
/// <param name="Close">By the pool's closing prices, if the moment was another; else null.</param>
internal readonly record struct PaidBet(
    RaceId Race,
    IReadOnlyList<int> Starters,
    double Probability,
    int Field,
    double Dividend,
    double? Close
);

/// <summary>The winning bets of past races.</summary>
internal static class PaidBets
{
    /// <summary>The winning bets of each race that has prices of the moment, with what they paid.</summary>
    public static List<PaidBet> Of(IReadOnlyList<CalibrationRace> races, PaidAs bet, GpiModel model, PriceMoment moment) =>
        [
            .. races
                .Where(race =>
                    WinForecast.Odds(race, moment) is not null
                    && bet.IsHeld(race)
                    && race.Dividends.Any(dividend => dividend.Bet == bet.Bet)
                )
                .AsParallel()
                .AsOrdered()
                .SelectMany(race => Of(race, bet, model, moment)),
        ];

    /// <summary>The starters of a dividend's combination; null if one of them is not among them.</summary>
    public static int[]? StartersOf(CalibrationRace race, Dividend dividend)
    {
        var starters = new int[dividend.Combination.Count];
        for (var n = 0; n < starters.Length; n++)
        {
            starters[n] = IndexOf(race, dividend.Combination[n]);
            if (starters[n] < 0)
                return null;
        }
        return starters;
    }

    private static List<PaidBet> Of(CalibrationRace race, PaidAs bet, GpiModel model, PriceMoment moment)
    {
        var orders = OrdersOf(model, race, WinForecast.Odds(race, moment)!);
        var atClose = moment != PriceMoment.Close && race.Close is { } close ? OrdersOf(model, race, close) : null;
        var paid = new List<PaidBet>();
        foreach (var dividend in race.Dividends.Where(dividend => dividend.Bet == bet.Bet))
        {
            if (dividend.PerEuro < 1 || StartersOf(race, dividend) is not { } starters)
                continue;
            paid.Add(
                new PaidBet(
                    race.Id,
                    starters,
                    bet.Chance(orders, starters),
                    race.Starters.Count,
                    (double)dividend.PerEuro,
                    atClose is null ? null : bet.Chance(atClose, starters)
                )
            );
        }
        return paid;
    }

    public static PoolOrders OrdersOf(GpiModel model, CalibrationRace race, double[] odds) => new(model, race.Pool, race.Discipline, odds);

    private static int IndexOf(CalibrationRace race, int number)
    {
        for (var i = 0; i < race.Starters.Count; i++)
            if (race.Starters[i].Number == number)
                return i;
        return -1;
    }
}
