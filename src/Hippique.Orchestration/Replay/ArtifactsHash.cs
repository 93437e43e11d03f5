using System.Security.Cryptography;
using System.Text;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// One number for many artifacts: the SHA-256 of the lines <c>path TAB sha256-of-file LF</c> of every file of a day but <c>*.log</c> and those of extra looks, in ordinal order of the paths, hexadecimal
/// in lower case. Two replays agree exactly where this does.
/// </summary>
public static class ArtifactsHash
{
    /// <param name="store">The store.</param>
    /// <param name="prefix">Only paths that start so; the paths in the lines stay whole.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static async Task<(int Files, string Sha256)> OfAsync(IArtifactStore store, string prefix, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = 0;
        foreach (var path in await store.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            // The ledger and the like are of no day: they grow in the order in which things were learnt.
            if (ArtifactPaths.DayOf(path) is null || ArtifactPaths.IsLog(path) || ArtifactPaths.IsOfExtraLook(path))
                continue;
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } file)
                continue;
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\t{Convert.ToHexStringLower(SHA256.HashData(file.Content.Span))}\n"));
            files++;
        }
        return (files, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
