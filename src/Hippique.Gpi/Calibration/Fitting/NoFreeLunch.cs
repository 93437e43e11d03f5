using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>What one kind of bet is worth to one who knows no more than the prices of the pool.</summary>
public sealed record FreeLunchRow
{
    /// <summary>Whose dividends.</summary>
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }

    /// <summary>Whose prices.</summary>
    public required PriceMoment Moment { get; init; }

    /// <summary>Ends of the band: probability by the pool's prices; for a win bet the odds.</summary>
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>Bets in the band that could have been bought on the races judged.</summary>
    public required int Bets { get; init; }
    public required int Races { get; init; }

    /// <summary>Mean of <c>p · E[dividend | it wins] − 1</c>, p by the pool's prices.</summary>
    public required double Claimed { get; init; }

    /// <summary>
    /// What one euro on each brought, less 1, with its 95 % interval by bootstrap over days. Where the records have the dividends of some winners only, what those brought is set against what was
    /// expected of them, and the claim is corrected by that ratio.
    /// </summary>
    public required MeanInterval Returned { get; init; }

    /// <summary>Share of the pool that is kept, where it is known.</summary>
    public required double? TakeOut { get; init; }

    /// <summary>The rules bet in this band.</summary>
    public required bool Used { get; init; }

    /// <summary>The claim is a loss that a pool can explain: between −40 % and 0, and within eight points of the take-out where that is known.</summary>
    public bool IsLoss => Claimed is > -0.40 and < 0 && (TakeOut is not { } kept || Math.Abs(Claimed + kept) <= 0.08);

    /// <summary>The claim lies in the interval of what came back.</summary>
    public bool ClaimHolds => Claimed >= Returned.Low && Claimed <= Returned.High;
}

/// <summary>
/// With the pool's own probabilities in place of the model's, no bet can be expected to gain: what the crowd believes is what it is paid by. A band in which it seems to gain is priced on
/// another bet's dividends, on other places or on stale prices.
/// </summary>
public static class NoFreeLunch
{
    /// <summary>Above every price.</summary>
    private const double Highest = 10_000;

    /// <param name="model">Fitted on other races.</param>
    /// <param name="races">Held-out races with the dividends of the pools that they name.</param>
    /// <param name="places">Held-out races of which closing odds and place dividends are known.</param>
    /// <param name="rules">Which bands may be bet on.</param>
    public static IReadOnlyList<FreeLunchRow> Of(
        GpiModel model,
        IReadOnlyList<CalibrationRace> races,
        IReadOnlyList<CalibrationRace> places,
        RuleSet rules
    )
    {
        var rows = new List<FreeLunchRow>();
        foreach (var pool in races.Select(race => race.Pool).Distinct().Order())
            rows.AddRange(Wins(model, pool, [.. races.Where(race => race.Pool == pool)], rules));
        foreach (var fit in model.Payouts)
        {
            var judged = fit.Pool == Pool.ZEturf ? races : places.Where(race => race.Pool == fit.Pool);
            foreach (var moment in new[] { PriceMoment.H5, PriceMoment.Close })
                if (Row(model, fit, moment, [.. judged], rules) is { } row)
                    rows.Add(row);
        }
        return rows;
    }

    private static IEnumerable<FreeLunchRow> Wins(GpiModel model, Pool pool, List<CalibrationRace> races, RuleSet rules)
    {
        var judged = races.Where(race => race is { H5: not null, Close: not null, Order.Count: > 0 }).ToList();
        var bets = judged.AsParallel().AsOrdered().Select(race => Wins(model, race)).ToList();
        var window = rules.Singles.WinOdds;
        // The rules' window with both its ends is what is used; what lies below and above is shown.
        foreach (
            var (low, high, holds) in new (double, double, Func<double, bool>)[]
            {
                (1, window.Low, odds => odds < window.Low),
                (window.Low, window.High, odds => odds >= window.Low && odds <= window.High),
                (window.High, Highest, odds => odds > window.High),
            }
        )
        {
            var tallies = judged.Select((race, n) => Tally.Of(race.Id, bets[n].Where(bet => holds(bet.Odds)))).ToList();
            if (Sum(tallies) is { } sum)
                yield return new FreeLunchRow
                {
                    Pool = pool,
                    Bet = BetType.SimpleGagnant,
                    Moment = PriceMoment.H5,
                    Low = low,
                    High = high,
                    Bets = sum.Bets,
                    Races = sum.Races,
                    Claimed = sum.Claimed,
                    Returned = sum.Returned,
                    TakeOut = Regulated.Default.TakeOut(judged[0].Id.Date, pool, BetType.SimpleGagnant),
                    Used = low == window.Low,
                };
        }
    }

