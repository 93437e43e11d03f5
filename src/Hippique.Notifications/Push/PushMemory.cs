using System.Collections.Concurrent;

namespace Hippique.Notifications.Push;

/// <summary>
/// What this process knows of messages that not every subscription has accepted yet, so that the others are not sent them again, and of push services that asked to be left alone. After a
/// restart a message may come twice; its tag has it replace the first.
/// </summary>
internal sealed class PushMemory
{
    private const int MostMessages = 64;

    /// <summary>Nobody may ask for a longer one.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, bool>> _ended = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _leftAlone = new(StringComparer.Ordinal);

    /// <summary>The message need not be sent there again.</summary>
    public void End(string message, string endpoint, bool accepted)
    {
        lock (_gate)
        {
            if (!_ended.TryGetValue(message, out var known))
            {
                _ended[message] = known = new Dictionary<string, bool>(StringComparer.Ordinal);
                _order.Enqueue(message);
            }
            known[endpoint] = accepted;
            while (_order.Count > MostMessages)
                _ended.Remove(_order.Dequeue());
        }
    }

    public bool HasEnded(string message, string endpoint)
    {
        lock (_gate)
            return _ended.TryGetValue(message, out var known) && known.ContainsKey(endpoint);
    }

    /// <summary>Whether a subscription has the message.</summary>
    public bool IsAccepted(string message)
    {
        lock (_gate)
            return _ended.TryGetValue(message, out var known) && known.ContainsValue(true);
    }

    public void LeaveAlone(string endpoint, TimeSpan asked, DateTimeOffset now) =>
        _leftAlone[endpoint] = now + (asked < LongestAsked ? asked : LongestAsked);

    /// <summary>How long it is still not asked; null: it is.</summary>
    public TimeSpan? Wait(string endpoint, DateTimeOffset now)
    {
        if (!_leftAlone.TryGetValue(endpoint, out var until))
            return null;
        if (until > now && until <= now + LongestAsked)
            return until - now;
        _leftAlone.TryRemove(endpoint, out _);
        return null;
    }
}
