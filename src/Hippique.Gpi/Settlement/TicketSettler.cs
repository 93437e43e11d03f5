using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>
/// Settles tickets: on the official dividends of the ticket's own pool, never another's. If the lines of dividends disagree with the arrival or with a flag of a horse, the lines
/// decide; if a line is missing, nothing is guessed. Pure; may be shared between threads.
/// </summary>
/// <param name="regulated">Places paid, rounding and least dividend by date; null: those that ship.</param>
/// <param name="closingOdds">Win bets of a pool without official dividends are settled at its closing odds: for replays and evaluations of recorded races.</param>
public sealed class TicketSettler(Regulated? regulated = null, bool closingOdds = false)
{
    private readonly Regulated _regulated = regulated ?? Regulated.Default;

    public TicketSettlement Settle(Ticket ticket, FinishedRace race)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(race);
        LegSettlement[] legs = [.. ticket.Legs.Select(leg => new LegSettlement(leg, OutcomeOf(ticket, leg, race)))];
        return new TicketSettlement
        {
            Ticket = ticket,
            Legs = legs,
            Outcome = TicketOutcome.Of(legs),
        };
    }

    private LegOutcome OutcomeOf(Ticket ticket, TicketLeg leg, FinishedRace race)
    {
        // A meeting that is abandoned half-way is flagged as a whole, with the races that had been run: an official arrival stands against the flag.
        if (race.Result is not { State: ResultState.Official, Arrival: [{ Count: > 0 }, ..] } result)
            return WithoutArrival(race, ticket.Pool);
        if (ticket.Bet is BetType.SimpleGagnant or BetType.SimplePlace)
            return Simple(ticket, leg.Numbers, race, result);
        return CombinedBet.All.FirstOrDefault(bet => bet.Bet == ticket.Bet) is { } combined
            ? Combined(combined, ticket, leg.Numbers, race, result)
            : WithoutRule(leg.Numbers, race);
    }

    private static LegOutcome WithoutArrival(FinishedRace race, Pool soldIn)
    {
        if (race.CalledOff || race.Result is { State: ResultState.CalledOff })
            return new LegOutcome.Refunded(RefundReason.RaceCalledOff);
        if (race.Result is not { } result)
            return new LegOutcome.Unsettled(UnsettledReason.NoResult);
        // An empty arrival beside dividends was not read; a horse was classified.
        return result is { Official: true, Arrival.Count: 0 } && !PoolDividends.PayAny(result, soldIn)
            ? new LegOutcome.Refunded(RefundReason.NobodyClassified)
            : new LegOutcome.Unsettled(UnsettledReason.NotOfficial);
    }

    private static LegOutcome WithoutRule(IReadOnlyList<int> horses, FinishedRace race) =>
        horses.All(race.IsWithdrawn)
            ? new LegOutcome.Refunded(RefundReason.NonRunner)
            : new LegOutcome.Unsettled(UnsettledReason.UnknownBet);

    private LegOutcome Simple(Ticket ticket, IReadOnlyList<int> horse, FinishedRace race, RaceResult result)
    {
        var wins = ticket.Bet == BetType.SimpleGagnant;
        var day = ticket.Race.Date;
        var pool = PoolDividends.Of(result, ticket.Pool, ticket.Bet);
        if (race.IsWithdrawn(horse[0]))
            return new LegOutcome.Refunded(RefundReason.NonRunner);
        if (pool is { Refunded: true })
            return new LegOutcome.Refunded(RefundReason.BetRefunded);
        var places = wins ? 1 : _regulated.PlacesPaid(day, race.Field);
        var winners = Placing.Among(result.Arrival, 1);
        if (pool is { Any: true })
        {
            return Official(pool, horse, Placing.Combinations(result.Arrival, places, 1)) switch
            {
                LegOutcome.Won won
                    when DoubtfulDividend.Of(won.Dividend, wins, horse[0], winners, pool.Close, _regulated.Dividends(day, ticket.Pool))
                        is { } doubt => new LegOutcome.Unsettled(UnsettledReason.DividendDoubtful) { Doubt = doubt },
                var other => other,
            };
        }
        if (places == 0)
            return new LegOutcome.Refunded(RefundReason.TooFewStarters);
        return closingOdds && wins && pool is not null
            ? AtClose(horse[0], winners, pool.Close, _regulated.Dividends(day, ticket.Pool))
            : new LegOutcome.Unsettled(UnsettledReason.NoDividends);
    }

    private static LegOutcome AtClose(int horse, List<int> winners, IReadOnlyList<WinPrice> close, DividendRow rules)
    {
        var dividend = ClosingDividend.Of(winners.Contains(horse) ? horse : winners[0], winners, close, rules);
        if (dividend is not { } paid)
            return new LegOutcome.Unsettled(close.Count == 0 ? UnsettledReason.NoDividends : UnsettledReason.DividendsIncomplete);
        return winners.Contains(horse) ? new LegOutcome.Won(paid, DividendBasis.ClosingOdds) : new LegOutcome.Lost();
    }

    private LegOutcome Combined(CombinedBet bet, Ticket ticket, IReadOnlyList<int> horses, FinishedRace race, RaceResult result)
    {
        var pool = PoolDividends.Of(result, ticket.Pool, bet.Bet);
        // The line of all its horses goes before what a flag says of one of them.
        if (pool is { Refunded: false } && pool.Paid(horses) is { } paid)
            return Booked(paid);
        int[] starters = [.. horses.Where(horse => !race.IsWithdrawn(horse))];
        if (starters.Length == 0)
            return new LegOutcome.Refunded(RefundReason.NonRunner);
        if (pool is { Refunded: true })
            return new LegOutcome.Refunded(RefundReason.BetRefunded);
        if (_regulated.IsRefunded(ticket.Race.Date, bet.Bet, race.Field) && pool is not { Any: true })
            return new LegOutcome.Refunded(RefundReason.TooFewStarters);
        if (pool is null)
            return new LegOutcome.Unsettled(UnsettledReason.NoDividends);
        if (starters.Length < horses.Count)
            return WithNonRunner(bet, pool, starters, result);
        return pool.Any
            ? Official(pool, horses, Placing.Combinations(result.Arrival, bet.Depth, bet.Size))
            : new LegOutcome.Unsettled(UnsettledReason.NoDividends);
    }

    private static LegOutcome Booked(LegOutcome combination) =>
        combination is LegOutcome.Won won && DoubtfulDividend.OfCombination(won.Dividend) is { } doubt
            ? new LegOutcome.Unsettled(UnsettledReason.DividendDoubtful) { Doubt = doubt }
            : combination;

    private static LegOutcome Official(PoolDividends pool, IReadOnlyList<int> horses, IEnumerable<IReadOnlyList<int>> winners) =>
        pool.Paid(horses)
        ?? (winners.All(pool.Has) ? new LegOutcome.Lost() : new LegOutcome.Unsettled(UnsettledReason.DividendsIncomplete));

    /// <summary>
    /// The operators pay such combinations by lines of their own ("1 NP"). If all places asked for had to be filled (Couplé gagnant, Trio), the horses that started must have
    /// taken the first of them.
    /// </summary>
    private static LegOutcome WithNonRunner(CombinedBet bet, PoolDividends pool, int[] starters, RaceResult result)
    {
        if (!pool.AnyWithNonRunner)
            return new LegOutcome.Unsettled(UnsettledReason.NoNonRunnerDividend);
        if (pool.PaidWithNonRunner(starters) is { } paid)
            return Booked(paid);
        var depth = bet.Size == bet.Depth ? starters.Length : bet.Depth;
        // Lines that pay nothing are not always published.
        return Placing.Together(result.Arrival, depth, starters)
            ? new LegOutcome.Unsettled(UnsettledReason.DividendsIncomplete)
            : new LegOutcome.Lost();
    }
}
