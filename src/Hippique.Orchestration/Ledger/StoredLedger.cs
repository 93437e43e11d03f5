using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Ledger;

/// <summary>The ledger in the artifact store. Of a file that was read before only what was added is read. May be shared between threads.</summary>
public sealed class StoredLedger(IArtifactStore store) : ILedger
{
    private readonly ConcurrentDictionary<string, (string Version, LedgerFile File)> _read = new(StringComparer.Ordinal);

    public async Task<LedgerFile> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Ledger(date);
        return Parsed(path, await store.GetAsync(path, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<LedgerFile>> ReadAllAsync(CancellationToken cancellationToken) =>
        [
            .. (await store.ReadAllAsync($"{ArtifactPaths.LedgerFolder}/", cancellationToken).ConfigureAwait(false))
                .Where(stored => stored.Path.EndsWith(".jsonl", StringComparison.Ordinal))
                .Select(stored => Parsed(stored.Path, stored.Artifact)),
        ];

    public async Task<IReadOnlyList<NewEntry>> AppendAsync(
        DateOnly date,
        Func<LedgerFile, IReadOnlyList<NewEntry>> next,
        CancellationToken cancellationToken
    )
    {
        var path = ArtifactPaths.Ledger(date);
        IReadOnlyList<NewEntry> added = [];
        await store
            .UpdateAsync(
                path,
                there =>
                {
                    var file = Parsed(path, there);
                    added = [.. next(file).Where(one => !file.Keys.Contains(one.Key)).DistinctBy(one => one.Key)];
                    if (added.Count == 0)
                        return null;
                    return file.Faults.Count > 0 ? throw new LedgerChangedException(path) : file.With(added);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return added;
    }

    private LedgerFile Parsed(string path, Artifact? there)
    {
        if (there is null)
            return LedgerFile.Empty(path);
        var isKnown = _read.TryGetValue(path, out var known);
        if (!isKnown || known.Version != there.Version)
            _read[path] = known = (there.Version, LedgerFile.Read(path, there.Content, isKnown ? known.File : null));
        return known.File;
    }
}
