using Hippique.Gpi.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>One settled leg with what it can be divided by.</summary>
internal sealed record BookedBet(LedgerTicket Ticket, Pool Pool, double Odds, BalanceBet Bet)
{
    /// <summary>The horses of the leg.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }

    /// <summary>Settled legs of a ticket in a book; of a ticket that is left open none.</summary>
    public static IEnumerable<BookedBet> Of(LedgerTicket ticket, LedgerBookKind book)
    {
        if (ticket.SettledIn(book) is not { Returned: not null } settled)
            yield break;
        foreach (var leg in settled.Legs)
        {
            var proposed = ticket.Proposed.Legs.First(own => own.Numbers.SequenceEqual(leg.Numbers));
            yield return new BookedBet(
                ticket,
                settled.Pool,
                leg.Odds,
                new BalanceBet
                {
                    Date = ticket.Race.Date,
                    Off = ticket.Proposed.Off,
                    Stake = leg.Stake,
                    Returned = leg.Returned!.Value,
                    Won = leg.Outcome == SettledState.Won,
                    Refunded = leg.Outcome == SettledState.Refunded,
                    Probability = proposed.Probability,
                    ExpectedReturn = Euro.FromComputed(
                        proposed.Probability * proposed.ExpectedDividend * leg.Stake.ToDouble(),
                        MidpointRounding.ToEven
                    ),
                    ClosingLineValue = leg.ClosingLineValue,
                }
            )
            {
                Numbers = leg.Numbers,
            };
        }
    }
}
