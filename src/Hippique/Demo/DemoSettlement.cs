using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>What the day's tickets returned at the simulated official dividends.</summary>
/// <param name="Staked">All tickets together.</param>
/// <param name="Returned">Of those whose race has a result.</param>
/// <param name="Unsettled">Tickets whose race has no official result, or whose bet the page shows no dividend for.</param>
internal sealed record DemoSettlement(Euro Staked, Euro Returned, int Unsettled)
{
    public static DemoSettlement Of(IReadOnlyList<Ticket> tickets, IReadOnlyDictionary<RaceId, RaceResult> results)
    {
        var (staked, returned, unsettled) = (Euro.Zero, Euro.Zero, 0);
        foreach (var ticket in tickets)
        {
            staked += ticket.Stake;
            if (results.GetValueOrDefault(ticket.Race) is { Official: true } result && result.Dividends.Any(paid => paid.Bet == ticket.Bet))
                returned += ticket.Legs.Aggregate(Euro.Zero, (sum, leg) => sum + Paid(ticket, leg, result));
            else
                unsettled++;
        }
        return new DemoSettlement(staked, returned, unsettled);
    }

    private static Euro Paid(Ticket ticket, TicketLeg leg, RaceResult result)
    {
        if (leg.Numbers.All(result.NonRunners.Contains))
            return leg.Stake;
        var dividend = result.Dividends.FirstOrDefault(paid =>
            paid.Bet == ticket.Bet && paid.Combination.Order().SequenceEqual(leg.Numbers.Order())
        );
        return dividend is null ? Euro.Zero : leg.Stake * dividend.PerEuro;
    }
}
