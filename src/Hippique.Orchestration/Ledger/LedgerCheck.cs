using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What came of checking the ledger.</summary>
public sealed record LedgerCheckResult
{
    /// <summary>Files that were read.</summary>
    public required int Files { get; init; }
    public required int Entries { get; init; }

    /// <summary>Real tickets on paper.</summary>
    public required LedgerTotals Paper { get; init; }

    /// <summary>Real tickets that were played.</summary>
    public required LedgerTotals Played { get; init; }

    /// <summary>Bets that were imported.</summary>
    public required LedgerTotals Imported { get; init; }

    /// <summary>What does not agree; empty: the ledger balances, and nothing but this program has changed it.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Tickets in the files of days that are not entered, and settlements of them.</summary>
    public required int NotEntered { get; init; }
}

/// <summary>
/// Proves that the ledger balances: the chain of hashes holds, each stake has one fate, the sums by day, bet and pool that follow from the last word on each ticket agree with those that
/// follow from the entries one after the other, and what the files of the days say agrees with both. It changes nothing.
/// </summary>
public sealed class LedgerCheck(IArtifactStore store, PlanStore plans, ILedger ledger)
{
    private readonly SettlementFiles _settlements = new(store);
    private readonly ImportedBets _imported = new(store);

    /// <exception cref="ArtifactException">A file of a day cannot be read.</exception>
    public async Task<LedgerCheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var files = await ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var earlier = await _imported.Ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var (book, bets) = (LedgerBook.Of(files), LedgerBook.Of(earlier));
        var problems = files.Concat(earlier).SelectMany(file => file.Faults.Select(fault => Say(file, fault))).ToList();
        problems.AddRange(files.SelectMany(file => Misplaced(file, ArtifactPaths.LedgerFolder)));
        problems.AddRange(earlier.SelectMany(file => Misplaced(file, ArtifactPaths.ImportedFolder)));
        problems.AddRange(book.Strays.Select(stray => Problem.Of($"entry {stray.Key}: its ticket was not proposed before, or twice")));
        problems.AddRange(bets.Strays.Select(stray => Problem.Of($"entry {stray.Key}: its bet was not imported before")));
        // What was proposed, and what the user did beside it, are never mixed.
        problems.AddRange(book.Imported.Select(bet => Problem.Of($"entry {bet.Told.Key}: an imported bet among those of the program")));
        problems.AddRange(
            bets.Tickets.Select(ticket => Problem.Of($"entry {ticket.Race.Date:yyyy-MM-dd}/{ticket.Id}: a proposal among imported bets"))
        );
        problems.AddRange(bets.Imported.SelectMany(Fate));
        problems.AddRange(LedgerSums.CompareImported(earlier.SelectMany(file => file.Entries), bets));
        problems.AddRange(book.Tickets.SelectMany(Fate));
        problems.AddRange(LedgerSums.Compare(files.SelectMany(file => file.Entries), book));
        var notEntered = await CompareAsync(book, problems, cancellationToken).ConfigureAwait(false);
        List<LedgerTicket> real = [.. book.Tickets.Where(ticket => !ticket.Simulated)];
        return new LedgerCheckResult
        {
            Files = files.Count + earlier.Count,
            Entries = files.Concat(earlier).Sum(file => file.Entries.Count),
            Paper = LedgerTotals.Of(real, LedgerBookKind.Paper),
            Played = LedgerTotals.Of(real, LedgerBookKind.Played),
            Imported = LedgerTotals.Of(bets.Imported),
            Problems = problems,
            NotEntered = notEntered,
        };
    }

    private static Problem Say(LedgerFile file, LedgerFault fault) =>
        fault.Kind switch
        {
            LedgerFaultKind.Unreadable => Problem.Of($"{file.Path}, line {fault.Line}: it is no entry of the ledger"),
            LedgerFaultKind.Changed => Problem.Of(
                $"{file.Path}, line {fault.Line}: its hash is not that of what it says, so it was changed"
            ),
            LedgerFaultKind.OutOfChain => Problem.Of(
                $"{file.Path}, line {fault.Line}: it does not follow the line before it, so lines were removed, added or swapped"
            ),
            LedgerFaultKind.KeyTwice => Problem.Of($"{file.Path}, line {fault.Line}: its key stands in a line before it"),
            LedgerFaultKind.Seal => Problem.Of(
                $"{file.Path}: the seal at its end is missing or is of other entries, so lines were removed or added"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, null),
        };

    private static IEnumerable<Problem> Misplaced(LedgerFile file, string folder) =>
        file
            .Entries.Where(entry => entry.Race is { } race && ArtifactPaths.LedgerIn(folder, race.Date) != file.Path)
            .Select(entry => Problem.Of($"{file.Path}: entry {entry.Key} is of another month"));

    /// <summary>The stake of a ticket is that of its legs, and it is settled with the same stake, a leg once.</summary>
    private static IEnumerable<Problem> Fate(LedgerTicket ticket)
    {
        var name = $"{ticket.Race.Date:yyyy-MM-dd}/{ticket.Id}";
        if (Sum(ticket.Proposed.Legs.Select(leg => leg.Stake)) != ticket.Proposed.Stake)
            yield return Problem.Of($"{name}: the stakes of its legs are not the stake of the ticket");
        if (ticket.Played is { } played && (Sum(played.Legs.Select(leg => leg.Stake)) != played.Stake || played.Stake <= Euro.Zero))
            yield return Problem.Of($"{name}: the stakes of its legs are not what was played");
        foreach (var kind in Enum.GetValues<LedgerBookKind>())
        {
            if (ticket.SettledIn(kind) is not { } settled)
                continue;
            if (settled.Stake != ticket.StakedIn(kind) || Sum(settled.Legs.Select(leg => leg.Stake)) != settled.Stake)
                yield return Problem.Of($"{name}: it was settled with another stake than was staked");
            if (settled.Returned is { } returned && Sum(settled.Legs.Select(leg => leg.Returned ?? Euro.Zero)) != returned)
                yield return Problem.Of($"{name}: what its legs returned is not what the ticket returned");
        }
    }

    /// <summary>What came back fits what is said of it, and what the results give is of whole combinations.</summary>
    private static IEnumerable<Problem> Fate(ImportedBet bet)
    {
        if (bet.Official?.Fact.Ticket is { } official && Sum(official.Legs.Select(leg => leg.Stake)) != official.Stake)
            yield return Problem.Of($"{bet.Race}/{bet.Id}: the stakes of its combinations are not its stake");
        if (bet.Bet.Refunded && bet.Bet.Returned != bet.Bet.Stake)
            yield return Problem.Of($"{bet.Race}/{bet.Id}: its stake came back, and another amount was returned");
    }

    /// <summary>The tickets and settlements that the files of the days have; a day that was cleared has none.</summary>
    private async Task<int> CompareAsync(LedgerBook book, List<Problem> problems, CancellationToken cancellationToken)
    {
        var notEntered = 0;
        var entered = book.Tickets.ToLookup(ticket => ticket.Race);
        foreach (var folder in await store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (
                ArtifactPaths.DayOf(folder) is not { } date
                || await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan
            )
                continue;
            foreach (var race in plan.Races)
            {
                var path = ArtifactPaths.Tickets(race.Id);
                if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
                    continue;
                var sheet = ArtifactJson.Read<TicketSheet>(path, there.Content);
                var last = sheet.Tickets.Count == 0 ? null : await _settlements.LastAsync(race.Id, cancellationToken).ConfigureAwait(false);
                var hash = Convert.ToHexStringLower(SHA256.HashData(there.Content.Span));
                foreach (var ticket in sheet.Tickets)
                {
                    if (entered[race.Id].FirstOrDefault(one => one.Id == ticket.Id) is not { } known)
                        notEntered++;
                    else if (known.Proposed.Sha256 != hash)
                        problems.Add(Problem.Of($"{path}: not the file from which the ledger has its tickets"));
                    else if (last?.Tickets.FirstOrDefault(settled => settled.Id == ticket.Id) is { Returned: { } returned })
                        notEntered += Compare(known, returned, ArtifactPaths.Settlement(race.Id), problems);
                }
            }
        }
        return notEntered;
    }

    private static int Compare(LedgerTicket known, Euro returned, string path, List<Problem> problems)
    {
        if (known.Paper is not { } paper)
            return 1;
        if (paper.Fact.Ticket.Returned != returned)
            problems.Add(Problem.Of($"{path}: {known.Id} returned {returned}, in the ledger {paper.Fact.Ticket.Returned}"));
        return 0;
    }

    private static Euro Sum(IEnumerable<Euro> amounts) => new(amounts.Sum(amount => amount.Amount));
}
