using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Events;

/// <summary>Told of every event, in the order in which they are published. Called on the thread of whoever publishes: it must be quick, and wait for nothing.</summary>
public interface IEventListener
{
    void Heard(HippiqueEvent happened);
}

/// <summary>Tells every listener of every event: those that the program is composed with, and those that come and go.</summary>
public sealed partial class EventBus(IEnumerable<IEventListener> listeners, TimeProvider clock, ILogger<EventBus> logger)
{
    private readonly Lock _gate = new();
    private readonly List<IEventListener> _listeners = [.. listeners];

    /// <summary>The same event reaches every listener before the next one does.</summary>
    public void Publish(HippiqueEvent happened)
    {
        lock (_gate)
        {
            var stamped = happened with { At = clock.GetUtcNow() };
            foreach (var listener in _listeners)
                Tell(listener, stamped);
        }
    }

    /// <summary>Listens until what it returns is disposed of.</summary>
    public IDisposable Subscribe(IEventListener listener)
    {
        lock (_gate)
            _listeners.Add(listener);
        return new Subscription(this, listener);
    }

    private void Tell(IEventListener listener, HippiqueEvent happened)
    {
        try
        {
            listener.Heard(happened);
        }
        // The boundary to whoever listens: what has happened has happened, whatever a screen makes of it.
        catch (Exception broken)
        {
            ListenerBroke(logger, broken, listener.GetType().Name, happened.GetType().Name);
        }
    }

    private sealed class Subscription(EventBus bus, IEventListener listener) : IDisposable
    {
        public void Dispose()
        {
            lock (bus._gate)
                bus._listeners.Remove(listener);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Listener} broke at {Event}")]
    private static partial void ListenerBroke(ILogger logger, Exception broken, string listener, string @event);
}
