namespace Hippique.Sources;

/// <summary>The sources in use, in the order in which they are asked.</summary>
public sealed class SourceSet
{
    private readonly Dictionary<string, IRaceSource> _byName;

    /// <exception cref="ArgumentException">Two sources have one name.</exception>
    public SourceSet(IEnumerable<IRaceSource> sources)
    {
        InOrder = [.. sources];
        _byName = InOrder.ToDictionary(source => source.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<IRaceSource> InOrder { get; }

    /// <summary>Null where the source is not in use (any more).</summary>
    public IRaceSource? Find(string name) => _byName.GetValueOrDefault(name);
}
