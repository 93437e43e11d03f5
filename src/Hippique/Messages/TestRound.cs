using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Messages;

/// <summary>A test message to the configured receivers, past the outbox: what does not arrive is not sent again.</summary>
internal static class TestRound
{
    /// <param name="notify">Who is told.</param>
    /// <param name="to">One of them; null: all.</param>
    /// <param name="store">Where browsers' subscriptions lie; null: none is told.</param>
    /// <param name="words">Of the message.</param>
    /// <param name="cancellationToken">Ends the wait for answers.</param>
    public static async Task<TestAnswer> SendAsync(
        NotifySettings notify,
        string? to,
        IArtifactStore? store,
        INewsWords words,
        CancellationToken cancellationToken
    )
    {
        await using var services = KeptReceivers.Open(notify.Receivers, store, words);
        var now = TimeProvider.System.GetUtcNow();
        var message = NewsMessage.New(ParisTime.ProgrammeOf(now), "test", now, new News.Test());
        var news = new OutgoingNews(message, words.Of(message.News));
        var answers = await Task.WhenAll(
            (await KeptReceivers.InUseAsync(services, cancellationToken))
                .Where(receiver => to is null || receiver.Name == to)
                .Select(receiver => SendAsync(receiver, news, notify.News.SendTimeout, cancellationToken))
        );
        return new TestAnswer(answers.All(answer => answer.Answer == TestVerdict.Accepted), message.Id, answers);
    }

    private static async Task<ReceiverAnswer> SendAsync(
        INotifier receiver,
        OutgoingNews news,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(limit);
        try
        {
            return await receiver.SendAsync(news, either.Token) switch
            {
                NotifierAnswer.Accepted => Of(TestVerdict.Accepted, null),
                NotifierAnswer.Refused { Why: var why } => Of(TestVerdict.Refused, why),
                NotifierAnswer.TryLater { Why: var why } => Of(TestVerdict.TryLater, why),
                var other => throw new InvalidOperationException($"no word for {other.GetType().Name}"),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Of(TestVerdict.TryLater, Problem.Of($"no answer within {limit.TotalSeconds:0} s"));
        }

        ReceiverAnswer Of(TestVerdict verdict, Problem? why) => new(receiver.Name, receiver.Place, verdict, why);
    }
}

/// <summary>What the receivers said to a test message; its JSON.</summary>
/// <param name="Ok">All have accepted it.</param>
/// <param name="Id">Of the message.</param>
/// <param name="Receivers">In the order of <c>docs/notifications.md</c>.</param>
internal sealed record TestAnswer(bool Ok, string Id, IReadOnlyList<ReceiverAnswer> Receivers);

/// <param name="Receiver">Its name.</param>
/// <param name="Place">Where it is, without keys.</param>
/// <param name="Answer">What it said.</param>
/// <param name="Why">If it did not accept the message.</param>
internal sealed record ReceiverAnswer(string Receiver, string Place, TestVerdict Answer, Problem? Why);

internal enum TestVerdict
{
    Accepted,
    Refused,
    TryLater,
}
