using System.Globalization;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>The decision in a few lines of plain words, for somebody who has a minute: bet or none, who was nearest and at what price, what is missing, the market's margin; then the guards that refused.</summary>
public static class ShortAnswer
{
    /// <param name="analysis">What <c>analysis_h5.json</c> holds.</param>
    /// <param name="h5">The look that it is of, for the names; null if it is not at hand.</param>
    /// <param name="culture">French or English.</param>
    public static IEnumerable<string> Of(RaceAnalysis analysis, Snapshot? h5, CultureInfo culture)
    {
        var words = new AccountWords(culture);
        foreach (var line in Heading(analysis, h5, words).SelectMany(line => WrappedText.Of(line, "")))
            yield return line;
        foreach (var line in Answer(analysis, words).SelectMany(line => WrappedText.Of(line, "  ")))
            yield return line;
        foreach (var line in Guards(analysis, words))
            yield return line;
        yield return words.Get("brief_more");
        foreach (var line in ResponsibleGambling.Lines(culture))
            yield return line;
    }

    /// <summary>The answer alone, a sentence each.</summary>
    public static IEnumerable<string> Lines(RaceAnalysis analysis, CultureInfo culture) => Answer(analysis, new AccountWords(culture));

    private static IEnumerable<string> Heading(RaceAnalysis analysis, Snapshot? h5, AccountWords words)
    {
        yield return words.Get("explain_title", analysis.Race.Date, analysis.Race.Code);
        if (h5 is not null)
            yield return AnalysisAccount.Card(h5.Card, analysis.Runners.Count, words);
        if (analysis.Simulated)
            yield return words.Get("tickets_simulated");
        if (analysis.ModelledPrices)
            yield return words.Get("tickets_modelled");
    }

    private static IEnumerable<string> Answer(RaceAnalysis analysis, AccountWords words)
    {
        if (analysis.Outcome == Outcome.Play)
        {
            foreach (var line in analysis.Tickets.SelectMany(ticket => ticket.Legs.SelectMany(leg => Played(analysis, ticket, leg, words))))
                yield return line;
        }
        else
        {
            yield return analysis.Outcome == Outcome.Unplayable
                ? words.Get("brief_unplayable", analysis.Reason is { } reason ? words.Guard(reason) : "–")
                : words.Get("brief_abstain");
            if (analysis.IsUnseen)
            {
                yield return words.Unseen(analysis);
                yield break;
            }
            foreach (var line in Nearest(analysis, words))
                yield return line;
        }
        yield return analysis.Missing.Count == 0
            ? words.Get("brief_missing_none")
            : words.Get("brief_missing", string.Join(" · ", analysis.Missing.Select(words.MissingInput)));
        yield return analysis is { WinBook: { } book, Pool: { } pool }
            ? words.Get("brief_margin", (1 - 1 / book) * 100, book, pool.Code())
            : words.Get("brief_margin_unknown");
    }

    private static IEnumerable<string> Played(RaceAnalysis analysis, Ticket ticket, TicketLeg leg, AccountWords words)
    {
        var horses = string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}"));
        yield return words.Get(
            "brief_play",
            $"{words.Bet(ticket.Bet)} {horses} ({ticket.Pool.Code()})",
            words.Money(leg.Stake),
            words.Get("brief_minimum", leg.MinimumOdds)
        );
        yield return words.Get(
            "brief_chance",
            leg.Probability * 100,
            leg.ExpectedDividend,
            words.Percent(leg.Probability * leg.ExpectedDividend - 1)
        );
        if (BasisLines.Of(ticket, leg, words) is { } basis)
            yield return basis;
    }

    private static IEnumerable<string> Nearest(RaceAnalysis analysis, AccountWords words)
    {
        if (analysis.Closest is not { } closest)
        {
            yield return words.Get("brief_nearest_none");
            yield break;
        }
        var bet = words.Bet(analysis.Market);
        yield return words.Get(
            closest.PlayableFrom is null ? "brief_nearest_never" : "brief_nearest",
            closest.Number,
            closest.Horse,
            bet,
            closest.Price,
            closest.PlayableFrom
        );
        var runner = analysis.Runners.FirstOrDefault(starter => starter.Number == closest.Number);
        var chance = analysis.Market == BetType.SimplePlace ? runner?.PlaceProbability : runner?.WinProbability;
        if (runner is { PredictedDividend: { } dividend, ExpectedRoi: { } roi } && chance is { } probability)
            yield return words.Get("brief_chance", probability * 100, dividend, words.Percent(roi));
    }

    /// <summary>Those that refused; if none did, how many there are.</summary>
    private static IEnumerable<string> Guards(RaceAnalysis analysis, AccountWords words)
    {
        var refused = analysis.Guards.Where(guard => !guard.Passed).ToList();
        if (refused.Count == 0)
        {
            yield return words.Get("brief_all_passed", analysis.Guards.Count);
            yield break;
        }
        yield return words.Get("brief_refused");
        var sentences = new GuardWords(words);
        foreach (var line in refused.SelectMany(guard => WrappedText.Of($"– {sentences.Sentence(guard)}", "  ")))
            yield return line;
    }
}
