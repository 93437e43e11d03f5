using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Replay;

/// <summary>The timer of a replay: wakes tasks in the order of their instants (then names), with the clock set to each, until none waits. Used on one thread at a time.</summary>
public sealed class ReplayTimer(VirtualClock clock) : ITaskTimer
{
    private readonly Dictionary<string, DateTimeOffset> _wakes = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, (DateTimeOffset At, string Name)> _waiting = new(Order);
    private bool _paused;

    // The default order of strings depends on the culture.
    private static readonly IComparer<(DateTimeOffset At, string Name)> Order = Comparer<(DateTimeOffset At, string Name)>.Create(
        (one, other) => one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Name, other.Name)
    );

    public Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        _wakes[task.Name] = at;
        _waiting.Enqueue(task.Name, (at, task.Name));
        return Task.CompletedTask;
    }

    public Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        _wakes.Remove(name);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, DateTimeOffset>>(
            new Dictionary<string, DateTimeOffset>(_wakes, StringComparer.Ordinal)
        );

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        _paused = true;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        _paused = false;
        return Task.CompletedTask;
    }

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) => Task.FromResult(_paused);

    /// <summary>Wakes every task, also those that are set meanwhile, until none waits or it is paused.</summary>
    /// <param name="wake">Carries out the task of a name.</param>
    /// <param name="before">Only tasks that are due earlier than this.</param>
    /// <param name="cancellationToken">Stops between two tasks.</param>
    public async Task RunAsync(Func<string, CancellationToken, Task> wake, DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await RunNextAsync(wake, before, cancellationToken).ConfigureAwait(false)) { }
    }

    /// <summary>Wakes the next task alone.</summary>
    /// <returns>False: none is due, or it is paused.</returns>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public async Task<bool> RunNextAsync(
        Func<string, CancellationToken, Task> wake,
        DateTimeOffset before,
        CancellationToken cancellationToken
    )
    {
        while (!_paused)
        {
            // Before the next one is taken, which would else be lost.
            cancellationToken.ThrowIfCancellationRequested();
            if (!_waiting.TryPeek(out var name, out var due) || due.At >= before)
                return false;
            _waiting.Dequeue();
            // Taken back, or set to another instant since.
            if (!_wakes.TryGetValue(name, out var at) || at != due.At)
                continue;
            _wakes.Remove(name);
            clock.AdvanceTo(at);
            await wake(name, cancellationToken).ConfigureAwait(false);
            return true;
        }
        return false;
    }
}
