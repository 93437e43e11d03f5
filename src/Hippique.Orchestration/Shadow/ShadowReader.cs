using Hippique.Gpi.Balances;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;

namespace Hippique.Orchestration.Shadow;

/// <summary>Derives from the shadow books what each of them did, and whether it differs from the default by more than luck.</summary>
public sealed class ShadowReader(IArtifactStore store)
{
    /// <summary>A difference is called more than luck below it.</summary>
    private const double Level = .05;

    /// <param name="month">A day of the programme month; null: everything.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="ArtifactException">A book cannot be read.</exception>
    public async Task<ShadowReport> ReadAsync(DateOnly? month, CancellationToken cancellationToken)
    {
        var books = new List<BookRead>();
        foreach (var id in await store.FoldersAsync($"{ArtifactPaths.ShadowFolder}/", cancellationToken).ConfigureAwait(false))
        {
            if (!id.StartsWith(ShadowBooks.TrialPrefix, StringComparison.Ordinal))
                books.Add(await BookRead.OfAsync(store, id, month, cancellationToken).ConfigureAwait(false));
        }
        var shown = books.Where(book => book.Days.Count > 0).ToList();
        var inUse = ShadowPeriods.InUse(shown);
        var standard = inUse is [.., var last] ? shown.Find(book => book.Id == last.Book) : null;
        var days = shown.SelectMany(book => book.Days.Keys).ToHashSet();
        var rows = Rows([.. shown.OrderBy(book => book != standard).ThenBy(book => book.Id, StringComparer.Ordinal)], standard);
        return new ShadowReport
        {
            Month = month is { } day ? new DateOnly(day.Year, day.Month, 1) : null,
            From = days.Count > 0 ? days.Min() : null,
            To = days.Count > 0 ? days.Max() : null,
            Days = days.Count > 0 ? days.Max().DayNumber - days.Min().DayNumber + 1 : 0,
            Default = standard?.Id,
            InUse = inUse,
            Comparisons = rows.Count(row => row.Difference?.Adjusted is not null),
            Books = rows,
            Changed = [.. books.SelectMany(book => book.Changed)],
        };
    }

    private static List<ShadowRow> Rows(List<BookRead> books, BookRead? standard)
    {
        var pairs = standard is null
            ? []
            : books.Where(book => book != standard).Select(book => (Book: book, Found: ShadowPairing.Of(book, standard))).ToList();
        // Only what can be judged is a comparison among others.
        var judged = pairs.Where(pair => pair.Found.Difference is { Days: >= MeanInterval.FewestDays }).ToList();
        var adjusted = Holm.Adjust([.. judged.Select(pair => pair.Found.Difference!.Chance)]);
        var chances = judged.Zip(adjusted).ToDictionary(pair => pair.First.Book.Id, pair => pair.Second);
        return
        [
            .. books.Select(book =>
                Row(book) with
                {
                    Difference =
                        book == standard || standard is null
                            ? null
                            : Difference(
                                pairs.First(pair => pair.Book == book).Found,
                                chances.TryGetValue(book.Id, out var chance) ? chance : null
                            ),
                }
            ),
        ];
    }

    private static ShadowRow Row(BookRead book) =>
        new()
        {
            Book = book.Id,
            Versions = ShadowPeriods.Of(book),
            Figures = BalanceFigures.Of(book.Bets.Select(bet => bet.Bet)),
            Open = book.OpenDays.Sum(day => day.Value),
            Covered = book.Days.Values.Count(ShadowCoverage.IsEnough),
            Filled = book.Days.Count,
            Afterwards = book.Days.Values.Count(day => day.FilledOn > day.Date.AddDays(SettledDays.OpenDaysBack)),
            Fitted = book.Days.Values.Count(day => day.Fitted),
        };

    private static ShadowDifference Difference(ShadowPairing pairing, double? adjusted) =>
        new()
        {
            Days = pairing.Days,
            PerDay = pairing.Difference?.PerDay,
            Interval = pairing.Difference?.Interval,
            Chance = pairing.Difference?.Chance,
            Adjusted = adjusted,
            Verdict =
                adjusted is not { } chance ? ShadowVerdict.TooFewDays
                : pairing.IsSame ? ShadowVerdict.Same
                : chance < Level ? ShadowVerdict.MoreThanLuck
                : ShadowVerdict.Luck,
        };
}

/// <summary>When a day counts as covered.</summary>
public static class ShadowCoverage
{
    /// <summary>Share of the day's races that were seen at H-5.</summary>
    public const double Least = .8;

    public static bool IsEnough(LedgerFact.Covered day)
    {
        ArgumentNullException.ThrowIfNull(day);
        return day.Races > 0 && day.Seen >= Least * day.Races;
    }
}
