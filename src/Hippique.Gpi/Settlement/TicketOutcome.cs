namespace Hippique.Gpi.Settlement;

/// <summary>What became of a ticket as a whole.</summary>
public abstract record TicketOutcome
{
    private TicketOutcome() { }

    /// <summary>At least one leg won.</summary>
    public sealed record Won : TicketOutcome;

    /// <summary>No leg won, and not all were refunded; the stakes of those that were came back all the same.</summary>
    public sealed record Lost : TicketOutcome;

    /// <summary>Every leg came back, for the reason of the first.</summary>
    public sealed record Refunded(RefundReason Reason) : TicketOutcome;

    /// <summary>One leg at least cannot be settled, so the ticket cannot; the reason is that of the first such leg.</summary>
    public sealed record Unsettled(UnsettledReason Reason) : TicketOutcome;

    internal static TicketOutcome Of(IReadOnlyList<LegSettlement> legs)
    {
        if (legs.Select(leg => leg.Outcome).OfType<LegOutcome.Unsettled>().FirstOrDefault() is { } open)
            return new Unsettled(open.Reason);
        if (legs.Any(leg => leg.Outcome is LegOutcome.Won))
            return new Won();
        return legs.All(leg => leg.Outcome is LegOutcome.Refunded)
            ? new Refunded(((LegOutcome.Refunded)legs[0].Outcome).Reason)
            : new Lost();
    }
}
