using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Notifications.Push;

/// <summary>
/// Sends a message to every browser that has subscribed, at the same time. One that has ended is forgotten; one that fails costs the others nothing: at the next try only those are sent the
/// message that have not answered it.
/// </summary>
internal sealed partial class PushNotifier(
    PushSubscriptions subscriptions,
    VapidKeys keys,
    PushSender sender,
    TimeProvider clock,
    ILogger<PushNotifier> logger,
    INewsWords? words = null
) : INotifier
{
    /// <summary>Between two looks at the file for whether anybody has subscribed.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly PushMemory _memory = new();
    private UseSeen? _seen;

    public string Name => "push";

    public string Place => _seen?.Hosts ?? "";

    /// <inheritdoc/>
    public async Task<bool> IsInUseAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var edition = subscriptions.Edition;
        if (_seen is { } seen && seen.Edition == edition && (now - seen.At).Duration() < LookEvery)
            return seen.IsInUse;
        try
        {
            return See(await subscriptions.AllAsync(cancellationToken).ConfigureAwait(false), edition, now);
        }
        // No other receiver waits for this file. What a hand has damaged somebody had subscribed to: the messages fail, and say why.
        catch (ArtifactException broken)
        {
            return broken.IsUnreadable || _seen is { IsInUse: true };
        }
    }

    public async Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var id = news.Message.Id;
        var edition = subscriptions.Edition;
        IReadOnlyList<BrowserSubscription> all;
        VapidKeyPair pair;
        try
        {
            all = await subscriptions.AllAsync(cancellationToken).ConfigureAwait(false);
            if (!See(all, edition, now))
                return new NotifierAnswer.Accepted();
            pair = await keys.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        // The boundary to the store: it can be there again at the next try.
        catch (ArtifactException broken)
        {
            return new NotifierAnswer.TryLater(broken.Problem);
        }
        var orders = all.Select(one => one.Language)
            .Distinct()
            .ToDictionary(language => language, language => PushOrder.Of(In(language, news), now));
        var answers = await Task.WhenAll(
                all.Where(one => !_memory.HasEnded(id, one.Endpoint))
                    .Select(one => TellAsync(one, id, orders[one.Language], pair, now, cancellationToken))
            )
            .ConfigureAwait(false);
        return AnswerOf(id, answers);
    }

    /// <summary>Each browser has its own language.</summary>
    private OutgoingNews In(string language, OutgoingNews news) =>
        words is null || news.Words.Language == language ? news : news with { Words = words.Of(news.Message.News, language) };

    private bool See(IReadOnlyList<BrowserSubscription> all, int edition, DateTimeOffset now)
    {
        _seen = new UseSeen(all.Count > 0, string.Join(", ", all.Select(one => one.Host).Distinct()), edition, now);
        return all.Count > 0;
    }

    private async Task<PushAnswer> TellAsync(
        BrowserSubscription to,
        string id,
        PushOrder order,
        VapidKeyPair pair,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (_memory.Wait(to.Endpoint, now) is { } left)
            return new PushAnswer.Later(Problem.Of($"{to.Host}: {Problem.Of($"asked to be left alone")}"), left);
        var answer = await sender.SendAsync(to, order, pair, cancellationToken).ConfigureAwait(false);
        switch (answer)
        {
            case PushAnswer.Later { After: { } asked }:
                _memory.LeaveAlone(to.Endpoint, asked, now);
                break;
            case PushAnswer.Later:
                break;
            case PushAnswer.Gone:
                await ForgetAsync(to).ConfigureAwait(false);
                _memory.End(id, to.Endpoint, accepted: false);
                break;
            case PushAnswer.Refused refused:
                Refuses(logger, id, refused.Why);
                _memory.End(id, to.Endpoint, accepted: false);
                break;
            case PushAnswer.Accepted:
                _memory.End(id, to.Endpoint, accepted: true);
                break;
        }
        return answer;
    }

    /// <summary>Also while the process is being stopped.</summary>
    private async Task ForgetAsync(BrowserSubscription gone)
    {
        try
        {
            await subscriptions.RemoveAsync(gone.Endpoint, CancellationToken.None).ConfigureAwait(false);
            Ended(logger, gone.Host);
        }
        // The next message finds the same.
        catch (ArtifactException unwritable)
        {
            NotForgotten(logger, gone.Host, unwritable.Message);
        }
    }

    private NotifierAnswer AnswerOf(string id, IReadOnlyList<PushAnswer> answers)
    {
        var later = answers.OfType<PushAnswer.Later>().ToList();
        var isAccepted = _memory.IsAccepted(id);
        if (later.Count > 0)
        {
            // What one push service asks for holds for the receiver only if no other has taken the message.
            var asked = isAccepted || later.Exists(one => one.After is null) ? null : later.Min(one => one.After);
            return new NotifierAnswer.TryLater(Problem.Row(later.Select(one => one.Why)), asked);
        }
        var refused = answers.OfType<PushAnswer.Refused>().ToList();
        return isAccepted || refused.Count == 0
            ? new NotifierAnswer.Accepted()
            : new NotifierAnswer.Refused(Problem.Row(refused.Select(one => one.Why)));
    }

    private sealed record UseSeen(bool IsInUse, string Hosts, int Edition, DateTimeOffset At);

    [LoggerMessage(1, LogLevel.Warning, "a browser is not sent {Message}: {Why}")]
    private static partial void Refuses(ILogger logger, string message, Problem why);

    [LoggerMessage(2, LogLevel.Information, "a browser's subscription at {Host} has ended, and is forgotten")]
    private static partial void Ended(ILogger logger, string host);

    [LoggerMessage(3, LogLevel.Warning, "a browser's subscription at {Host} has ended, and that cannot be noted: {Why}")]
    private static partial void NotForgotten(ILogger logger, string host, string why);
}
