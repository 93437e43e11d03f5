using System.Security.Cryptography;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Artifacts as files below one folder. A file is written beside its place, forced to the disk and then given its name in one step, so that a kill, a full disk or a
/// second writer leaves the old bytes, the new ones or none. Replacing a file is guarded among the writers of this object: one process owns a folder.
/// </summary>
/// <param name="root">The folder; made when first written to.</param>
/// <param name="durable">Force each file to the disk before it gets its name. Off for replays, which can be run again.</param>
public sealed class DiskArtifactStore(string root, bool durable = true) : IArtifactStore, IDisposable
{
    private readonly SemaphoreSlim _replacing = new(1, 1);

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    public async Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        try
        {
            if (File.Exists(file))
                return await CompareAsync(file, content, cancellationToken).ConfigureAwait(false);
            var draft = await DraftAsync(file, content, cancellationToken).ConfigureAwait(false);
            try
            {
                return AtomicRename.TryClaim(draft, file)
                    ? PutOutcome.Written
                    : await CompareAsync(file, content, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                File.Delete(draft);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && error is not ArtifactException)
        {
            throw DiskError.Writing(file, error);
        }
    }

    public async Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    )
    {
        if (ifVersion is null)
            return await PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
        var file = FileOf(path);
        await _replacing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var there = await GetAsync(path, cancellationToken).ConfigureAwait(false);
            if (there is not null && there.Content.Span.SequenceEqual(content.Span))
                return PutOutcome.Same;
            if (there?.Version != ifVersion)
                return PutOutcome.Conflict;
            var draft = await DraftAsync(file, content, cancellationToken).ConfigureAwait(false);
            File.Move(draft, file, overwrite: true);
            return PutOutcome.Written;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && error is not ArtifactException)
        {
            throw DiskError.Writing(file, error);
        }
        finally
        {
            _replacing.Release();
        }
    }

    public async Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        try
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            return new Artifact(content, VersionOf(content));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskError.Reading(file, error);
        }
    }

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        // The part before the last '/' is a folder; only it is walked.
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (folder.Length > 0)
            ArtifactPaths.Check(folder.TrimEnd('/'));
        var start = Path.Combine(Root, folder);
        var found = new List<string>();
        if (Directory.Exists(start))
        {
            foreach (var file in Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');
                if (path.StartsWith(prefix, StringComparison.Ordinal) && !path.Split('/').Any(part => part.StartsWith('.')))
                    found.Add(path);
            }
        }
        found.Sort(StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<string>>(found);
    }

    public void Dispose() => _replacing.Dispose();

    private string FileOf(string path)
    {
        ArtifactPaths.Check(path);
        return Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>The bytes under a name that lists never show.</summary>
    private async Task<string> DraftAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using var handle = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await RandomAccess.WriteAsync(handle, content, 0, cancellationToken).ConfigureAwait(false);
            if (durable)
                RandomAccess.FlushToDisk(handle);
            return draft;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static async Task<PutOutcome> CompareAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var there = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        return there.AsSpan().SequenceEqual(content.Span) ? PutOutcome.Same : PutOutcome.Conflict;
    }

    internal static string VersionOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
