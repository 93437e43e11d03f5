using Hippique.Gpi.Guards;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Testing.Racing;

/// <summary>Proposed tickets on invented races.</summary>
public static class InventedTickets
{
    /// <summary>A win bet on one horse, the first ticket of its race.</summary>
    /// <param name="race">Its race.</param>
    /// <param name="off">Of the race.</param>
    /// <param name="euros">The stake.</param>
    /// <param name="number">Of the horse.</param>
    /// <param name="horse">Its name.</param>
    /// <param name="odds">Also the lowest price and the expected dividend.</param>
    /// <param name="probability">Claimed.</param>
    public static Ticket Win(
        RaceId race,
        DateTimeOffset off,
        decimal euros = 2,
        int number = 5,
        string horse = "CINQ",
        double odds = 4,
        double probability = .3
    ) =>
        new()
        {
            Id = $"{race.Code}-1",
            Race = race,
            Pool = Pool.ZEturf,
            Bet = BetType.SimpleGagnant,
            Stake = new Euro(euros),
            ExpectedReturn = new Euro(euros),
            ExpectedRoi = 0,
            ExpiresAt = off - PlanSchedule.LastLook,
            Legs =
            [
                new TicketLeg
                {
                    Numbers = [number],
                    Horses = [horse],
                    Stake = new Euro(euros),
                    Odds = odds,
                    MinimumOdds = odds,
                    Probability = probability,
                    ExpectedDividend = odds,
                    DividendLow = odds - 1,
                    DividendHigh = odds + 1,
                },
            ],
        };

    /// <summary><c>tickets.json</c> of a race on which these are worth buying.</summary>
    public static TicketSheet Sheet(params Ticket[] tickets) =>
        new()
        {
            Race = tickets[0].Race,
            Rules = "gpi-v5.1",
            Outcome = Outcome.Play,
            Reason = null,
            Simulated = false,
            ModelledPrices = false,
            Tickets = tickets,
        };
}
