using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>From the probability to the expected value.</summary>
internal static class PriceSection
{
    public static AccountSection Of(RaceAnalysis analysis, AccountWords words)
    {
        var isPlace = analysis.Market == BetType.SimplePlace;
        var lines = new List<string> { words.Get("explain_price_bet", words.Bet(analysis.Market)) };
        if (isPlace)
            lines.AddRange(Places(analysis, words));
        else if (analysis.Formulas?.WinDividend is { } fit)
            lines.Add(words.Get("explain_price_win", fit.Constant, fit.LogOdds, fit.Momentum, fit.Forecast));
        lines.Add(words.Get("explain_ev"));
        return new AccountSection
        {
            Title = words.Get("explain_price"),
            Lines = lines,
            Table =
            [
                ProbabilitySections.Headings(words, "number", "horse", "price", "p", "dividend", "range", "ev", "from"),
                .. analysis.Runners.Select(runner =>
                    new[]
                    {
                        ProbabilitySections.Number(runner),
                        runner.Horse,
                        words.Number(runner.Price, "0.00"),
                        words.Share(isPlace ? runner.PlaceProbability : runner.WinProbability),
                        words.Number(runner.PredictedDividend, "0.00"),
                        runner.DividendLow is null
                            ? "–"
                            : $"{words.Number(runner.DividendLow, "0.0")} – {words.Number(runner.DividendHigh, "0.0")}",
                        words.Percent(runner.ExpectedRoi),
                        words.Odds(runner.PlayableFrom),
                    }
                ),
            ],
            After = Example(analysis, isPlace, words),
        };
    }

    private static IEnumerable<string> Places(RaceAnalysis analysis, AccountWords words)
    {
        yield return words.Get("explain_price_declared", analysis.Declared, analysis.PlacesPaid);
        var calibrated = analysis.Formulas?.Payouts.Where(payout => payout.Bet == BetType.SimplePlace).ToList() ?? [];
        if (analysis.Runners.Any(runner => runner.PricedBy == PriceSource.Stakes))
        {
            yield return words.Get("explain_price_stakes", analysis.PlacesPaid, analysis.Money?.Place?.PaidOut);
            yield return Late(analysis, words);
        }
        else if (calibrated.Count == 0)
        {
            yield return words.Get("explain_price_place");
            yield return Late(analysis, words);
        }
        // The bands of a bet share one curve.
        else
            yield return Payout(calibrated[0].Curve, words);
    }

    private static string Late(RaceAnalysis analysis, AccountWords words) =>
        analysis.Money?.PlaceMove is { } own
            ? words.Get("explain_price_late_own", own.Constant, own.Winner, own.Races)
            : words.Get("explain_price_late");

    /// <summary>The curve of a payout calibration.</summary>
    public static string Payout(PayoutCurve curve, AccountWords words) =>
        words.Get("explain_price_payout", curve.Constant, curve.LogProbability, curve.Squared, curve.Field);

    /// <summary>One horse worked through: the first of the ticket, else the one that came closest, else the best.</summary>
    private static string[] Example(RaceAnalysis analysis, bool isPlace, AccountWords words)
    {
        var number =
            analysis.Tickets.SelectMany(ticket => ticket.Legs).FirstOrDefault(leg => leg.Numbers.Count == 1)?.Numbers[0]
            ?? analysis.Closest?.Number
            ?? analysis.Runners.MaxBy(runner => runner.ExpectedRoi ?? double.MinValue)?.Number;
        var runner = analysis.Runners.FirstOrDefault(runner => runner.Number == number);
        if (runner is not { OddsH5: { } odds, MarketShare: { } share, ExpectedRoi: { } roi, PredictedDividend: { } dividend })
            return [];
        return
        [
            words.Get(
                "explain_example",
                runner.Number,
                runner.Horse,
                odds,
                analysis.WinBook,
                share,
                analysis.MarketReading.Exponent,
                runner.MarketProbability
            ),
            words.Get(
                isPlace ? "explain_example_place" : "explain_example_win",
                runner.WinProbability,
                isPlace ? runner.PlaceProbability : runner.WinProbability,
                dividend,
                words.Percent(roi)
            ),
            .. runner.PoolPlaceProbability is { } crowds ? [words.Get("explain_example_payout", crowds, dividend)] : Array.Empty<string>(),
        ];
    }
}
