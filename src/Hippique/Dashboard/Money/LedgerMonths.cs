using Hippique.Orchestration.Ledger;

namespace Hippique.Dashboard.Money;

/// <summary>The programme months of which the ledger tells something.</summary>
internal static class LedgerMonths
{
    /// <returns>First days, the latest first.</returns>
    public static IReadOnlyList<DateOnly> Of(IEnumerable<LedgerFile> files) =>
        [
            .. files
                .SelectMany(file => file.Entries)
                .Select(entry => entry.Race?.Date)
                .OfType<DateOnly>()
                .Select(date => new DateOnly(date.Year, date.Month, 1))
                .Distinct()
                .OrderDescending(),
        ];
}
