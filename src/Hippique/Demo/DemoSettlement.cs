using Hippique.Gpi;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>What the day's tickets returned at the simulated official dividends.</summary>
/// <param name="Staked">All tickets together.</param>
/// <param name="Returned">Of those that could be settled.</param>
/// <param name="Unsettled">Tickets whose race has no official result, or for whose bet the page shows no dividend.</param>
internal sealed record DemoSettlement(Euro Staked, Euro Returned, int Unsettled)
{
    public static DemoSettlement Of(IReadOnlyList<RaceAnalysis> analyses, DayPlan plan, IReadOnlyDictionary<RaceId, RaceResult> results)
    {
        var settler = new TicketSettler();
        var settled = analyses.SelectMany(analysis => analysis.Tickets.Select(ticket => settler.Settle(ticket, Race(analysis)))).ToList();
        return new DemoSettlement(
            new Euro(settled.Sum(one => one.Ticket.Stake.Amount)),
            new Euro(settled.Sum(one => one.Returned?.Amount ?? 0)),
            settled.Count(one => one.Returned is null)
        );

        FinishedRace Race(RaceAnalysis analysis) =>
            new()
            {
                Result = results.GetValueOrDefault(analysis.Race),
                Declared = [.. analysis.Runners.Select(runner => runner.Number)],
                CalledOff = plan.Races.Any(race => race.Id == analysis.Race && race.Cancelled),
            };
    }
}
