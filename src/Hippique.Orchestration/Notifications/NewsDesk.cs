using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Notifications;

/// <summary>
/// Compares what is stored of the day with the messages that were put out, and puts out what is missing: at a start, at every upkeep, and as soon as something happens, in the background,
/// so that nobody waits for it. What was put out once is never put out again, since its name is used.
/// </summary>
internal sealed partial class NewsDesk(
    NewsReceivers receivers,
    NewsSettings settings,
    NewsBell bell,
    Outbox outbox,
    RaceTickets tickets,
    ReceiverStates states,
    TaskQueue queue,
    PlanStore plans,
    PlanTryStore tries,
    TimeProvider clock,
    ILogger<NewsDesk> logger
) : IQueueUpkeep, IDeferredWrites, IAsyncDisposable
{
    /// <summary>The evening's plan of tomorrow is looked at from here on.</summary>
    private static readonly TimeOnly Evening = new(18, 0);

    /// <summary>So long into a day, what is left of the day before is put out.</summary>
    private static readonly TimeSpan DayBefore = TimeSpan.FromHours(6);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;
    private bool _again;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (receivers.IsEmpty)
            return;
        await LookAsync(cancellationToken).ConfigureAwait(false);
        bell.OnRing(Ring);
    }

    public Task CheckAsync(CancellationToken cancellationToken) => receivers.IsEmpty ? Task.CompletedTask : LookAsync(cancellationToken);

    /// <summary>Where nothing runs between two calls, what a call brought about is put out before it is answered.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _looking.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // Once for each service as which it is registered.
        if (_stop.IsCancellationRequested)
            return;
        bell.OnRing(null);
        await _stop.CancelAsync().ConfigureAwait(false);
        await FlushAsync(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
        _oneLook.Dispose();
    }

    private void Ring()
    {
        lock (_gate)
        {
            _again = true;
            if (_looking.IsCompleted)
                _looking = Task.Run(LookWhileRungAsync);
        }
    }

    private async Task LookWhileRungAsync()
    {
        while (IsRung())
            await LookAsync(_stop.Token).ConfigureAwait(false);
    }

    private bool IsRung()
    {
        lock (_gate)
        {
            var rung = _again && !_stop.IsCancellationRequested;
            _again = false;
            return rung;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _oneLook.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        try
        {
            foreach (var date in Dates(clock.GetUtcNow()))
                await LookAsync(date, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneLook.Release();
        }
    }

    private async Task LookAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            var inUse = await receivers.InUseAsync(cancellationToken).ConfigureAwait(false);
            if (inUse.Count > 0)
                await PutOutAsync(await FactsAsync(date, cancellationToken).ConfigureAwait(false), inUse, cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service stops; the next start looks again.
        }
        // The boundary of a look at one day: whatever broke, no phase, no start and no other day fails for a message, and the next look finds the same.
        catch (Exception broken)
        {
            Broke(logger, broken, date);
        }
    }

    /// <summary>Today; for some hours the day before, and in the evening the next one, whose early races are planned then.</summary>
    private static IEnumerable<DateOnly> Dates(DateTimeOffset now)
    {
        var today = ParisTime.ProgrammeOf(now);
        if (ParisTime.ProgrammeOf(now - DayBefore) is var before && before < today)
            yield return before;
        yield return today;
        if (now >= ParisTime.At(today, Evening))
            yield return today.AddDays(1);
    }

    private async Task<DayFacts> FactsAsync(DateOnly date, CancellationToken cancellationToken) =>
        new()
        {
            Date = date,
            Now = clock.GetUtcNow(),
            Plan = await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is { Simulated: false } plan ? plan : null,
            Tries = await tries.GetAsync(date, cancellationToken).ConfigureAwait(false),
            Tasks = await queue.OfDayAsync(date, cancellationToken).ConfigureAwait(false),
        };

    private async Task PutOutAsync(DayFacts day, IReadOnlyList<string> inUse, CancellationToken cancellationToken)
    {
        tickets.Forget(day.Date.AddDays(-1));
        var there = day.Tasks.Where(record => record.Task.Kind == TaskKind.News).ToDictionary(record => record.Task.Name);
        foreach (var news in await DueAsync(day, inUse, cancellationToken).ConfigureAwait(false))
        {
            foreach (var receiver in inUse.Where(name => name != news.NotFor))
            {
                var name = TaskName.News(day.Date, news.Key, receiver);
                var isNext =
                    news.After is not { } first
                    || there.GetValueOrDefault(TaskName.News(day.Date, first, receiver)) is { End.IsDone: true };
                if (isNext && !there.ContainsKey(name) && TaskOf(day, news, name) is { } task)
                    await outbox.AddAsync(task, news.Content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyList<DueNews>> DueAsync(DayFacts day, IReadOnlyList<string> inUse, CancellationToken cancellationToken)
    {
        var due = new List<DueNews>(await tickets.OfAsync(day, cancellationToken).ConfigureAwait(false));
        due.AddRange(DayFaults.Of(day));
        // Nobody else could be told.
        if (inUse.Count > 1)
        {
            var known = new List<(string, ReceiverState)>();
            foreach (var name in inUse)
                known.Add((name, await states.OfAsync(name, cancellationToken).ConfigureAwait(false)));
            due.AddRange(ReceiverFaults.Of(day, known));
        }
        if (DaySummary.Of(day, settings.SummaryAt) is { } summary)
            due.Add(summary);
        return [.. due.Where(news => settings.About.Contains(news.Topic))];
    }

    /// <summary>Null if the message would come when it makes no sense any more.</summary>
    private PlannedTask? TaskOf(DayFacts day, DueNews news, string name)
    {
        var at = news.From > day.Now ? news.From : day.Now;
        if (news.Until is null && day.Now > news.From + news.For)
            return null;
        var due = settings.Quiet?.Next(at) ?? at;
        var until = news.Until ?? due + news.For;
        return due > until
            ? null
            : new PlannedTask
            {
                Name = name,
                Kind = TaskKind.News,
                Date = day.Date,
                Race = news.Race,
                DueAt = due,
                GraceUntil = until,
            };
    }

    [LoggerMessage(1, LogLevel.Error, "the look for news of {Date:yyyy-MM-dd} broke; the next one finds the same")]
    private static partial void Broke(ILogger logger, Exception broken, DateOnly date);
}
