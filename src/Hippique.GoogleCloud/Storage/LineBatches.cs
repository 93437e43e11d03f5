namespace Hippique.GoogleCloud.Storage;

/// <summary>Gathers the lines that several callers add to one object while it may not be written, and writes them together.</summary>
/// <param name="append">
/// Writes to the object of that name what the function gives, which it calls once and as late as it can: what comes until then goes along.
/// </param>
internal sealed class LineBatches(Func<string, Func<byte[]>, Task> append)
{
    private readonly Lock _gate = new();

    /// <summary>Open batches of the objects that are being written; null: none is open.</summary>
    private readonly Dictionary<string, Batch?> _batches = new(StringComparer.Ordinal);

    /// <summary>Returns when the lines are stored. A caller that is cancelled leaves them to the others.</summary>
    public Task AddAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Batch batch;
        bool first;
        lock (_gate)
        {
            first = !_batches.TryGetValue(name, out var open);
            batch = open ?? new Batch();
            batch.Lines.Write(lines.Span);
            _batches[name] = batch;
        }
        if (first)
            _ = WriteAsync(name);
        return batch.Stored.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync(string name)
    {
        do
        {
            Batch? taken = null;
            try
            {
                await append(
                        name,
                        () =>
                        {
                            taken = Close(name);
                            return taken.Lines.ToArray();
                        }
                    )
                    .ConfigureAwait(false);
                taken!.Stored.SetResult();
            }
            // Whoever waits for the lines is told; nobody else is there to hear it.
            catch (Exception failure)
            {
                (taken ?? Close(name)).Stored.SetException(failure);
            }
        } while (HasMore(name));
    }

    private Batch Close(string name)
    {
        lock (_gate)
        {
            var batch = _batches[name]!;
            _batches[name] = null;
            return batch;
        }
    }

    private bool HasMore(string name)
    {
        lock (_gate)
        {
            if (_batches[name] is not null)
                return true;
            _batches.Remove(name);
            return false;
        }
    }

    private sealed class Batch
    {
        public MemoryStream Lines { get; } = new();
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