    /// <summary>Every win bet of a race: the winner is paid its closing price, which stands for the official dividend.</summary>
    private static IEnumerable<Bought> Wins(GpiModel model, CalibrationRace race)
    {
        var orders = PaidBets.OrdersOf(model, race, race.H5!);
        var fit = model.WinDividend(race.Pool, race.Discipline);
        var shares = new double[race.Starters.Count];
        var features = CardFeatures.Of(race.Starters, race.Statistics, race.H5!);
        CloseForecast.Shares(model.Close(race.Pool, race.Discipline), race.H5!, race.H30, features, shares);
        var book = race.H5!.Sum(odds => 1 / odds);
        return Enumerable
            .Range(0, race.Starters.Count)
            .Select(i =>
            {
                var odds = race.H5![i];
                var expected = WinDividend.Expected(
                    fit,
                    odds,
                    CloseForecast.Momentum(odds, race.H30[i]),
                    -Math.Log(shares[i] * book * odds)
                );
                var chance = orders.Placed(i, 1);
                return new Bought(odds, chance * expected, chance * expected, race.Order[0] == i ? race.Close![i] : 0);
            });
    }

    private static FreeLunchRow? Row(GpiModel model, PayoutFit fit, PriceMoment moment, List<CalibrationRace> races, RuleSet rules)
    {
        var terms = PayoutFits.Terms(fit.Pool, fit.Bet);
        var judged = races
            .Where(race =>
                WinForecast.Odds(race, moment) is not null && terms.IsHeld(race) && race.Dividends.Any(dividend => dividend.Bet == fit.Bet)
            )
            .ToList();
        var tallies = judged.AsParallel().AsOrdered().Select(race => Tally.Of(race.Id, Combined(model, fit, terms, moment, race))).ToList();
        if (Sum(tallies) is not { } sum)
            return null;
        var takeOut = Regulated.Default.TakeOut(judged[0].Id.Date, fit.Pool, fit.Bet);
        return new FreeLunchRow
        {
            Pool = fit.Pool,
            Bet = fit.Bet,
            Moment = moment,
            Low = fit.ProbabilityLow,
            High = fit.ProbabilityHigh,
            Bets = sum.Bets,
            Races = sum.Races,
            Claimed = sum.Claimed,
            Returned = sum.Returned,
            TakeOut = takeOut,
            Used = PayoutQuality.IsGood(fit with { Shipped = true }, rules.PayoutCalibration, judged[0].Id.Date, takeOut),
        };
    }

    /// <summary>Every combination of a race in the band of the calibration.</summary>
    private static IEnumerable<Bought> Combined(GpiModel model, PayoutFit fit, PaidAs terms, PriceMoment moment, CalibrationRace race)
    {
        var orders = PaidBets.OrdersOf(model, race, WinForecast.Odds(race, moment)!);
        var curve = moment == PriceMoment.Close ? fit.AtClose : fit.AtH5;
        var paid = new Dictionary<ulong, double>();
        foreach (var dividend in race.Dividends.Where(dividend => dividend.Bet == fit.Bet))
            if (PaidBets.StartersOf(race, dividend) is { } starters)
                paid[Mask(starters)] = (double)dividend.PerEuro;
        foreach (var (combination, chance) in PoolBets.Of(race, terms, orders))
        {
            if (chance < fit.ProbabilityLow || chance > fit.ProbabilityHigh)
                continue;
            var dividend = curve.Dividend(chance, race.Starters.Count);
            yield return new Bought(
                0,
                chance * dividend,
                terms.ChanceKnown(orders, combination) * dividend,
                paid.GetValueOrDefault(Mask(combination))
            );
        }
    }

    private static ulong Mask(int[] starters) => starters.Aggregate(0UL, (mask, starter) => mask | 1UL << starter);

    private static (int Bets, int Races, double Claimed, MeanInterval Returned)? Sum(List<Tally> tallies)
    {
        var bets = tallies.Sum(tally => tally.Bets);
        if (bets == 0)
            return null;
        var claimed = tallies.Sum(tally => tally.Expected) / bets;
        var ratio = Bootstrap.Ratio(
            [.. tallies.Select(tally => tally.Paid)],
            [.. tallies.Select(tally => tally.ExpectedKnown)],
            [.. tallies.Select(tally => tally.Race.Date)]
        );
        return (
            bets,
            tallies.Count(tally => tally.Bets > 0),
            claimed - 1,
            new MeanInterval(claimed * ratio.Mean - 1, claimed * ratio.Low - 1, claimed * ratio.High - 1, ratio.Count, ratio.Days)
        );
    }

    /// <summary>One euro on one bet.</summary>
    /// <param name="Odds">Of a win bet; else 0.</param>
    /// <param name="Expected">What it is expected to return.</param>
    /// <param name="ExpectedKnown">Of that, by winning in a way whose dividend the records have.</param>
    /// <param name="Paid">What it returned so.</param>
    private readonly record struct Bought(double Odds, double Expected, double ExpectedKnown, double Paid);

    private readonly record struct Tally(RaceId Race, int Bets, double Expected, double ExpectedKnown, double Paid)
    {
        public static Tally Of(RaceId race, IEnumerable<Bought> bets)
        {
            var sum = new Tally(race, 0, 0, 0, 0);
            foreach (var bet in bets)
                sum = new Tally(
                    race,
                    sum.Bets + 1,
                    sum.Expected + bet.Expected,
                    sum.ExpectedKnown + bet.ExpectedKnown,
                    sum.Paid + bet.Paid
                );
            return sum;
        }
    }
}
