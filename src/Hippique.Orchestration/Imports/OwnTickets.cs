using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>
/// Bets of a file that were made on tickets of this program. An operator's file shows that they were bought, so they are recorded as played, where that was not said before; they are
/// never imported beside them.
/// </summary>
public sealed class OwnTickets(ILedger ledger, BetRecorder recorder)
{
    /// <returns>The bets that no ticket of this program explains.</returns>
    /// <exception cref="Artifacts.ArtifactException">The ledger cannot be read or written.</exception>
    internal async Task<List<RacedBet>> TakeAsync(
        IReadOnlyList<RacedBet> bets,
        BetImportOrder order,
        BetImportTally tally,
        CancellationToken cancellationToken
    )
    {
        var rest = new List<RacedBet>();
        foreach (var race in bets.GroupBy(bet => bet.Race.Id))
        {
            List<RacedBet> left = [.. race];
            foreach (var ticket in await TicketsAsync(race.Key, cancellationToken).ConfigureAwait(false))
            {
                var taken = Matching(ticket, left);
                if (taken.Count == 0)
                    continue;
                left.RemoveAll(bet => taken.Any(one => one.Bet == bet));
                var recorded = await RecordAsync(ticket, taken, order, cancellationToken).ConfigureAwait(false);
                foreach (var line in taken.Select(one => one.Bet.Told.Line))
                {
                    if (recorded.IsOk)
                        tally.Own.Add(new OwnBet(line, race.Key, ticket.Id, recorded.Value));
                    else
                        tally.Refused.Add(new RefusedRow(line, recorded.Error));
                }
                tally.CountDay(race.Key.Date);
            }
            rest.AddRange(left);
        }
        return rest;
    }

    private async Task<IReadOnlyList<LedgerTicket>> TicketsAsync(RaceId race, CancellationToken cancellationToken) =>
        [
            .. (await ledger.ReadAsync(race.Date, cancellationToken).ConfigureAwait(false)).Book.Tickets.Where(ticket =>
                ticket.Race == race && !ticket.Simulated
            ),
        ];

    /// <summary>A leg is bought once: a second bet alike is one of the user's own.</summary>
    private static List<(ProposedLeg Leg, RacedBet Bet)> Matching(LedgerTicket ticket, IReadOnlyList<RacedBet> bets)
    {
        var pool = ticket.Played?.Pool ?? ticket.Proposed.Pool;
        var taken = new List<(ProposedLeg Leg, RacedBet Bet)>();
        foreach (var leg in ticket.Proposed.Legs)
        {
            var bet = bets.FirstOrDefault(bet =>
                bet.Told.Pool == pool
                && bet.Told.Bet == ticket.Proposed.Bet
                && !bet.Told.Horses.IsFormula
                && bet.Told.Horses.Numbers.Order().SequenceEqual(leg.Numbers.Order())
                && taken.TrueForAll(one => one.Bet != bet)
            );
            if (bet is not null)
                taken.Add((leg, bet));
        }
        return taken;
    }

    /// <returns>Whether it was not said before, or why it cannot be recorded.</returns>
    private async Task<ParseResult<bool>> RecordAsync(
        LedgerTicket ticket,
        List<(ProposedLeg Leg, RacedBet Bet)> taken,
        BetImportOrder order,
        CancellationToken cancellationToken
    )
    {
        // What the user said himself stands, with its price and its moment.
        if (ticket.Played is { } played && taken.TrueForAll(one => IsSaid(played, one.Leg, one.Bet.Told.Stake)))
            return ParseResult<bool>.Ok(false);
        if (order.DryRun)
            return ParseResult<bool>.Ok(true);
        var result = await recorder
            .RecordAsync(
                new BetOrder
                {
                    Race = ticket.Race,
                    Ticket = ticket.Id,
                    Played = true,
                    Stakes = [.. ticket.Proposed.Legs.Select(leg => new LegAmount(leg.Numbers, StakeOn(leg)))],
                    Odds =
                    [
                        .. taken
                            .Where(one => one.Bet.Told.Odds is not null)
                            .Select(one => new LegAmount(one.Leg.Numbers, (decimal)one.Bet.Told.Odds!.Value)),
                    ],
                    Pool = ticket.Played?.Pool ?? ticket.Proposed.Pool,
                    By = order.By,
                    Way = SayingWay.Import,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return result switch
        {
            BetResult.Recorded recorded => ParseResult<bool>.Ok(recorded.IsNews),
            BetResult.Unknown unknown => ParseResult<bool>.Fail(unknown.Why),
            BetResult.Refused refused => ParseResult<bool>.Fail(refused.Why),
            _ => throw new InvalidOperationException($"nothing is known of {result.GetType().Name}"),
        };

        // A leg that is not in the file was not bought, unless the user has said that it was.
        decimal StakeOn(ProposedLeg leg) =>
            taken.Find(one => one.Leg == leg).Bet is { } bet
                ? bet.Told.Stake.Amount
                : ticket.Played?.Legs.FirstOrDefault(own => own.Numbers.SequenceEqual(leg.Numbers))?.Stake.Amount ?? 0;
    }

    private static bool IsSaid(LedgerFact.Played played, ProposedLeg leg, Euro stake) =>
        played.Legs.Any(own => own.Numbers.SequenceEqual(leg.Numbers) && own.Stake == stake);
}
