using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>
/// Takes the user's bets from a file into a ledger of their own, and says of each whether the official results agree. A file may be imported again, and a longer one after it: a bet is
/// entered once. Bets on tickets that this program had proposed are recorded in its own ledger, as played, so that no money counts twice.
/// </summary>
public sealed class BetImport(IArtifactStore store, PlanStore plans, OwnTickets own, ImportedBets imported, TimeProvider clock)
{
    /// <returns>A problem if the file as a whole cannot be read; then nothing was entered.</returns>
    /// <exception cref="ArtifactException">A file of a day or the ledger cannot be read or written.</exception>
    public async Task<ParseResult<BetImportReport>> RunAsync(BetImportOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var rows = BetRows.Read(order.Content.Span, order.Columns);
        if (!rows.IsOk)
            return ParseResult<BetImportReport>.Fail(rows.Error);
        var tally = new BetImportTally(rows.Value.Rows.Count);
        var bets = await ReadAsync(rows.Value, order, tally, cancellationToken).ConfigureAwait(false);
        bets = await own.TakeAsync(bets, order, tally, cancellationToken).ConfigureAwait(false);
        var results = new BetResults(store, order.Recorded.Read(bets.Select(bet => bet.Race.Id).ToHashSet(), cancellationToken));
        var said = new Saying(clock.GetUtcNow(), order.By, SayingWay.Import);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(order.Content.Span));
        foreach (
            var month in bets.GroupBy(bet => new DateOnly(bet.Race.Id.Date.Year, bet.Race.Id.Date.Month, 1)).OrderBy(month => month.Key)
        )
        {
            List<SettledBet> settled = [];
            foreach (var bet in month)
                settled.Add(
                    new SettledBet(
                        bet,
                        await results.SettleAsync(bet.Race, bet.Told, cancellationToken).ConfigureAwait(false),
                        results.IsKnown(bet.Race.Id),
                        results.CardOf(bet.Race.Id)
                    )
                );
            var ledger = imported.Ledger;
            // The same twice: to say what would be entered, and to enter it beside whoever else does.
            var file = await ledger.ReadAsync(month.Key, cancellationToken).ConfigureAwait(false);
            tally.Count(Entries(file.Book, settled, sha256, said).Select(entry => entry.Change), settled);
            if (!order.DryRun)
                await ledger
                    .AppendAsync(
                        month.Key,
                        there => [.. Entries(there.Book, settled, sha256, said).SelectMany(entry => entry.New)],
                        cancellationToken
                    )
                    .ConfigureAwait(false);
        }
        return ParseResult<BetImportReport>.Ok(tally.Report());
    }

    private async Task<List<RacedBet>> ReadAsync(
        BetRows rows,
        BetImportOrder order,
        BetImportTally tally,
        CancellationToken cancellationToken
    )
    {
        var reader = new BetRowReader(rows, order.Pool, order.EmptyIsLost);
        var races = new PlannedBets(plans);
        var bets = new List<RacedBet>();
        foreach (var (line, cells) in rows.Rows)
        {
            var read = reader.Read(line, cells);
            if (!read.IsOk)
                tally.Refused.Add(new RefusedRow(line, read.Error));
            else if (read.Value is not { } told)
                tally.OnPaper++;
            else
            {
                var race = await races.FindAsync(told, cancellationToken).ConfigureAwait(false);
                if (race.IsOk)
                    bets.Add(new RacedBet(told, race.Value));
                else
                    tally.Refused.Add(new RefusedRow(line, race.Error));
            }
        }
        return bets;
    }

    /// <summary>What the ledger does not know yet, bet by bet in the order of the file.</summary>
    private static IEnumerable<(BetChange Change, IReadOnlyList<NewEntry> New)> Entries(
        LedgerBook book,
        IReadOnlyList<SettledBet> bets,
        string sha256,
        Saying said
    )
    {
        var ids = new ImportedIds(book);
        foreach (var (bet, settled, _, card) in bets)
        {
            var race = bet.Race.Id;
            var (id, known) = ids.Of(race, bet.Told);
            var told = ImportedFacts.Of(bet, card, sha256, said);
            List<NewEntry> added = [];
            var change = BetChange.Known;
            if (known is null)
                change = BetChange.New;
            else if (ImportedFacts.Merge(known.Bet, told) is { } merged)
                (told, change) = (merged, BetChange.Changed);
            if (change != BetChange.Known)
                added.Add(LedgerKeys.Imported(race, id, known, told));
            if (settled is { Outcome: not SettledState.Unsettled })
            {
                var official = new LedgerFact.Official(settled with { Id = id });
                if (known?.Official is not { } before || !ImportedFacts.IsSame(before.Fact, official))
                    added.Add(LedgerKeys.Official(race, id, known, official));
            }
            yield return (change, added);
        }
    }
}

/// <param name="Told">By the file.</param>
/// <param name="Race">Its race.</param>
internal sealed record RacedBet(ToldBet Told, RaceOfBet Race);

/// <param name="Bet">By the file.</param>
/// <param name="Settled">By the results; null if they are not known, or if it cannot be settled at all.</param>
/// <param name="HasResult">The result of its race is known.</param>
/// <param name="Card">Of a recorded race.</param>
internal sealed record SettledBet(RacedBet Bet, SettledTicket? Settled, bool HasResult, RaceCard? Card);

internal enum BetChange
{
    New,
    Changed,
    Known,
}
