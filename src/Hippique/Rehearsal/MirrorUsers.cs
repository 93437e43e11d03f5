namespace Hippique.Rehearsal;

/// <summary>Who uses a mirror. It outlives a process that is killed, so that the next one finds its sources; when nobody comes for <see cref="Lapse"/>, it ends.</summary>
internal sealed class MirrorUsers(TimeProvider clock)
{
    /// <summary>How long it stays without any user, in real time.</summary>
    public static readonly TimeSpan Lapse = TimeSpan.FromMinutes(2);

    /// <summary>A user that has not been seen for so long was killed.</summary>
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private long _last = clock.GetTimestamp();
    private bool _left;

    public void Seen(string user)
    {
        lock (_gate)
            _seen[user] = _last = clock.GetTimestamp();
    }

    /// <summary>The user was stopped and will not come again.</summary>
    public void Left(string user)
    {
        lock (_gate)
        {
            _seen.Remove(user);
            _left = true;
        }
    }

    /// <summary>Nobody needs the mirror any more.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                var present = _seen.Values.Any(at => clock.GetElapsedTime(at) < Absent);
                return !present && (_left || clock.GetElapsedTime(_last) >= Lapse);
            }
        }
    }
}
