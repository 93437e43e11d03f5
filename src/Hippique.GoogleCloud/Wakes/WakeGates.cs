namespace Hippique.GoogleCloud.Wakes;

/// <summary>Keeps two changes of one task's wakes apart: each would remove what the other has just asked for. Tasks share a gate by chance.</summary>
internal sealed class WakeGates : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> EnterAsync(string task, CancellationToken cancellationToken)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(task) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        return new Held(gate);
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
            gate.Dispose();
    }

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
