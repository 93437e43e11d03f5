using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What the user's own purchase returned: at his stakes and in his pool.</summary>
internal static class PlayedSettlement
{
    private static readonly TicketSettler Settler = new();

    /// <param name="proposal">The ticket as it was proposed.</param>
    /// <param name="played">What was bought of it.</param>
    /// <param name="paper">The proposal's settlement.</param>
    /// <param name="finished">The race; null if it was never looked at.</param>
    /// <returns>Null if another pool's result is needed and the race is not known.</returns>
    public static SettledTicket? Of(Ticket proposal, LedgerFact.Played played, SettledTicket paper, FinishedRace? finished)
    {
        if (played.Pool == proposal.Pool)
            return SettledTicket.Of(proposal.Id, played.Pool, proposal.Bet, [.. played.Legs.Select(leg => At(leg, paper))]);
        return finished is null ? null : SettledTicket.Of(Settler.Settle(Bought(proposal, played), finished), finished.Result);
    }

    /// <summary>The proposal with the user's stakes and prices, in the user's pool.</summary>
    private static Ticket Bought(Ticket proposal, LedgerFact.Played played) =>
        proposal with
        {
            Pool = played.Pool,
            Stake = played.Stake,
            Legs =
            [
                .. played.Legs.Select(leg =>
                    proposal.Legs.First(own => own.Numbers.SequenceEqual(leg.Numbers)) with
                    {
                        Stake = leg.Stake,
                        Odds = leg.Odds,
                    }
                ),
            ],
        };

    private static SettledLeg At(PlayedLeg leg, SettledTicket paper)
    {
        var settled = paper.Legs.First(own => own.Numbers.SequenceEqual(leg.Numbers));
        return settled with
        {
            Stake = leg.Stake,
            Odds = leg.Odds,
            Returned = settled.Outcome switch
            {
                SettledState.Won => new LegOutcome.Won(settled.Dividend!.Value, settled.Basis!.Value).Returned(leg.Stake),
                SettledState.Refunded => leg.Stake,
                SettledState.Lost => Euro.Zero,
                _ => null,
            },
            ClosingLineValue = settled.ClosingLineValue is null ? null : Math.Log(leg.Odds / settled.ClosingOdds!.Value),
        };
    }
}
