using Hippique.Dashboard.Today;
using Hippique.Orchestration.Ledger;

namespace Hippique.Dashboard.Tickets;

/// <summary>Tickets, whatever became of them.</summary>
public sealed record TicketsView
{
    /// <summary>Today with its cards; null if a month was asked for.</summary>
    public required DayBoard? Today { get; init; }

    /// <summary>Of the month that was asked for, or of the thirty days before today; the last race first.</summary>
    public required IReadOnlyList<LedgerTicket> Earlier { get; init; }

    /// <summary>First day of the month that was asked for.</summary>
    public required DateOnly? Month { get; init; }

    /// <summary>First days of the months that can be chosen, the latest first.</summary>
    public required IReadOnlyList<DateOnly> Months { get; init; }
}
