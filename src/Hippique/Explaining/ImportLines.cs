using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Imports;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>What came of a file of bets, in lines of at most 80 columns.</summary>
internal sealed class ImportLines(CultureInfo culture)
{
    /// <summary>Rows of one kind that are shown one by one; who wants all asks for JSON.</summary>
    private const int Most = 20;

    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Of(BetImportReport report, bool dryRun) => Said(report, dryRun).SelectMany(line => line);

    private IEnumerable<IEnumerable<string>> Said(BetImportReport report, bool dryRun)
    {
        yield return Line(
            report is { From: { } from, To: { } to }
                ? _words.Get("import_read", report.Rows, report.Rows - report.Refused.Count - report.OnPaper, from, to)
                : _words.Get("import_read_none", report.Rows)
        );
        yield return Line(_words.Get(dryRun ? "import_would" : "import_done", report.New, report.Changed, report.Known));
        if (report.OnPaper > 0)
            yield return Line(_words.Get("import_on_paper", report.OnPaper));
        if (report.Own.Count > 0)
            yield return Line(_words.Get("import_own", report.Own.Count, report.Own.Count(bet => bet.Recorded)));
        yield return Line(_words.Get("import_checked", report.Agree, report.Differences.Count, report.NotSettled, report.NoResult));
        foreach (var difference in report.Differences.Take(Most))
            yield return Indented(Text(difference));
        if (report.Differences.Count > Most)
            yield return Indented(_words.Get("import_more", report.Differences.Count - Most));
        if (report.LooksNet)
            yield return Line(_words.Get("import_net"));
        if (report.Open > 0)
            yield return Line(_words.Get("import_open", report.Open));
        if (report.Refused.Count > 0)
            yield return Line(_words.Get("import_refused", report.Refused.Count));
        foreach (var problem in ProblemText.Lines([.. report.Refused.Take(Most).Cast<IHasProblem>()]))
            yield return Indented(problem);
        if (report.Refused.Count > Most)
            yield return Indented(_words.Get("import_more", report.Refused.Count - Most));
    }

    private string Text(BetDifference difference) =>
        _words.Get(
            difference.Official is null ? "import_difference_arrival" : "import_difference",
            difference.Line,
            difference.Race.Date,
            difference.Race.Code,
            _words.Bet(difference.Bet),
            string.Join('-', difference.Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))),
            _words.Money(difference.Told),
            _words.Money(difference.Official)
        );

    private static IEnumerable<string> Line(string text) => WrappedText.Of(text, "");

    private static IEnumerable<string> Indented(string text) => WrappedText.Of(text, "  ");
}
