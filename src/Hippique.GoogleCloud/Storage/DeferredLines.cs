using Hippique.Orchestration.Artifacts;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Lines that are gathered in memory and added together.</summary>
internal sealed class DeferredLines(IArtifactStore store) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<byte>> _lines = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _saving = new(1, 1);

    public void Add(string path, ReadOnlySpan<byte> lines)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(path, out var gathered))
                _lines[path] = gathered = [];
            gathered.AddRange(lines);
        }
    }

    /// <summary>Saves what was added before the call.</summary>
    /// <exception cref="ArtifactException">The lines stay, and the next call tries again.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<(string Path, byte[] Lines)> gathered;
            lock (_gate)
                gathered = [.. _lines.Select(pair => (pair.Key, pair.Value.ToArray()))];
            await Task.WhenAll(gathered.Select(one => SaveAsync(one.Path, one.Lines, cancellationToken))).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    private async Task SaveAsync(string path, byte[] lines, CancellationToken cancellationToken)
    {
        await store.AppendLinesAsync(path, lines, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _lines[path].RemoveRange(0, lines.Length);
            if (_lines[path].Count == 0)
                _lines.Remove(path);
        }
    }
}
