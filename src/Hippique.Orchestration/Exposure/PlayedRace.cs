using Hippique.Gpi;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>One race with tickets: the sums that the guards on money need.</summary>
/// <param name="Race">The race.</param>
/// <param name="Racecourse">Its key (<see cref="Names.Racecourse"/>).</param>
/// <param name="Off">As it stood when the tickets were written.</param>
/// <param name="Staked">On all its tickets.</param>
/// <param name="Totals">Expected profit and variance of its tickets.</param>
internal sealed record PlayedRace(RaceId Race, string Racecourse, DateTimeOffset Off, Euro Staked, TicketTotals Totals)
{
    /// <summary>Null if nothing is proposed.</summary>
    public static PlayedRace? Of(PlannedRace race, TicketSheet sheet) =>
        sheet.Tickets is [var first, ..]
            ? new PlayedRace(
                race.Id,
                Names.Racecourse(race.Meeting),
                first.ExpiresAt + PlanSchedule.LastLook,
                new Euro(sheet.Tickets.Sum(ticket => ticket.Stake.Amount)),
                sheet.Totals ?? new TicketTotals(0, 0)
            )
            : null;
}
