using System.Globalization;
using Hippique.Orchestration.Shadow;

namespace Hippique.Explaining;

/// <summary>What the shadow books did, in words of at most 80 characters a line.</summary>
internal sealed class ShadowLines(CultureInfo culture)
{
    /// <summary>Expected number of comparisons that look different where nothing is.</summary>
    private const double OneInTwenty = .05;

    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Head(ShadowReport report)
    {
        yield return report.Month is { } month ? _words.Get("shadow_of_month", month) : _words.Get("shadow_of_all");
        foreach (var path in report.Changed)
        foreach (var line in Wrap(_words.Get("shadow_changed", path)))
            yield return line;
        if (report.Books.Count == 0)
            foreach (var line in Wrap(_words.Get("shadow_nothing")))
                yield return line;
    }

    /// <summary>A book as a row of a table.</summary>
    public string[] Row(ShadowRow row, ShadowReport report)
    {
        var figures = row.Figures;
        return
        [
            row.Book,
            figures.Bets.ToString("#,0", culture),
            figures.Staked.Amount.ToString("#,0.00", culture),
            figures.Returned.Amount.ToString("#,0.00", culture),
            _words.Percent(figures.Roi),
            figures.Interval is { } interval ? _words.Get("bilan_range", interval.Low * 100, interval.High * 100) : "–",
            _words.Get("shadow_days", row.Covered, report.Days),
        ];
    }

    public IEnumerable<string> Foot(ShadowReport report) => Sentences(report).SelectMany(Wrap);

    /// <summary>What they come to, a sentence each.</summary>
    public IEnumerable<string> Sentences(ShadowReport report)
    {
        if (report is not { From: { } from, To: { } to })
            yield break;
        yield return _words.Get("shadow_coverage", from, to);
        if (report.Books.Sum(row => row.Open) is > 0 and var open)
            yield return _words.Get("shadow_open", open);
        foreach (var sentence in Default(report))
            yield return sentence;
        foreach (var row in report.Books)
        {
            if (row.Difference is { Verdict: not ShadowVerdict.TooFewDays } difference)
                yield return Compared(row.Book, report.Default!, difference);
        }
        foreach (
            var few in Together(report.Books, row => row.Difference is { Verdict: ShadowVerdict.TooFewDays, Days: var days } ? days : null)
        )
            yield return _words.Get("shadow_too_few", few.Books, few.Days);
        if (report.Comparisons > 1)
            yield return _words.Get("shadow_comparisons", report.Comparisons, report.Comparisons * OneInTwenty);
        foreach (var row in report.Books)
        foreach (var later in row.Versions.Skip(1))
            yield return _words.Get(
                "shadow_version",
                row.Book,
                later.From,
                later.Rules,
                later.RulesVersion,
                later.Model,
                later.ModelVersion
            );
        foreach (var fitted in Together(report.Books, row => row.Fitted > 0 ? row.Fitted : null))
            yield return _words.Get("shadow_fitted", fitted.Books, fitted.Days);
        foreach (var late in Together(report.Books, row => row.Afterwards > 0 ? row.Afterwards : null))
            yield return _words.Get("shadow_afterwards", late.Books, late.Days);
    }

    /// <summary>What holds for several books alike is said once.</summary>
    private static IEnumerable<(string Books, int Days)> Together(IReadOnlyList<ShadowRow> rows, Func<ShadowRow, int?> days) =>
        rows.Where(row => days(row) is not null)
            .GroupBy(row => days(row)!.Value)
            .Select(same => (string.Join(", ", same.Select(row => row.Book)), same.Key));

    /// <summary>A default that is chosen by what the books have shown is no default that was chosen before.</summary>
    private IEnumerable<string> Default(ShadowReport report)
    {
        if (report.InUse is not [.., var last])
        {
            yield return _words.Get("shadow_no_default");
            yield break;
        }
        if (report.InUse.Count == 1)
        {
            yield return _words.Get("shadow_default", last.Book, last.Rules, last.Model, last.From);
            yield break;
        }
        yield return _words.Get("shadow_default_chosen", last.Book, last.Rules, last.Model, last.From);
        foreach (var period in report.InUse.SkipLast(1))
            yield return _words.Get("shadow_default_before", period.From, period.To, period.Rules, period.Model);
    }

    private string Compared(string book, string standard, ShadowDifference difference) =>
        difference.Verdict switch
        {
            ShadowVerdict.Same => _words.Get("shadow_same", book, standard, difference.Days),
            var verdict => _words.Get(
                verdict == ShadowVerdict.Luck ? "shadow_luck" : "shadow_more_than_luck",
                book,
                difference.PerDay,
                standard,
                difference.Interval!.Value.Low,
                difference.Interval.Value.High,
                difference.Days,
                difference.Chance,
                difference.Adjusted
            ),
        };

    private static IEnumerable<string> Wrap(string text) => WrappedText.Of(text, "");
}
