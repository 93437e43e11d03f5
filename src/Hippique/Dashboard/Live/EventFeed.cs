using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Hippique.Orchestration.Events;

namespace Hippique.Dashboard.Live;

/// <summary>
/// The events of this process, and those that other nodes tell it, for whoever watches it: each listener has a short queue of its own, so that a slow one costs the others and the work nothing. What a listener missed while its
/// connection was cut is sent again, as far as it is kept; if it is not, the listener is told so.
/// </summary>
internal sealed class EventFeed(TimeProvider clock) : IEventListener
{
    /// <summary>Sent while nothing happens, so that the other end knows that the connection stands.</summary>
    internal static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    /// <summary>More than a busy minute has.</summary>
    private const int Kept = 256;
    private const int Waiting = 64;
    private static readonly TimeSpan Reconnect = TimeSpan.FromMilliseconds(500);

    // Another process, or this one after a restart, counts from another number: what it is asked to go on from is then not known.
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly Lock _gate = new();
    private readonly Queue<(long Number, LiveEvent Event)> _kept = new();
    private readonly List<Channel<(long Number, LiveEvent Event)>> _listeners = [];
    private long _last;

    /// <summary>How many are listening.</summary>
    internal int Listeners
    {
        get
        {
            lock (_gate)
                return _listeners.Count;
        }
    }

    public void Heard(HippiqueEvent happened) => Tell(LiveEvent.Of(happened));

    /// <summary>Events of other nodes may have been missed: whoever listens looks again.</summary>
    internal void Reset() => Tell("reset");

    /// <summary>What no part of the program tells as an event of its own.</summary>
    /// <param name="kind">What has happened.</param>
    public void Tell(string kind) => Tell(Own(kind));

    /// <summary>Numbers it, keeps it, and tells every listener.</summary>
    internal void Tell(LiveEvent live)
    {
        lock (_gate)
        {
            var numbered = (++_last, live);
            _kept.Enqueue(numbered);
            if (_kept.Count > Kept)
                _kept.Dequeue();
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(numbered);
        }
    }

    /// <summary>Events from now on, after those that were missed.</summary>
    /// <param name="lastSeen">The id of the last one that was received; null: none was.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<LiveEvent>> ListenAsync(
        string? lastSeen,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var queue = Channel.CreateBounded<(long Number, LiveEvent Event)>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
        );
        var (missed, from) = Begin(queue, lastSeen);
        try
        {
            yield return Item(from, Own(missed is null ? "reset" : "hello"));
            foreach (var one in missed ?? [])
                yield return Item(one.Number, one.Event);
            using var pulse = new PeriodicTimer(Pulse, clock);
            var beat = pulse.WaitForNextTickAsync(cancellationToken).AsTask();
            var more = queue.Reader.WaitToReadAsync(cancellationToken).AsTask();
            while (true)
            {
                await Task.WhenAny(more, beat).ConfigureAwait(ConfigureAwaitOptions.None);
                if (cancellationToken.IsCancellationRequested)
                    yield break;
                if (more.IsCompleted)
                {
                    while (queue.Reader.TryRead(out var one))
                        yield return Item(from = one.Number, one.Event);
                    more = queue.Reader.WaitToReadAsync(cancellationToken).AsTask();
                }
                if (!beat.IsCompleted)
                    continue;
                yield return Item(from, Own("pulse"));
                beat = pulse.WaitForNextTickAsync(cancellationToken).AsTask();
            }
        }
        finally
        {
            lock (_gate)
                _listeners.Remove(queue);
        }
    }

    /// <summary>Null instead of what was missed: it is not known, or no longer kept.</summary>
    private (IReadOnlyList<(long Number, LiveEvent Event)>? Missed, long From) Begin(
        Channel<(long Number, LiveEvent Event)> queue,
        string? lastSeen
    )
    {
        lock (_gate)
        {
            _listeners.Add(queue);
            if (lastSeen is null)
                return ([], _last);
            if (lastSeen.Split('-') is not [var run, var text] || run != _run || !long.TryParse(text, out var number))
                return (null, _last);
            var first = _last - _kept.Count + 1;
            return number < first - 1 || number > _last ? (null, _last) : ([.. _kept.Where(one => one.Number > number)], number);
        }
    }

    private LiveEvent Own(string kind) =>
        new()
        {
            Kind = kind,
            At = clock.GetUtcNow(),
            CorrelationId = "events",
        };

    private SseItem<LiveEvent> Item(long number, LiveEvent live) =>
        new(live)
        {
            EventId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_run}-{number}"),
            ReconnectionInterval = live.Kind is "hello" or "reset" ? Reconnect : null,
        };
}
