using Hippique.Gpi.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>One settled bet with what it can be divided by: a leg of a ticket, or a bet that was imported.</summary>
internal sealed record BookedBet
{
    public required RaceId Race { get; init; }
    public required Pool Pool { get; init; }
    public required BetType BetType { get; init; }

    /// <summary>Its horses.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }
    public required Discipline Discipline { get; init; }
    public required string Meeting { get; init; }

    /// <summary>The price taken; null if it is not known.</summary>
    public required double? Odds { get; init; }

    /// <summary>Rule set with the version of its file; empty: no rules made it.</summary>
    public required string Rules { get; init; }
    public required BalanceBet Bet { get; init; }

    /// <summary>A bet that was imported, as one; none while it is open.</summary>
    public static IEnumerable<BookedBet> Of(ImportedBet bet)
    {
        if (bet.Returned is not { } returned)
            yield break;
        var told = bet.Bet;
        yield return new BookedBet
        {
            Race = bet.Race,
            Pool = told.Pool,
            BetType = told.Bet,
            Numbers = told.Numbers,
            Discipline = told.Discipline,
            Meeting = told.Meeting,
            Odds = told.Odds,
            Rules = "",
            Bet = new BalanceBet
            {
                Date = bet.Race.Date,
                Off = told.Off,
                Stake = told.Stake,
                Returned = returned,
                Won = !bet.IsRefunded && returned > Euro.Zero,
                Refunded = bet.IsRefunded,
                Probability = null,
                ExpectedReturn = null,
                Price = told.Odds > 1 ? told.Odds : null,
                ClosingLineValue = bet.ClosingLineValue,
            },
        };
    }

    /// <summary>Settled legs of a ticket in a book; of a ticket that is left open none.</summary>
    public static IEnumerable<BookedBet> Of(LedgerTicket ticket, LedgerBookKind book)
    {
        if (ticket.SettledIn(book) is not { Returned: not null } settled)
            yield break;
        foreach (var leg in settled.Legs)
        {
            var proposed = ticket.Proposed.Legs.First(own => own.Numbers.SequenceEqual(leg.Numbers));
            yield return new BookedBet
            {
                Race = ticket.Race,
                Pool = settled.Pool,
                BetType = ticket.Proposed.Bet,
                Numbers = leg.Numbers,
                Discipline = ticket.Proposed.Discipline,
                Meeting = ticket.Proposed.Meeting,
                Odds = leg.Odds,
                Rules = $"{ticket.Proposed.Rules} {ticket.Proposed.RulesVersion}".TrimEnd(),
                Bet = new BalanceBet
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
                },
            };
        }
    }
}
