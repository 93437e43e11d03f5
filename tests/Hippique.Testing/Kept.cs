namespace Hippique.Testing;

/// <summary>
/// What a fake or a process says while a test reads it from another thread. Every reading is a copy of its own: a collection that grows between its count and its
/// enumeration breaks a spread such as <c>[.. a, .. b]</c>.
/// </summary>
public sealed class Kept<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _all = [];

    /// <summary>All of it up to now, in order.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    /// <returns>How many there are now, this one included.</returns>
    public int Add(T item)
    {
        lock (_gate)
        {
            _all.Add(item);
            return _all.Count;
        }
    }

    public void Clear()
    {
        lock (_gate)
            _all.Clear();
    }
}
