using Hippique.Gpi.Settlement;
using Hippique.Racing;

namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>Tickets of one euro, settled on what a source says of a race.</summary>
internal static class SettledTickets
{
    private static readonly TicketSettler Settler = new();

    public static LegSettlement Of(RaceResult result, BetType bet, params int[] numbers)
    {
        var last = result.Arrival.SelectMany(place => place).Concat(result.Dividends.SelectMany(row => row.Combination)).Append(12).Max();
        var off = ParisTime.At(result.Id.Date, new TimeOnly(15, 0));
        var card = new RaceCard
        {
            Id = result.Id,
            Meeting = "",
            Country = "FRA",
            Name = "",
            Off = off,
            Discipline = Discipline.Flat,
            Runners = [.. Enumerable.Range(1, last).Select(number => new Runner { Number = number, Horse = "" })],
        };
        var ticket = new Ticket
        {
            Id = "R1C1-1",
            Race = result.Id,
            Pool = result.Pool,
            Bet = bet,
            Stake = new Euro(1),
            ExpectedReturn = Euro.Zero,
            ExpectedRoi = 0,
            ExpiresAt = off,
            Legs =
            [
                new TicketLeg
                {
                    Numbers = numbers,
                    Horses = [.. numbers.Select(_ => "")],
                    Stake = new Euro(1),
                    Odds = 4,
                    MinimumOdds = 4,
                    Probability = .3,
                    ExpectedDividend = 4,
                    DividendLow = 3,
                    DividendHigh = 5,
                },
            ],
        };
        return Settler.Settle(ticket, FinishedRace.Of(card, result)).Legs[0];
    }
}
