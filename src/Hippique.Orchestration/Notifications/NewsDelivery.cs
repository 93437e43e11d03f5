using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Notifications;

/// <summary>
/// Sends one message to one receiver, and tries again while it makes sense. One message at a time to each receiver: whatever else is due for it waits in the queue and holds no place, so
/// that a receiver that hangs keeps one place and never more.
/// </summary>
internal sealed partial class NewsDelivery(
    NewsReceivers receivers,
    NewsSettings settings,
    Outbox outbox,
    ReceiverStates states,
    DaySummary summary,
    PlanStore plans,
    IPlayedTickets played,
    INewsWords words,
    INewsLinks links,
    INewsReports reports,
    TimeProvider clock,
    ILogger<NewsDelivery> logger
) : ITaskHandler
{
    /// <summary>After this a message is looked at again that found its receiver taken.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3);

    /// <summary>Between two tries of one message.</summary>
    private static readonly (TimeSpan Shortest, TimeSpan Longest) Waits = (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>While the process is being stopped, an answer that is under way is still waited for: sent again it would come twice.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, byte> _sending = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.News];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var (key, receiver) = NewsTaskName.Of(task);
        if (receivers.Find(receiver) is not { } notifier)
            return Ended(new TaskEnd.Cancelled(Problem.Of($"{receiver} is not configured any more").ToString()));
        var now = clock.GetUtcNow();
        if (settings.Quiet?.Next(now) is { } end && end > now)
            return Later(end - now, Problem.Of($"quiet hours").ToString());
        if (!_sending.TryAdd(receiver, 0))
            return Later(Busy, Problem.Of($"another message is being sent").ToString());
        try
        {
            var state = await states.OfAsync(receiver, cancellationToken).ConfigureAwait(false);
            if (
                await outbox.ReadAsync(task, make => MakeAsync(task, key, make), cancellationToken).ConfigureAwait(false) is not { } message
            )
                return Ended(new TaskEnd.Cancelled(Problem.Of($"there is nothing to tell").ToString()));
            if (await WhyNotAsync(message.News, cancellationToken).ConfigureAwait(false) is { } over)
                return Ended(new TaskEnd.Cancelled(over));
            var text = await WordsAsync(message.News, cancellationToken).ConfigureAwait(false);
            // Minutes count: a ticket is tried although the receiver has failed before, unless it asked to be left alone.
            if (state.Wait(now) is var wait && wait > TimeSpan.Zero && (state.Asked || !text.Urgent))
                return Again(task, wait, state.Why ?? "");
            return await SendAsync(
                    task,
                    notifier,
                    await WithReportAsync(new OutgoingNews(message, text), notifier, cancellationToken).ConfigureAwait(false),
                    state,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        finally
        {
            _sending.TryRemove(receiver, out _);
        }
    }

    private async Task<NewsText> WordsAsync(News news, CancellationToken cancellationToken)
    {
        var text = words.Of(news);
        if (text.AnswerLabel is null)
            return text;
        // A ticket is worth telling without an address too.
        try
        {
            return text with { AnswerLink = (await links.ForAsync(news, cancellationToken).ConfigureAwait(false))?.AbsoluteUri };
        }
        catch (ArtifactException broken)
        {
            NoAddress(logger, broken.Message);
            return text;
        }
    }

    /// <summary>Made when the message is sent, so that a later try has what was settled meanwhile.</summary>
    private async Task<OutgoingNews> WithReportAsync(OutgoingNews news, INotifier notifier, CancellationToken cancellationToken)
    {
        if (!notifier.TakesReport || news.Message.News is not News.EveningSummary summary)
            return news;
        var report = await reports.OfMonthAsync(summary.Day, cancellationToken).ConfigureAwait(false);
        return news with
        {
            File = report.File,
            Words = report.Why is { } why ? news.Words with { Text = $"{news.Words.Text}\n{why}" } : news.Words,
        };
    }

    private async Task<TaskOutcome> SendAsync(
        PlannedTask task,
        INotifier notifier,
        OutgoingNews news,
        ReceiverState before,
        CancellationToken cancellationToken
    )
    {
        switch (await AskAsync(notifier, news, cancellationToken).ConfigureAwait(false))
        {
            case NotifierAnswer.Accepted:
                await states.AnsweredAsync(notifier.Name, before).ConfigureAwait(false);
                return Ended(Lateness.EndOf(task.DueAt, clock.GetUtcNow()));
            case NotifierAnswer.Refused refused:
                await states.AnsweredAsync(notifier.Name, before).ConfigureAwait(false);
                return Ended(new TaskEnd.Failed(refused.Why.ToString()));
            case NotifierAnswer.TryLater later:
                var state = await states.FailedAsync(notifier.Name, later, cancellationToken).ConfigureAwait(false);
                return Again(task, state.Wait(clock.GetUtcNow()), later.Why.ToString());
            case var other:
                throw new InvalidOperationException($"no outcome for {other.GetType().Name}");
        }
    }

    private async Task<NotifierAnswer> AskAsync(INotifier notifier, OutgoingNews news, CancellationToken cancellationToken)
    {
        // In real time: the receiver lives in it, whatever the clock of the races shows.
        using var limit = new CancellationTokenSource(settings.SendTimeout, TimeProvider.System);
        await using var stopping = cancellationToken.Register(() => limit.CancelAfter(StopGrace)).ConfigureAwait(false);
        try
        {
            return await notifier.SendAsync(news, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new NotifierAnswer.TryLater(Problem.Of($"no answer within {settings.SendTimeout.TotalSeconds:0} s"));
        }
    }

    private async Task<News?> MakeAsync(PlannedTask task, string key, CancellationToken cancellationToken) =>
        key == DueNews.SummaryKey ? await summary.MakeAsync(task.Date, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Why the message makes no sense any more before its time; null if it does.</summary>
    private async Task<string?> WhyNotAsync(News news, CancellationToken cancellationToken)
    {
        // Quiet hours or a receiver that failed kept it until it was over: neither it nor its end is told.
        if (news is News.PlanFailed failed)
            return await plans.GetAsync(failed.Day, cancellationToken).ConfigureAwait(false) is null
                ? null
                : Problem.Of($"the plan stands by now").ToString();
        var race = news switch
        {
            News.TicketsProposed proposed => proposed.Race.Id,
            News.TicketsExpired expired => expired.Race.Id,
            _ => (RaceId?)null,
        };
        if (race is not { } id)
            return null;
        if (await plans.FindAsync(id, cancellationToken).ConfigureAwait(false) is { Cancelled: true })
            return TaskEnd.Cancelled.Withdrawn.Reason;
        return news is News.TicketsExpired && await played.IsDecidedAsync(id, cancellationToken).ConfigureAwait(false)
            ? Problem.Of($"the player has decided on the tickets").ToString()
            : null;
    }

    /// <summary>
    /// After <paramref name="wanted"/>, or later for a message that has been tried for long. What would then be too late is tried again half-way to its end, and given up when that is near.
    /// </summary>
    private TaskOutcome.RetryLater Again(PlannedTask task, TimeSpan wanted, string why)
    {
        var now = clock.GetUtcNow();
        var aged = (now - task.DueAt) / 4;
        var wait = new[] { wanted, Waits.Shortest, aged < Waits.Longest ? aged : Waits.Longest }.Max();
        var left = task.GraceUntil - now;
        if (wait > left && left / 2 >= Waits.Shortest)
            wait = left / 2;
        return Later(wait, Problem.Of($"not delivered: {why}").ToString());
    }

    // A receiver's fault is logged once, where it begins.
    private static TaskOutcome.RetryLater Later(TimeSpan after, string why) => new(after, why) { IsUsual = true };

    private static TaskOutcome.Ended Ended(TaskEnd end) => new(end);

    [LoggerMessage(1, LogLevel.Error, "a message goes out without the address to answer it: {Why}")]
    private static partial void NoAddress(ILogger logger, string why);
}
