namespace Hippique.Embedded.Tasks;

/// <summary>
/// Asks the tasks under way to stop, before the timer does: a timer that shuts down refuses whoever asks it for another wake, and a task that was not told would take that for a fault of
/// its own and end.
/// </summary>
internal sealed class QueueStop : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken Token => _stopping.Token;

    public Task AskAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
