using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>A ticket after its race.</summary>
public sealed record TicketSettlement
{
    public required Ticket Ticket { get; init; }

    /// <summary>In the order of the ticket; one at least.</summary>
    public required IReadOnlyList<LegSettlement> Legs { get; init; }
    public required TicketOutcome Outcome { get; init; }

    /// <summary>What all legs returned together, stakes included; null if one of them cannot be settled.</summary>
    public Euro? Returned => Legs.Aggregate((Euro?)Euro.Zero, (sum, leg) => sum is { } so && leg.Returned is { } more ? so + more : null);
}

/// <summary>One leg after its race.</summary>
public sealed record LegSettlement(TicketLeg Leg, LegOutcome Outcome)
{
    /// <summary>Null if it cannot be settled.</summary>
    public Euro? Returned => Outcome.Returned(Leg.Stake);
}
