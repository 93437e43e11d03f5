using System.Collections.Concurrent;

namespace Hippique.Sources.Reads;

/// <summary>How often each source refused since the process started, by the named error. That a result is not published yet, or that a source has no such thing, is no refusal.</summary>
public sealed class SourceRefusals
{
    private readonly ConcurrentDictionary<(string Source, SourceErrorKind Kind), long> _counts = new();

    public void Count(SourceError error)
    {
        if (error.Kind is not (SourceErrorKind.NoResultYet or SourceErrorKind.NotOffered))
            _counts.AddOrUpdate((error.Source, error.Kind), 1, static (_, count) => count + 1);
    }

    /// <summary>By source, then error.</summary>
    public IReadOnlyList<(string Source, string Error, long Count)> All =>
        [
            .. _counts
                .OrderBy(pair => pair.Key.Source, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Kind)
                .Select(pair => (pair.Key.Source, SourceError.CodeOf(pair.Key.Kind), pair.Value)),
        ];
}
