using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Exposure;

/// <summary>The changes of the limits that one place has set, in the order in which they were made, and what they come to at a moment.</summary>
internal sealed class LimitChanges
{
    /// <summary>A raise takes effect after it.</summary>
    public static readonly TimeSpan CoolOff = TimeSpan.FromHours(24);

    private readonly List<LimitChange> _all = [];

    /// <summary>As they were set last.</summary>
    public PlayLimits Set => _all.Count > 0 ? _all[^1].Limits : PlayLimits.None;

    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public static async Task<LimitChanges> ReadAsync(IArtifactStore store, string path, CancellationToken cancellationToken) =>
        Of(path, await store.GetAsync(path, cancellationToken).ConfigureAwait(false));

    /// <param name="path">Of the file.</param>
    /// <param name="there">Its lines; null: nothing was ever set.</param>
    public static LimitChanges Of(string path, Artifact? there)
    {
        var changes = new LimitChanges();
        if (there is null)
            return changes;
        foreach (var range in there.Content.Span.Split((byte)'\n'))
        {
            var line = there.Content[range];
            // A line that somebody has damaged takes no limit away: the others hold.
            if (line.Length > 0 && Read(path, line) is { } change)
                changes._all.Add(change);
        }
        return changes;
    }

    public void Add(LimitChange change) => _all.Add(change);

    /// <summary>The lowest of those that were set at any time of the last day; a pause is a limit of 0 € until its end.</summary>
    public PlayLimits InForce(DateTimeOffset now)
    {
        var from = now - CoolOff;
        var limits = PlayLimits.None;
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            limits = limits.And(_all[i].Limits);
            // What stood before this one was over by the time the day began.
            if (_all[i].At <= from)
                break;
        }
        return PausedUntil(now) is { } until ? limits.Paused(until) : limits;
    }

    /// <summary>When all that is set is in force; null if it is.</summary>
    public DateTimeOffset? CooledAt(DateTimeOffset now)
    {
        if (_all.Count == 0 || InForce(now).IsSameMoney(PausedUntil(now) is { } until ? Set.Paused(until) : Set))
            return null;
        // A pause repeats the limits beside it, and begins no day anew.
        var first = _all.Count - 1;
        while (first > 0 && _all[first - 1].Limits == Set)
            first--;
        return _all[first].At + CoolOff;
    }

    /// <summary>The latest end of a pause that is not over: no later one shortens it.</summary>
    public DateTimeOffset? PausedUntil(DateTimeOffset now) =>
        _all.Max(change => change.PausedUntil) is { } until && until > now ? until : null;

    private static LimitChange? Read(string path, ReadOnlyMemory<byte> line)
    {
        try
        {
            return ArtifactJson.Read<LimitChange>(path, line);
        }
        catch (ArtifactException damaged) when (damaged.IsUnreadable)
        {
            return null;
        }
    }
}
