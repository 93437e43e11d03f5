using System.Diagnostics.CodeAnalysis;

namespace Hippique.GoogleCloud.Storage;

/// <summary>Contents by generation, which never change. At its bound it begins anew.</summary>
internal sealed class ContentCache(int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredBytes> _contents = new(StringComparer.Ordinal);
    private long _bytes;

    public bool TryGet(string name, [NotNullWhen(true)] out StoredBytes? there)
    {
        lock (_gate)
            return _contents.TryGetValue(name, out there);
    }

    /// <summary>An object of more than a quarter of the bound is not kept.</summary>
    public void Keep(string name, StoredBytes there)
    {
        lock (_gate)
        {
            Drop(name);
            if (Cost(name, there) > maxBytes / 4)
                return;
            if (_bytes + Cost(name, there) > maxBytes)
            {
                _contents.Clear();
                _bytes = 0;
            }
            _contents[name] = there;
            _bytes += Cost(name, there);
        }
    }

    public void Forget(string name)
    {
        lock (_gate)
            Drop(name);
    }

    private void Drop(string name)
    {
        if (_contents.Remove(name, out var old))
            _bytes -= Cost(name, old);
    }

    private static long Cost(string name, StoredBytes there) => there.Content.Length + 2 * name.Length + 128;
}
