using System.Globalization;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>
/// Records what the user says about proposed tickets. It may be said before the race or after it, and changed; each saying is an entry with its moment, so that one that was made when
/// the arrival was known can be told apart.
/// </summary>
public sealed class BetRecorder(RaceBooks books, ILedger ledger, PlanStore plans, EventBus events, TimeProvider clock)
{
    /// <summary>No operator takes more on one bet of a race, and a slip of a finger adds two digits.</summary>
    public static readonly Euro MaxStake = new(10_000);

    /// <summary>Of a horse or a combination.</summary>
    public const decimal MaxOdds = 100_000;

    /// <exception cref="Artifacts.ArtifactException">A file of the race or the ledger cannot be read or written.</exception>
    public async Task<BetResult> RecordAsync(BetOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (await plans.GetAsync(order.Race.Date, cancellationToken).ConfigureAwait(false) is not { } plan)
            return new BetResult.Unknown(Problem.Of($"{order.Race.Date:yyyy-MM-dd} has not been planned"));
        if (plan.Races.All(race => race.Id != order.Race))
            return new BetResult.Unknown(Problem.Of($"the plan of {order.Race.Date:yyyy-MM-dd} has no {order.Race.Code}"));
        // The proposal has to stand there first: its process may have been killed before it was entered.
        await books.BringUpAsync(order.Race, cancellationToken).ConfigureAwait(false);
        var said = new Saying(clock.GetUtcNow(), order.By, order.Way);
        BetResult? refused = null;
        var added = await ledger
            .AppendAsync(
                order.Race.Date,
                file =>
                {
                    var read = Read(order, file.Book, said);
                    refused = read.Refused;
                    return read.Entries;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (refused is not null)
            return refused;
        try
        {
            // If the race is over, what was just said is settled at once.
            await books.BringUpAsync(order.Race, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // It stands in the ledger, whatever came of the settlement.
            if (added.Count > 0)
                events.Publish(new HippiqueEvent.TicketSaid(order.Race, added.Count, order.Played));
        }
        var book = (await ledger.ReadAsync(order.Race.Date, cancellationToken).ConfigureAwait(false)).Book;
        return new BetResult.Recorded([.. TicketsOf(order, book)], added.Count > 0);
    }

    private static (IReadOnlyList<NewEntry> Entries, BetResult? Refused) Read(BetOrder order, LedgerBook book, Saying said)
    {
        var entries = new List<NewEntry>();
        var tickets = TicketsOf(order, book).ToList();
        if (tickets.Count == 0)
        {
            return (
                [],
                new BetResult.Unknown(
                    order.Ticket is { } id
                        ? Problem.Of($"no ticket {Quoted.Short(id)} was proposed on {order.Race.Date:yyyy-MM-dd}")
                        : Problem.Of($"no ticket was proposed for {order.Race.Code} on {order.Race.Date:yyyy-MM-dd}")
                )
            );
        }
        if (tickets.Count > 1 && order.Stakes.Count + order.Odds.Count > 0)
        {
            var names = string.Join(", ", tickets.Select(ticket => ticket.Id));
            return (
                [],
                new BetResult.Refused(Problem.Of($"{order.Race.Code} has several tickets ({names}): name the one of the stakes and odds"))
            );
        }
        foreach (var ticket in tickets)
        {
            var fact = order.Played ? Bought(order, ticket, said) : ParseResult<LedgerFact>.Ok(new LedgerFact.NotPlayed(said));
            if (!fact.TryGet(out var what))
                return ([], new BetResult.Refused(fact.Error));
            if (!SaysSame(ticket.Said?.Fact, what))
                entries.Add(LedgerKeys.Said(ticket, what));
        }
        return (entries, null);
    }

    private static IEnumerable<LedgerTicket> TicketsOf(BetOrder order, LedgerBook book) =>
        book.Tickets.Where(ticket =>
            ticket.Race == order.Race
            && (order.Ticket is null || string.Equals(ticket.Id, order.Ticket, StringComparison.OrdinalIgnoreCase))
        );

    private static ParseResult<LedgerFact> Bought(BetOrder order, LedgerTicket ticket, Saying said)
    {
        var legs = ticket.Proposed.Legs;
        foreach (var one in order.Stakes.Concat(order.Odds))
        {
            if (one.Numbers.Count == 0 && legs.Count > 1)
                return ParseResult<LedgerFact>.Fail($"{ticket.Id} has several legs ({Names(legs)}): name the one of {one.Amount}");
            if (one.Numbers.Count > 0 && !legs.Any(leg => IsOf(one, leg)))
                return ParseResult<LedgerFact>.Fail($"{ticket.Id} has no leg {Name(one.Numbers)}, only {Names(legs)}");
        }
        foreach (
            var stake in order.Stakes.Where(one =>
                one.Amount < 0 || one.Amount > MaxStake.Amount || one.Amount != decimal.Round(one.Amount, 2)
            )
        )
            return ParseResult<LedgerFact>.Fail($"{stake.Amount} is no stake: expected euros and cents up to {MaxStake.Amount}");
        foreach (var odds in order.Odds.Where(one => one.Amount is < 1 or > MaxOdds))
            return ParseResult<LedgerFact>.Fail($"{odds.Amount} are no odds: expected 1 to {MaxOdds}");
        var bought = legs.Select(leg => new PlayedLeg(
                leg.Numbers,
                order.Stakes.FirstOrDefault(one => IsOf(one, leg)) is { } stake ? new Euro(stake.Amount) : leg.Stake,
                order.Odds.FirstOrDefault(one => IsOf(one, leg)) is { } odds ? (double)odds.Amount : leg.Odds
            ))
            .Where(leg => leg.Stake > Euro.Zero)
            .ToList();
        if (bought.Count == 0)
            return ParseResult<LedgerFact>.Fail($"nothing was staked on {ticket.Id}: say that it was not played");
        return ParseResult<LedgerFact>.Ok(
            new LedgerFact.Played
            {
                Pool = order.Pool ?? ticket.Proposed.Pool,
                Stake = new Euro(bought.Sum(leg => leg.Stake.Amount)),
                Legs = bought,
                Said = said,
            }
        );
    }

    private static bool IsOf(LegAmount amount, ProposedLeg leg) =>
        amount.Numbers.Count == 0 || (amount.Numbers.Count == leg.Numbers.Count && amount.Numbers.All(leg.Numbers.Contains));

    private static string Names(IReadOnlyList<ProposedLeg> legs) => string.Join(", ", legs.Select(leg => Name(leg.Numbers)));

    private static string Name(IReadOnlyList<int> numbers) =>
        string.Join('-', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whoever says a thing twice, as a program does that had no answer, has said it once.</summary>
    private static bool SaysSame(LedgerFact? before, LedgerFact now) =>
        (before, now) switch
        {
            (LedgerFact.Played was, LedgerFact.Played what) => was.Pool == what.Pool
                && was.Legs.Count == what.Legs.Count
                && was.Legs.Zip(what.Legs)
                    .All(pair =>
                        pair.First.Numbers.SequenceEqual(pair.Second.Numbers)
                        && pair.First.Stake == pair.Second.Stake
                        && pair.First.Odds.Equals(pair.Second.Odds)
                    ),
            (LedgerFact.NotPlayed, LedgerFact.NotPlayed) => true,
            _ => false,
        };
}
