using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Ledger;

/// <summary>The ledger in the artifact store. Of a file that was read before only what was added is read. May be shared between threads.</summary>
/// <param name="store">Where.</param>
/// <param name="folder">Of its files, without a slash at the end: that of the user's money, or of another book.</param>
public sealed class StoredLedger(IArtifactStore store, string folder = ArtifactPaths.LedgerFolder) : ILedger
{
    private readonly ConcurrentDictionary<string, (string Version, LedgerFile File)> _read = new(StringComparer.Ordinal);

    public async Task<LedgerFile> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.LedgerIn(folder, date);
        return Parsed(path, await store.GetAsync(path, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<LedgerFile>> ReadAllAsync(CancellationToken cancellationToken)
    {
        List<StoredArtifact> stored =
        [
            .. (await store.ReadAllAsync($"{folder}/", cancellationToken).ConfigureAwait(false)).Where(file =>
                file.Path.EndsWith(".jsonl", StringComparison.Ordinal)
            ),
        ];
        var files = new LedgerFile[stored.Count];
        // Years of them can be read at once.
        Parallel.For(0, files.Length, i => files[i] = Parsed(stored[i].Path, stored[i].Artifact));
        return files;
    }

    public async Task<IReadOnlyList<NewEntry>> AppendAsync(
        DateOnly date,
        Func<LedgerFile, IReadOnlyList<NewEntry>> next,
        CancellationToken cancellationToken
    )
    {
        var path = ArtifactPaths.LedgerIn(folder, date);
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
