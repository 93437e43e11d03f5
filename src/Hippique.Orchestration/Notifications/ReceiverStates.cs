using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Notifications;

/// <summary>Keeps how receivers answer, and logs the beginning and the end of each fault.</summary>
internal sealed partial class ReceiverStates(IArtifactStore store, TimeProvider clock, ILogger<ReceiverStates> logger)
{
    public async Task<ReceiverState> OfAsync(string receiver, CancellationToken cancellationToken) =>
        ReceiverState.Read(receiver, await store.GetAsync(ReceiverState.PathOf(receiver), cancellationToken).ConfigureAwait(false));

    public async Task<ReceiverState> FailedAsync(string receiver, NotifierAnswer.TryLater later, CancellationToken cancellationToken)
    {
        var why = later.Why.ToString();
        var state = await ChangeAsync(receiver, known => known.Failed(clock.GetUtcNow(), why, later.After), cancellationToken)
            .ConfigureAwait(false);
        if (state.Failures == 1)
            Fails(logger, receiver, why);
        return state;
    }

    /// <summary>It has answered. Nothing is written if it did so before.</summary>
    /// <param name="receiver">Its name.</param>
    /// <param name="before">As it was read before the message was sent.</param>
    public async Task AnsweredAsync(string receiver, ReceiverState before)
    {
        if (before.Failures == 0)
            return;
        try
        {
            // The message is delivered, also while the process is being stopped.
            await ChangeAsync(receiver, known => known.Answered(), CancellationToken.None).ConfigureAwait(false);
            Answers(logger, receiver, before.Failures);
        }
        // The message is delivered, and its task must end so; the next answer notes the same.
        catch (IOException unwritable)
        {
            NotNoted(logger, receiver, unwritable.Message);
        }
    }

    private async Task<ReceiverState> ChangeAsync(
        string receiver,
        Func<ReceiverState, ReceiverState> next,
        CancellationToken cancellationToken
    )
    {
        var changed = ReceiverState.Sound;
        await store
            .UpdateAsync(
                ReceiverState.PathOf(receiver),
                there => ArtifactJson.Write(changed = next(ReceiverState.Read(receiver, there))),
                cancellationToken
            )
            .ConfigureAwait(false);
        return changed;
    }

    [LoggerMessage(1, LogLevel.Warning, "messages to {Receiver} are not accepted, and are tried again: {Why}")]
    private static partial void Fails(ILogger logger, string receiver, string why);

    [LoggerMessage(2, LogLevel.Information, "{Receiver} accepts messages again, after {Failures} failures")]
    private static partial void Answers(ILogger logger, string receiver, int failures);

    [LoggerMessage(3, LogLevel.Warning, "{Receiver} answers, and that cannot be noted: {Why}")]
    private static partial void NotNoted(ILogger logger, string receiver, string why);
}
