using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Dashboard.Entry;

/// <summary>The race of a signed address.</summary>
/// <param name="Planned">As the plan has it.</param>
/// <param name="Tickets">Its proposed tickets, one at least.</param>
public sealed record SaidRace(PlannedRace Planned, IReadOnlyList<LedgerTicket> Tickets)
{
    /// <summary>Nothing was ever said to be played.</summary>
    public bool PaperMode { get; init; }

    /// <summary>What was typed and does not fit; null: nothing was.</summary>
    public SaidTyped? Typed { get; init; }
}

/// <summary>What was typed of one ticket and does not fit.</summary>
/// <param name="Ticket"><c>R1C3-1</c>.</param>
/// <param name="Stakes">In the order of the legs.</param>
/// <param name="Odds">The same.</param>
/// <param name="Why">Why it does not fit.</param>
public sealed record SaidTyped(string Ticket, IReadOnlyList<string> Stakes, IReadOnlyList<string> Odds, Problem Why);
