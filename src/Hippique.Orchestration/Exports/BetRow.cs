using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Exports;

/// <summary>
/// One leg of a ticket in one book: what was proposed of it, what was staked on it there, and what it came to. The stakes of a book's rows, and what they returned, sum to its
/// <see cref="LedgerTotals"/>.
/// </summary>
public sealed record BetRow
{
    public required LedgerBookKind Book { get; init; }
    public required LedgerTicket Ticket { get; init; }

    /// <summary>As it was proposed.</summary>
    public required ProposedLeg Leg { get; init; }

    /// <summary>Counted from 1 in the proposal.</summary>
    public required int Number { get; init; }

    /// <summary>Where it was bought, on paper where it was proposed.</summary>
    public required Pool Pool { get; init; }

    /// <summary>In this book.</summary>
    public required Euro Stake { get; init; }

    /// <summary>The price in this book.</summary>
    public required double Odds { get; init; }

    /// <summary>Null: not settled.</summary>
    public required SettledLeg? Settled { get; init; }

    /// <summary>Stake included; null until every leg of the ticket has its end, as it counts in no balance before.</summary>
    public required Euro? Returned { get; init; }

    /// <summary>Null as <see cref="Returned"/> is.</summary>
    public Euro? Profit => Returned is { } returned ? returned - Stake : null;

    /// <summary>Claimed mean of <see cref="Returned"/>, to the cent as every balance counts it.</summary>
    public Euro Claimed => Euro.FromComputed(Leg.Probability * Leg.ExpectedDividend * Stake.ToDouble(), MidpointRounding.ToEven);

    /// <summary>The rows of tickets, paper before played.</summary>
    public static IReadOnlyList<BetRow> Of(IEnumerable<LedgerTicket> tickets) =>
        [.. tickets.SelectMany(ticket => Of(ticket, LedgerBookKind.Paper).Concat(Of(ticket, LedgerBookKind.Played)))];

    /// <summary>None if nothing was bought of it.</summary>
    private static IEnumerable<BetRow> Of(LedgerTicket ticket, LedgerBookKind book)
    {
        var proposed = ticket.Proposed;
        var settled = ticket.SettledIn(book);
        IEnumerable<PlayedLeg> legs =
            book == LedgerBookKind.Paper
                ? proposed.Legs.Select(leg => new PlayedLeg(leg.Numbers, leg.Stake, leg.Odds))
                : ticket.Played?.Legs ?? [];
        foreach (var leg in legs)
        {
            var number = proposed.Legs.TakeWhile(own => !own.Numbers.SequenceEqual(leg.Numbers)).Count();
            var end = settled?.Legs.FirstOrDefault(own => own.Numbers.SequenceEqual(leg.Numbers));
            yield return new BetRow
            {
                Book = book,
                Ticket = ticket,
                Leg = proposed.Legs[number],
                Number = number + 1,
                Pool = settled?.Pool ?? (book == LedgerBookKind.Paper ? proposed.Pool : ticket.Played!.Pool),
                Stake = leg.Stake,
                Odds = leg.Odds,
                Settled = end,
                Returned = settled?.Returned is null ? null : end?.Returned,
            };
        }
    }
}
