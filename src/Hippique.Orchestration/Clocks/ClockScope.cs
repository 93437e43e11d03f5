namespace Hippique.Orchestration.Clocks;

/// <summary>Runs an action once, however often it is disposed of.</summary>
internal sealed class ClockScope(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
