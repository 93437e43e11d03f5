using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Events;

/// <summary>A timer that tells when it is paused and when it goes on.</summary>
public sealed class PublishingTaskTimer(ITaskTimer timer, EventBus events) : ITaskTimer
{
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await timer.PauseAsync(cancellationToken).ConfigureAwait(false);
        events.Publish(new HippiqueEvent.QueuePaused());
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await timer.ResumeAsync(cancellationToken).ConfigureAwait(false);
        events.Publish(new HippiqueEvent.QueueResumed());
    }

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) => timer.IsPausedAsync(cancellationToken);

    public Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken) =>
        timer.WakeAsync(task, at, cancellationToken);

    public Task CancelAsync(string name, CancellationToken cancellationToken) => timer.CancelAsync(name, cancellationToken);

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken) =>
        timer.WaitingAsync(cancellationToken);
}
