using System.Collections.Concurrent;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Locks of an installation that is one process.</summary>
public sealed class ProcessLocks : IInstallationLocks
{
    // As many as there are names, and none of them makes a wait handle.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    public async Task<IInstallationLock> TakeAsync(string name, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(name, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Held(gate);
    }

    private sealed class Held(SemaphoreSlim gate) : IInstallationLock
    {
        public Task EnsureHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}
