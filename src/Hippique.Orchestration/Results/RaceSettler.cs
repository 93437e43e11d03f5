using System.Runtime.ExceptionServices;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Results;

/// <summary>
/// The one way of a race that is over: its sources are asked, what they state is kept (<c>result.json</c>), its tickets are settled (<c>settlement.json</c>), and the race is added
/// to the record of past races. The service, a request, a replay and the demo all settle here. Done again without news, nothing changes.
/// </summary>
/// <remarks>A race that was never looked at has no card; it is asked for only by name (<see cref="AskFor.Everything"/>), and is neither settled nor recorded.</remarks>
public sealed partial class RaceSettler(
    SourceSet sources,
    IArtifactStore store,
    EventBus events,
    IRaceBooks books,
    SettlementSettings settings,
    ILogger<RaceSettler> logger
)
{
    private readonly ResultFiles _results = new(store);
    private readonly SettlementFiles _settlements = new(store);
    private readonly HistoryStore _record = new(store);
    private readonly TicketSettler _settler = new(closingOdds: settings.ClosingOdds);

    /// <summary>For one round of questions: a source that is down is skipped for the rest of it.</summary>
    /// <param name="wanted">Tickets beside the user's whose dividends are wanted too; null: none.</param>
    public ResultAsker NewRound(ILookup<RaceId, Ticket>? wanted = null) => new(sources) { Wanted = wanted ?? NoPaperBooks.None };

    /// <summary>Races of one day, one after the other.</summary>
    /// <returns>Each race that was looked at or asked for, and how many are new in the record of past races.</returns>
    /// <exception cref="UnreadableFileException">A file of the record was changed by hand and no longer reads; it is named.</exception>
    /// <exception cref="ArtifactException">An artifact cannot be read or written. One that was changed by hand and no longer reads stops its own race alone; it is named in the end.</exception>
    public async Task<(IReadOnlyList<SettledRace> Races, HistoryImport Recorded)> SettleAsync(
        DateOnly date,
        IEnumerable<PlannedRace> races,
        AskFor ask,
        ResultAsker asker,
        CancellationToken cancellationToken
    )
    {
        var recorded = settings.Records
            ? await _record.RacesAsync(date, cancellationToken).ConfigureAwait(false)
            : new HashSet<string>(StringComparer.Ordinal);
        var settled = new List<SettledRace>();
        var past = new List<PastRace>();
        ArtifactException? unreadable = null;
        foreach (var race in races)
        {
            try
            {
                await SettleAsync(race).ConfigureAwait(false);
            }
            catch (ArtifactException broken) when (broken.IsUnreadable)
            {
                unreadable ??= broken;
            }
        }
        var imported = await _record.ImportAsync(past, cancellationToken).ConfigureAwait(false);
        if (imported.New > 0)
            Extended(logger, date, imported.New);
        if (unreadable is not null)
            ExceptionDispatchInfo.Throw(unreadable);
        return (settled, imported);

        async Task SettleAsync(PlannedRace race)
        {
            var tickets = await TicketsAsync(race.Id, cancellationToken).ConfigureAwait(false);
            if (ask == AskFor.OpenTickets && tickets.Count == 0 && !asker.Wanted.Contains(race.Id))
                return;
            var looks = await RaceLooks.ReadAsync(store, race, cancellationToken).ConfigureAwait(false);
            if (looks.Card is null && ask != AskFor.Everything)
                return;
            var isRecorded = recorded.Contains(race.Id.Code.ToString());
            settled.Add(await AskedAsync(race, looks, tickets, ask, isRecorded, asker, cancellationToken).ConfigureAwait(false));
            if (settings.Records && !isRecorded && looks.ToPast(settled[^1].Result) is { } run)
                past.Add(run);
        }
    }

    /// <summary>The race has an end that a source has stated, and none of its tickets is open.</summary>
    /// <exception cref="ArtifactException">An artifact cannot be read.</exception>
    public async Task<bool> IsSettledAsync(RaceId race, CancellationToken cancellationToken)
    {
        if (
            await _results.CurrentAsync(race, static _ => true, cancellationToken).ConfigureAwait(false) is not { } kept
            || RaceEnds.Of(kept.Result) == RaceEndState.Provisional
        )
            return false;
        return await _settlements.LastAsync(race, cancellationToken).ConfigureAwait(false) is { } last
            ? last.Open == 0
            : (await TicketsAsync(race, cancellationToken).ConfigureAwait(false)).Count == 0;
    }

    private async Task<SettledRace> AskedAsync(
        PlannedRace race,
        RaceLooks looks,
        IReadOnlyList<Ticket> tickets,
        AskFor ask,
        bool isRecorded,
        ResultAsker asker,
        CancellationToken cancellationToken
    )
    {
        var kept = await _results.CurrentAsync(race.Id, looks.IsOf, cancellationToken).ConfigureAwait(false);
        var end = RaceEnds.Of(race, kept, null);
        // A loser needs an arrival alone, a winner its dividend too: a book whose dividends nobody asks for would look worse than it is.
        IReadOnlyList<Ticket> all = [.. tickets, .. asker.Wanted[race.Id]];
        var open = Open(Settle(all, looks, kept?.Result));
        // The plan's flag alone is no end: some races of an abandoned meeting were run.
        var isEnded = kept is not null && RaceEnds.Of(kept.Result) != RaceEndState.Provisional;
        if (open > 0 || MustAsk(ask, isKnown: isEnded || isRecorded, hasTickets: tickets.Count > 0))
        {
            var answer = await asker.AskAsync(race, IsEnough, cancellationToken).ConfigureAwait(false);
            // What settles the user's tickets is not replaced for the sake of another book's.
            var isOpen = Open(Settle(tickets, looks, kept?.Result)) > 0;
            kept = await KeepAsync(race, looks, kept, isOpen, answer, cancellationToken).ConfigureAwait(false);
            end = RaceEnds.Of(race, kept, answer);
            if (!end.HasEnded)
                SayWhy(race.Id, answer);
        }
        return await RecordAsync(end with { Simulated = looks.Simulated }, kept, Settle(tickets, looks, kept?.Result), cancellationToken)
            .ConfigureAwait(false);

        bool IsEnough(RaceResult stated) =>
            looks.IsOf(stated) && Open(Settle(all, looks, kept is null ? stated : ResultMerge.Update(kept.Result, stated))) == 0;
    }

    private void SayWhy(RaceId race, ResultAnswer answer)
    {
        var why = string.Join("; ", answer.Refusals);
        // What the first questions of most races find; a task that never finds an arrival ends as failed.
        if (answer is ResultAnswer.NotYet)
            NotYet(logger, race, why);
        else
            NoResult(logger, race, why);
    }

    private static bool MustAsk(AskFor ask, bool isKnown, bool hasTickets) =>
        ask switch
        {
            AskFor.OpenTickets => false,
            AskFor.Missing => !isKnown,
            AskFor.Corrections => hasTickets || !isKnown,
            _ => true,
        };

    /// <summary>Keeps what the answer states of this race. A result whose winner is not on the card is of another race.</summary>
    private async Task<KeptResult?> KeepAsync(
        PlannedRace race,
        RaceLooks looks,
        KeptResult? kept,
        bool isOpen,
        ResultAnswer answer,
        CancellationToken cancellationToken
    )
    {
        // The first official arrival of this race; else what the state rests on.
        var published = answer.Results.Where(ResultMerge.HasArrival).FirstOrDefault(looks.IsOf) ?? answer.Published;
        if (published is null)
            return kept;
        if (!looks.IsOf(published))
        {
            Foreign(logger, race.Id);
            return kept;
        }
        var stated = answer.Results.Where(other => ResultMerge.Agree(published, other)).Aggregate(published, ResultMerge.Complete);
        if (!isOpen && kept is not null && Contradicts(kept.Result, stated))
        {
            Contradicted(logger, race.Id);
            return kept;
        }
        var state = answer is ResultAnswer.NobodyClassified ? ResultState.NobodyClassified : stated.State;
        return await _results
            .AddAsync(stated with { Id = race.Id, State = state, Simulated = looks.Simulated }, looks.IsOf, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Another operator has another arrival. The one by which everything is settled is corrected by its own operator only, or tickets would change with whoever answers.</summary>
    private static bool Contradicts(RaceResult known, RaceResult stated) =>
        ResultMerge.HasArrival(known)
        && ResultMerge.HasArrival(stated)
        && !ResultMerge.Agree(known, stated)
        && stated.Pool != known.Pool
        && stated.Others.All(pool => pool.Pool != known.Pool);

    private async Task<SettledRace> RecordAsync(
        SettledRace end,
        KeptResult? kept,
        IReadOnlyList<TicketSettlement> settled,
        CancellationToken cancellationToken
    )
    {
        // A plan's flag refunds although a result stands there that has no end.
        var rests = kept is not null && RaceEnds.Of(kept.Result) == end.State ? kept : null;
        var fact = SettlementFact.Of(settled, kept?.Result, rests?.File) with { State = RaceEnds.ResultOf(end.State) };
        var race = end with { Tickets = fact.Tickets };
        if (fact.Tickets.Count == 0 || !end.HasEnded)
            return race;
        var isNews = await _settlements.AddAsync(end.Race, fact, end.Simulated, cancellationToken).ConfigureAwait(false);
        // Also without news: the process that settled it may have been killed before it was booked.
        await books.BookAsync(end.Race, cancellationToken).ConfigureAwait(false);
        if (!isNews)
            return race;
        var staked = new Euro(fact.Tickets.Sum(ticket => ticket.Stake.Amount));
        events.Publish(new HippiqueEvent.RaceSettled(end.Race, fact.Tickets.Count, fact.Open, staked, fact.Returned));
        return race with { IsNews = true };
    }

    private IReadOnlyList<TicketSettlement> Settle(IReadOnlyList<Ticket> tickets, RaceLooks looks, RaceResult? result) =>
        looks.Finished(result) is { } finished ? [.. tickets.Select(ticket => _settler.Settle(ticket, finished))] : [];

    private static int Open(IReadOnlyList<TicketSettlement> settled) => settled.Count(ticket => ticket.Outcome is TicketOutcome.Unsettled);

    private async Task<IReadOnlyList<Ticket>> TicketsAsync(RaceId race, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Tickets(race);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<TicketSheet>(path, there.Content).Tickets
            : [];
    }

    [LoggerMessage(LogLevel.Information, "{New} races of {Date:yyyy-MM-dd} added to the record of past races")]
    private static partial void Extended(ILogger logger, DateOnly date, int @new);

    [LoggerMessage(LogLevel.Information, "{Race}: no official result yet: {Why}")]
    private static partial void NotYet(ILogger logger, RaceId race, string why);

    [LoggerMessage(LogLevel.Warning, "{Race}: no official result: {Why}")]
    private static partial void NoResult(ILogger logger, RaceId race, string why);

    [LoggerMessage(
        LogLevel.Warning,
        "{Race}: a source of another pool has another arrival; the race stays settled on the one that was kept"
    )]
    private static partial void Contradicted(ILogger logger, RaceId race);

    [LoggerMessage(LogLevel.Warning, "{Race}: the winner is not on the card; the result is of another race and is not kept")]
    private static partial void Foreign(ILogger logger, RaceId race);
}
