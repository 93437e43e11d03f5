using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Shadow;

/// <summary>From when to when which rules and model were used.</summary>
internal static class ShadowPeriods
{
    /// <summary>Those of one book, the earliest first.</summary>
    public static IReadOnlyList<ShadowPeriod> Of(BookRead book) => Joined(book.Days.Values.Select(day => (book.Id, day)));

    /// <summary>Those that made the user's own proposals, as far as one of the books has them; of several books with the same rules and model the first counts.</summary>
    public static IReadOnlyList<ShadowPeriod> InUse(IReadOnlyList<BookRead> books) =>
        Joined(
            books
                .SelectMany(book => book.Days.Values.Where(day => day.InUse).Select(day => (book.Id, Day: day)))
                .GroupBy(one => one.Day.Date)
                .Select(day => day.First())
        );

    private static List<ShadowPeriod> Joined(IEnumerable<(string Book, LedgerFact.Covered Day)> days)
    {
        var periods = new List<ShadowPeriod>();
        foreach (var (book, day) in days.OrderBy(one => one.Day.Date))
        {
            var next = new ShadowPeriod
            {
                Book = book,
                Rules = day.Rules,
                RulesVersion = Proposals.Version(day.RulesSha256),
                Model = day.Model,
                ModelVersion = Proposals.Version(day.ModelSha256),
                From = day.Date,
                To = day.Date,
            };
            if (periods is [.., var last] && last == next with { From = last.From, To = last.To })
                periods[^1] = last with { To = day.Date };
            else
                periods.Add(next);
        }
        return periods;
    }
}
