using System.Globalization;
using Hippique.Gpi;
using Hippique.Hosting;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>
/// An analysis told step by step, in French or English, so that a person can redo it by hand: market, factors, probabilities, dividend, expected value, stakes, guards, tickets.
/// </summary>
public static class AnalysisAccount
{
    private const string TableIndent = "    ";

    /// <param name="analysis">What <c>analysis_h5.json</c> holds.</param>
    /// <param name="h5">The look that it is of, for the names; null if it is not at hand.</param>
    /// <param name="end">How the race ended; null if that is not known.</param>
    /// <param name="culture">French or English.</param>
    public static IReadOnlyList<AccountSection> Of(RaceAnalysis analysis, Snapshot? h5, SettledRace? end, CultureInfo culture)
    {
        var words = new AccountWords(culture);
        List<AccountSection> sections = [Heading(analysis, h5, words)];
        if (!analysis.IsUnseen)
            sections.Add(ProbabilitySections.Market(analysis, words));
        if (analysis.Runners.Any(runner => runner.WinProbability is not null))
        {
            sections.Add(ProbabilitySections.Factors(analysis, words));
            if (MoneySection.Of(analysis, words) is { } money)
                sections.Add(money);
            sections.Add(PriceSection.Of(analysis, words));
            sections.Add(StakeSections.Singles(analysis, words));
            sections.Add(StakeSections.Combined(analysis, words));
        }
        sections.Add(DecisionSections.Guards(analysis, words));
        sections.Add(DecisionSections.Conclusion(analysis, words));
        if (end is not null)
            sections.Add(AfterRaceSection.Of(analysis, end, culture));
        return sections;
    }

    /// <summary>The whole account as plain text.</summary>
    public static void Write(TextWriter output, RaceAnalysis analysis, Snapshot? h5, SettledRace? end, CultureInfo culture)
    {
        foreach (var section in Of(analysis, h5, end, culture))
        {
            output.WriteLine(section.Title);
            foreach (var line in section.Lines.SelectMany(line => WrappedText.Of(line, "  ")))
                output.WriteLine(line);
            foreach (var row in PlainTable.Of(section.Table, WrappedText.Width - TableIndent.Length))
                output.WriteLine(TableIndent + row);
            foreach (var line in section.After.SelectMany(line => WrappedText.Of(line, "  ")))
                output.WriteLine(line);
            output.WriteLine();
        }
        foreach (var line in ResponsibleGambling.Lines(culture))
            output.WriteLine(line);
    }

    /// <summary>Where, which race, when, how far and how many.</summary>
    internal static string Card(RaceCard card, int starters, AccountWords words)
    {
        var off = ParisTime.ToParis(card.Off).ToString("HH:mm", CultureInfo.InvariantCulture);
        var distance = card.DistanceMetres is { } metres ? words.Get("explain_metres", metres) : words.Get("explain_distance_unknown");
        return words.Get("explain_card", card.Meeting, card.Name, off, distance, starters);
    }

    private static AccountSection Heading(RaceAnalysis analysis, Snapshot? h5, AccountWords words)
    {
        var lines = new List<string>();
        if (h5 is not null)
            lines.AddRange([
                Card(h5.Card, analysis.Runners.Count, words),
                .. OriginLines.Of(h5, words),
                .. h5.Notes.Select(note => words.Get("explain_noted", note)),
            ]);
        if (analysis.Simulated)
            lines.Add(words.Get("tickets_simulated"));
        if (analysis.ModelledPrices)
            lines.Add(words.Get("tickets_modelled"));
        lines.Add(words.Get("explain_rules", analysis.Rules, analysis.Model.Name, analysis.Model.To, analysis.ProgramVersion));
        lines.Add(DecisionSections.Sentence(analysis, words));
        if (analysis.IsUnseen)
            lines.Add(words.Unseen(analysis));
        return new AccountSection { Title = words.Get("explain_title", analysis.Race.Date, analysis.Race.Code), Lines = lines };
    }
}
