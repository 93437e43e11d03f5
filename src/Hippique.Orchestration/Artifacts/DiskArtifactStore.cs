using System.Globalization;
using System.Security.Cryptography;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Artifacts as files below one folder. A file is written beside its place, forced to the disk and then given its name in one step, so that a kill, a full disk or a
/// second writer leaves the old bytes, the new ones or none. Whoever replaces, extends or deletes a file holds the folder's lock, which other processes of the machine wait for.
/// </summary>
/// <param name="root">The folder; made when first written to.</param>
/// <param name="durable">Force each file to the disk before it gets its name. Off for replays, which can be run again.</param>
/// <param name="locks">Of an installation whose machines share the folder; null: the folder is this machine's, and a file in it is the lock.</param>
public sealed class DiskArtifactStore(string root, bool durable = true, IInstallationLocks? locks = null) : IArtifactStore, IDisposable
{
    private const string LockName = ".lock";

    /// <summary>The lock of the folder in <see cref="IInstallationLocks"/>.</summary>
    public const string SharedLock = "artifacts";

    /// <summary>A draft of another machine that is so old has no writer.</summary>
    private static readonly TimeSpan OfNobody = TimeSpan.FromHours(1);
    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };
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
            var draft = await DraftAsync(file, DiskDrafts.NameFor(file), content, cancellationToken).ConfigureAwait(false);
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
        return await AloneAsync(
                path,
                async (file, held) =>
                {
                    var there = await GetAsync(path, cancellationToken).ConfigureAwait(false);
                    if (there is not null && there.Content.Span.SequenceEqual(content.Span))
                        return PutOutcome.Same;
                    if (there?.Version != ifVersion)
                        return PutOutcome.Conflict;
                    // A node that has lost the lock may still write: never into the draft of the one that has it.
                    var name = locks is null ? DiskDrafts.NameForReplacing(file) : DiskDrafts.NameFor(file);
                    var draft = await DraftAsync(file, name, content, cancellationToken).ConfigureAwait(false);
                    try
                    {
                        await held.EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
                        File.Move(draft, file, overwrite: true);
                    }
                    catch
                    {
                        File.Delete(draft);
                        throw;
                    }
                    return PutOutcome.Written;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>In place: an artifact that grows all day is not written anew for each line. A line that a killed process left half written is closed first.</summary>
    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        AloneAsync(
            path,
            async (file, held) =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await held.EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
                using var handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
                var length = RandomAccess.GetLength(handle);
                var last = new byte[1];
                if (length > 0 && RandomAccess.Read(handle, last, length - 1) == 1 && last[0] != '\n')
                {
                    await RandomAccess.WriteAsync(handle, "\n"u8.ToArray(), length, cancellationToken).ConfigureAwait(false);
                    length++;
                }
                await RandomAccess.WriteAsync(handle, content, length, cancellationToken).ConfigureAwait(false);
                if (durable)
                    RandomAccess.FlushToDisk(handle);
                return true;
            },
            cancellationToken
        );

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

    /// <summary>The file's time and length.</summary>
    public Task<string?> StampAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(FileOf(path));
        return Task.FromResult(
            file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}") : null
        );
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

    public Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0)
            ArtifactPaths.Check(prefix.TrimEnd('/'));
        var start = Path.Combine(Root, prefix);
        List<string> found = Directory.Exists(start)
            ?
            [
                .. Directory
                    .EnumerateDirectories(start, "*", NoLinks)
                    .Select(folder => Path.GetFileName(folder))
                    .Where(name => !name.StartsWith('.'))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
        return Task.FromResult<IReadOnlyList<string>>(found);
    }

    /// <summary>What lies behind a link is somebody else's, and stays.</summary>
    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken) =>
        AloneAsync(
            path,
            async (file, held) =>
            {
                if (!File.Exists(file) || IsBehindLink(file))
                    return false;
                await held.EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
                File.Delete(file);
                DiskDrafts.CleanUp(Root, file);
                return true;
            },
            cancellationToken
        );

    /// <summary>Removes what killed processes have left half written; how many files that were. Files of living ones stay.</summary>
    /// <exception cref="IOException">Another process has held the folder for ten seconds.</exception>
    public async Task<int> SweepDraftsAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Root))
            return 0;
        var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
            return DiskDrafts.Sweep(Root, locks is null ? null : TimeProvider.System.GetUtcNow() - OfNobody);
    }

    public void Dispose() => _replacing.Dispose();

    private Task<IInstallationLock> LockAsync(CancellationToken cancellationToken) =>
        locks is null
            ? DiskLock.TakeAsync(Path.Combine(Root, LockName), cancellationToken)
            : locks.TakeAsync(SharedLock, cancellationToken);

    private async Task<T> AloneAsync<T>(string path, Func<string, IInstallationLock, Task<T>> work, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        await _replacing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Directory.CreateDirectory(Root);
            var held = await LockAsync(cancellationToken).ConfigureAwait(false);
            await using (held.ConfigureAwait(false))
                return await work(file, held).ConfigureAwait(false);
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

    private bool IsBehindLink(string file)
    {
        for (FileSystemInfo? part = new FileInfo(file); part is not null && part.FullName.Length > Root.Length; )
        {
            if (part.LinkTarget is not null)
                return true;
            part = part is FileInfo leaf ? leaf.Directory : ((DirectoryInfo)part).Parent;
        }
        return false;
    }

    private string FileOf(string path)
    {
        ArtifactPaths.Check(path);
        return Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>The bytes under a name that lists never show.</summary>
    private async Task<string> DraftAsync(string file, string draft, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        try
        {
            using var handle = File.OpenHandle(draft, FileMode.Create, FileAccess.Write, FileShare.None);
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
