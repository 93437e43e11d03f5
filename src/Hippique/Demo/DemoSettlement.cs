using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>What the day's tickets returned at the simulated official dividends.</summary>
/// <param name="Staked">All tickets together.</param>
/// <param name="Returned">Of those that could be settled.</param>
/// <param name="Unsettled">Tickets whose race has no official result, or for whose bet the page shows no dividend.</param>
internal sealed record DemoSettlement(Euro Staked, Euro Returned, int Unsettled)
{
    public static DemoSettlement Of(IEnumerable<SettledRace> races)
    {
        var settled = races.SelectMany(race => race.Tickets).ToList();
        return new DemoSettlement(
            new Euro(settled.Sum(ticket => ticket.Stake.Amount)),
            new Euro(settled.Sum(ticket => ticket.Returned?.Amount ?? 0)),
            settled.Count(ticket => ticket.Returned is null)
        );
    }
}
