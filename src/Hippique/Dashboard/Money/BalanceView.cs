using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Shadow;
using Hippique.Racing;

namespace Hippique.Dashboard.Money;

/// <summary>What proposals and bets came to, as the page shows it.</summary>
public sealed record BalanceView
{
    public required Balance Balance { get; init; }
    public required BalancedTickets Tickets { get; init; }
    public required BalanceBy By { get; init; }
    public required ShadowReport Shadow { get; init; }

    /// <summary>First days of the programme months that can be chosen, the latest first.</summary>
    public required IReadOnlyList<DateOnly> Months { get; init; }

    /// <summary>Profit of each programme day with a settled bet.</summary>
    public IReadOnlyDictionary<DateOnly, Euro> Days(LedgerBookKind book)
    {
        var (days, before) = (new SortedDictionary<DateOnly, Euro>(), Euro.Zero);
        foreach (var point in Tickets.Curve(book))
        {
            var day = ParisTime.ProgrammeOf(point.Off);
            days[day] = days.GetValueOrDefault(day, Euro.Zero) + (point.Profit - before);
            before = point.Profit;
        }
        return days;
    }
}
