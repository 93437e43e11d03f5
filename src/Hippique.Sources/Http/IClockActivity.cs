namespace Hippique.Sources.Http;

/// <summary>
/// Tells a scaled clock what the program is doing, so that real work costs no virtual time: such a clock stands still while anything is at work, and jumps to its next
/// timer while everything at work waits for a limiter and one of those that wait has set its timer. A real clock does not listen: <see cref="RealTime"/>.
/// </summary>
public interface IClockActivity
{
    /// <summary>A task is being carried out, or a request is on the wire, until the scope is disposed. Scopes nest.</summary>
    IDisposable Work();

    /// <summary>The current work does nothing but wait for a limiter's next token, until the scope is disposed. The timer for which it waits is made within the scope.</summary>
    IDisposable LimiterWait();

    /// <summary>Nothing is done until an instant comes, until the scope is disposed. The timer for which it waits is made within the scope. A clock that passes by itself need not know.</summary>
    IDisposable DueWait() => RealTime.Instance;
}

/// <summary>For clocks that pass by themselves.</summary>
public sealed class RealTime : IClockActivity, IDisposable
{
    public static readonly RealTime Instance = new();

    private RealTime() { }

    public IDisposable Work() => this;

    public IDisposable LimiterWait() => this;

    public void Dispose() { }
}
