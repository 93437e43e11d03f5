namespace Hippique.GoogleCloud.Wakes;

/// <summary>The wakes that this process has asked for or has seen, by task; what it does not know is found by listing, if that is permitted.</summary>
internal sealed class KnownWakes
{
    private readonly Lock _gate = new();
    private Dictionary<string, Dictionary<string, DateTimeOffset>> _wakes = new(StringComparer.Ordinal);

    public void Add(string task, string id, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (!_wakes.TryGetValue(task, out var ids))
                _wakes[task] = ids = new(StringComparer.Ordinal);
            ids[id] = at;
        }
    }

    public void Remove(string task, string id)
    {
        lock (_gate)
        {
            if (_wakes.TryGetValue(task, out var ids) && ids.Remove(id) && ids.Count == 0)
                _wakes.Remove(task);
        }
    }

    public IReadOnlyList<string> IdsOf(string task)
    {
        lock (_gate)
            return _wakes.TryGetValue(task, out var ids) ? [.. ids.Keys] : [];
    }

    /// <summary>A listing is the truth at its moment.</summary>
    public void Replace(IEnumerable<(string Task, string Id, DateTimeOffset At)> wakes)
    {
        var all = wakes
            .GroupBy(wake => wake.Task, StringComparer.Ordinal)
            .ToDictionary(
                ids => ids.Key,
                ids => ids.ToDictionary(wake => wake.Id, wake => wake.At, StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        lock (_gate)
            _wakes = all;
    }

    /// <summary>The tasks with a wake after this instant, and the first of each.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> After(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _wakes
                .Select(task => (task.Key, Times: task.Value.Values.Where(at => at > now).ToList()))
                .Where(task => task.Times.Count > 0)
                .ToDictionary(task => task.Key, task => task.Times.Min(), StringComparer.Ordinal);
        }
    }
}
