using Hippique.Orchestration.Tasks;

namespace Hippique.Testing.Tasks;

/// <summary>A timer that notes what it is asked for and wakes nothing.</summary>
public sealed class FakeTaskTimer : ITaskTimer
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DateTimeOffset> _wakes = new(StringComparer.Ordinal);

    public bool Paused { get; private set; }

    /// <summary>The wakes to come, by name.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Wakes
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, DateTimeOffset>(_wakes, StringComparer.Ordinal);
        }
    }

    public Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate)
            _wakes[task.Name] = at;
        return Task.CompletedTask;
    }

    public Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
            _wakes.Remove(name);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken) => Task.FromResult(Wakes);

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        Paused = true;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        Paused = false;
        return Task.CompletedTask;
    }

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) => Task.FromResult(Paused);
}
