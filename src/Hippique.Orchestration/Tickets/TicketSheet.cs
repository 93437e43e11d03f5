using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Racing;

namespace Hippique.Orchestration.Tickets;

/// <summary><c>tickets.json</c>: the proposal of H-5 for one race, which may be no ticket.</summary>
public sealed record TicketSheet
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }
    public required string Rules { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>Code of the guard that refused; null for <see cref="Outcome.Play"/>.</summary>
    public required GuardCode? Reason { get; init; }
    public required bool Simulated { get; init; }
    public required bool ModelledPrices { get; init; }
    public required IReadOnlyList<Ticket> Tickets { get; init; }

    /// <summary>Expected profit and variance of all tickets; null if there is none.</summary>
    public TicketTotals? Totals { get; init; }

    public static TicketSheet Of(RaceAnalysis analysis) =>
        new()
        {
            Race = analysis.Race,
            Rules = analysis.Rules,
            Outcome = analysis.Outcome,
            Reason = analysis.Reason,
            Simulated = analysis.Simulated,
            ModelledPrices = analysis.ModelledPrices,
            Tickets = analysis.Tickets,
            Totals = analysis.Totals,
        };
}
