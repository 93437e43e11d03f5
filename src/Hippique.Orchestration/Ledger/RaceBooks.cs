using System.Security.Cryptography;
using Hippique.Gpi;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Ledger;

/// <summary>
/// Brings the ledger up to what the files of a race say: which tickets were proposed, on which result they are settled, what they returned, on paper and as they were played. It looks
/// at the files and not at events, so that a process that was killed between a file and its entry loses none.
/// </summary>
public sealed partial class RaceBooks(IArtifactStore store, PlanStore plans, ILedger ledger, ILogger<RaceBooks> logger) : IRaceBooks
{
    private readonly ResultFiles _results = new(store);
    private readonly SettlementFiles _settlements = new(store);

    public async Task BookAsync(RaceId race, CancellationToken cancellationToken)
    {
        // The boundary to the ledger: no look, no ticket and no settlement waits for it, and whoever books next makes up for it.
        try
        {
            await BringUpAsync(race, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException broken)
        {
            NotBooked(logger, race, broken.Message);
        }
    }

    /// <summary>The same, with the failure for the caller.</summary>
    /// <returns>What was added.</returns>
    /// <exception cref="ArtifactException">A file of the race or the ledger cannot be read or written.</exception>
    public async Task<IReadOnlyList<NewEntry>> BringUpAsync(RaceId race, CancellationToken cancellationToken)
    {
        if (
            await plans.FindAsync(race, cancellationToken).ConfigureAwait(false) is not { } planned
            || await ReadAsync(planned, cancellationToken).ConfigureAwait(false) is not { } known
        )
            return [];
        return await ledger.AppendAsync(race.Date, file => Missing(known, file.Book), cancellationToken).ConfigureAwait(false);
    }

    private static List<NewEntry> Missing(KnownRace race, LedgerBook book)
    {
        var missing = new List<NewEntry>();
        foreach (var ticket in race.Sheet.Tickets)
        {
            if (book.Find(ticket.Race, ticket.Id) is null)
                missing.Add(LedgerKeys.Proposed(ticket, race.Proposed(ticket)));
        }
        // With what is about to be added: each entry knows the one that it corrects.
        if (race.Result is not { } result)
            return missing;
        var before = book.ResultOf(race.Planned.Id);
        if (before?.Fact != result)
            missing.Add(LedgerKeys.Result(race.Planned.Id, race.Sheet.Simulated, before, result));
        foreach (var ticket in race.Sheet.Tickets)
        {
            var known =
                book.Find(ticket.Race, ticket.Id) ?? new LedgerTicket(ticket.Race, ticket.Id, ticket.Simulated, race.Proposed(ticket));
            missing.AddRange(Settled(race, ticket, known));
        }
        return missing;
    }

    private static IEnumerable<NewEntry> Settled(KnownRace race, Ticket ticket, LedgerTicket known)
    {
        if (known.Said is null && race.Result!.State == ResultState.CalledOff)
            yield return LedgerKeys.Said(known, new LedgerFact.Withdrawn());
        if (race.Settlement!.Tickets.FirstOrDefault(settled => settled.Id == ticket.Id) is not { } paper)
            yield break;
        if (IsNews(known.Paper, paper))
            yield return LedgerKeys.Settled(known, Fact(LedgerBookKind.Paper, paper));
        if (
            known.Played is { } played
            && PlayedSettlement.Of(ticket, played, paper, race.Finished) is { } own
            && IsNews(known.PlayedSettlement, own)
        )
            yield return LedgerKeys.Settled(known, Fact(LedgerBookKind.Played, own));
    }

    private static LedgerFact.Settled Fact(LedgerBookKind book, SettledTicket ticket) => new() { Book = book, Ticket = ticket };

    /// <summary>A ticket that is open is entered only if it had been settled before.</summary>
    internal static bool IsNews(LedgerMatter<LedgerFact.Settled>? before, SettledTicket now) =>
        before is null
            ? now.Outcome != SettledState.Unsettled
            : !ArtifactJson.WriteLine(before.Fact.Ticket).AsSpan().SequenceEqual(ArtifactJson.WriteLine(now));

    /// <summary>Null if nothing was proposed.</summary>
    private async Task<KnownRace?> ReadAsync(PlannedRace planned, CancellationToken cancellationToken)
    {
        var race = planned.Id;
        var path = ArtifactPaths.Tickets(race);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return null;
        var sheet = ArtifactJson.Read<TicketSheet>(path, there.Content);
        if (sheet.Tickets.Count == 0)
            return null;
        var known = new KnownRace(planned, sheet, Sha256(there))
        {
            Analysis = await AnalysisAsync(race, cancellationToken).ConfigureAwait(false),
            Settlement = await _settlements.LastAsync(race, cancellationToken).ConfigureAwait(false),
        };
        if (known.Settlement is not { } fact)
            return known;
        var looks = await RaceLooks.ReadAsync(store, planned, cancellationToken).ConfigureAwait(false);
        var kept = await _results.CurrentAsync(race, looks.IsOf, cancellationToken).ConfigureAwait(false);
        var file = fact.Result is null
            ? null
            : await store.GetAsync($"{ArtifactPaths.Race(race)}{fact.Result}", cancellationToken).ConfigureAwait(false);
        return known with
        {
            Finished = looks.Finished(kept?.Result),
            Result = new LedgerFact.Result(
                fact.State ?? kept?.Result.State ?? ResultState.CalledOff,
                fact.Result,
                file is null ? null : Sha256(file)
            ),
        };
    }

    private async Task<RaceAnalysis?> AnalysisAsync(RaceId race, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Analysis(race);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<RaceAnalysis>(path, there.Content)
            : null;
    }

    private static string Sha256(Artifact file) => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));

    /// <summary>What the files say of a race with tickets.</summary>
    private sealed record KnownRace(PlannedRace Planned, TicketSheet Sheet, string SheetSha256)
    {
        public RaceAnalysis? Analysis { get; init; }

        /// <summary>Null if it is not settled, as <see cref="Result"/> is then.</summary>
        public SettlementFact? Settlement { get; init; }
        public LedgerFact.Result? Result { get; init; }
        public FinishedRace? Finished { get; init; }

        public LedgerFact.Proposed Proposed(Ticket ticket) => Proposals.Of(ticket, Planned, Sheet.Rules, Analysis, SheetSha256);
    }

    [LoggerMessage(1, LogLevel.Error, "{Race}: not entered in the ledger: {Why}")]
    private static partial void NotBooked(ILogger logger, RaceId race, string why);
}
