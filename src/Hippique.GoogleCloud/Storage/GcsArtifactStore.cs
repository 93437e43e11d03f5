using System.Globalization;
using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Storage;

/// <summary>
/// Artifacts as objects of a bucket, below a prefix. A version is a generation, and every change carries the one that it is meant for, so that of several processes none
/// overwrites another's. An object changes at most once a second; whoever is faster waits.
/// </summary>
public sealed class GcsArtifactStore : IArtifactStore, IDisposable
{
    private const int CacheBytes = 16 * 1024 * 1024;

    /// <summary>Reads at a time, where many objects are read.</summary>
    private const int Readers = 16;

    private readonly BucketOptions _options;
    private readonly BucketConnection _connection;
    private readonly BucketObjects _objects;
    private readonly BucketChanges _changes;
    private readonly LineBatches _lines;
    private readonly ContentCache _cache = new(CacheBytes);
    private readonly string _prefix;

    /// <param name="options">Which bucket.</param>
    /// <param name="clock">Paces changes and retries.</param>
    /// <param name="logger">Hears of retries.</param>
    public GcsArtifactStore(BucketOptions options, TimeProvider clock, ILogger<GcsArtifactStore> logger)
        : this(options, clock, logger, new BucketTiming()) { }

    internal GcsArtifactStore(
        BucketOptions options,
        TimeProvider clock,
        ILogger<GcsArtifactStore> logger,
        BucketTiming timing,
        Func<TimeSpan>? jitter = null
    )
    {
        _options = options;
        _prefix = options.Prefix.Length == 0 ? "" : options.Prefix + "/";
        _connection = new BucketConnection(options);
        _objects = new BucketObjects(_connection, options, new BucketRetry(timing, clock, logger, jitter));
        _changes = new BucketChanges(_objects, new WritePace(clock, timing.BetweenChanges), _cache);
        _lines = new LineBatches(AppendAsync);
    }

    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        PutAsync(path, content, 0, cancellationToken);

    public Task<PutOutcome> PutIfUnchangedAsync(
        string path,
        ReadOnlyMemory<byte> content,
        string? ifVersion,
        CancellationToken cancellationToken
    ) =>
        // What is no generation is none that an object can have.
        PutAsync(
            path,
            content,
            ifVersion is null ? 0
                : long.TryParse(ifVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation
                : long.MaxValue,
            cancellationToken
        );

    /// <summary>Together with what others add until the object may be written again.</summary>
    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        _lines.AddAsync(NameOf(path), content, cancellationToken);

    public async Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken)
    {
        var name = NameOf(path);
        return
            await ReadingAsync(name, () => _objects.GetAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false) is { } there
            ? AsArtifact(there)
            : null;
    }

    /// <summary>The generation, which is asked for without the content.</summary>
    public async Task<string?> StampAsync(string path, CancellationToken cancellationToken)
    {
        var name = NameOf(path);
        var generation = await ReadingAsync(name, () => _objects.GenerationAsync(name, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return generation?.ToString(CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        [.. (await PathsAsync(prefix, cancellationToken).ConfigureAwait(false)).Select(there => there.Path)];

    /// <summary>The generations, which stand in the list.</summary>
    public async Task<IReadOnlyList<StampedArtifact>> StampsAsync(string prefix, CancellationToken cancellationToken) =>
        [
            .. (await PathsAsync(prefix, cancellationToken).ConfigureAwait(false)).Select(there => new StampedArtifact(
                there.Path,
                there.Generation.ToString(CultureInfo.InvariantCulture)
            )),
        ];

    /// <summary>Lists once, and reads of those only what has changed since it was last read or written here.</summary>
    public async Task<IReadOnlyList<StoredArtifact>> ReadAllAsync(string prefix, CancellationToken cancellationToken)
    {
        var paths = await PathsAsync(prefix, cancellationToken).ConfigureAwait(false);
        var found = new Artifact?[paths.Count];
        await Parallel
            .ForAsync(
                0,
                paths.Count,
                new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
                async (index, cancelled) =>
                {
                    var (path, generation) = paths[index];
                    if (_cache.TryGet(NameOf(path), out var kept) && kept.Generation == generation)
                        found[index] = AsArtifact(kept);
                    else if (await FetchAsync(NameOf(path), cancelled).ConfigureAwait(false) is { } there)
                        found[index] = AsArtifact(there);
                }
            )
            .ConfigureAwait(false);
        return
        [
            .. paths.Zip(found).Where(pair => pair.Second is not null).Select(pair => new StoredArtifact(pair.First.Path, pair.Second!)),
        ];
    }

    public async Task<IReadOnlyList<string>> FoldersAsync(string prefix, CancellationToken cancellationToken)
    {
        if (prefix.Length > 0)
            ArtifactPaths.Check(prefix.TrimEnd('/'));
        var start = _prefix + prefix;
        var listing = await ReadingAsync(start, () => _objects.ListAsync(start, "/", cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return [.. listing.Folders.Select(folder => folder[start.Length..^1]).Where(ArtifactPaths.IsSound).Order(StringComparer.Ordinal)];
    }

    public Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var name = NameOf(path);
        return WritingAsync(name, () => _changes.DeleteAsync(name, cancellationToken), cancellationToken);
    }

    public void Dispose() => _connection.Dispose();

    private Task<PutOutcome> PutAsync(string path, ReadOnlyMemory<byte> content, long ifGeneration, CancellationToken cancellationToken)
    {
        var name = NameOf(path);
        return WritingAsync(name, () => _changes.PutAsync(name, content, ifGeneration, cancellationToken), cancellationToken);
    }

    /// <summary>For all that wait at once; each of them may be cancelled, but not what they have in common.</summary>
    private Task<bool> AppendAsync(string name, Func<byte[]> lines) =>
        WritingAsync(name, () => _changes.AppendAsync(name, lines), CancellationToken.None);

    private async Task<StoredBytes?> FetchAsync(string name, CancellationToken cancellationToken)
    {
        var there = await ReadingAsync(name, () => _objects.GetAsync(name, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (there is not null)
            _cache.Keep(name, there);
        return there;
    }

    /// <summary>In ordinal order; what others put into the bucket under names that no artifact has is left out.</summary>
    private async Task<IReadOnlyList<(string Path, long Generation)>> PathsAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var folder = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (folder.Length > 0)
            ArtifactPaths.Check(folder.TrimEnd('/'));
        var start = _prefix + prefix;
        var listing = await ReadingAsync(start, () => _objects.ListAsync(start, null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. listing
                .Objects.Select(there => (Path: there.Name[_prefix.Length..], there.Generation))
                .Where(there => ArtifactPaths.IsSound(there.Path))
                .OrderBy(there => there.Path, StringComparer.Ordinal),
        ];
    }

    private static Artifact AsArtifact(StoredBytes there) => new(there.Content, there.Generation.ToString(CultureInfo.InvariantCulture));

    private string NameOf(string path)
    {
        ArtifactPaths.Check(path);
        return _prefix + path;
    }

    private Task<T> ReadingAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken) =>
        NamedAsync(work, failure => BucketError.Reading(name, _options, failure), cancellationToken);

    private Task<T> WritingAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken) =>
        NamedAsync(work, failure => BucketError.Writing(name, _options, failure), cancellationToken);

    /// <summary>The boundary: what Cloud Storage and the network say becomes one kind of failure, which handlers know from a broken disk.</summary>
    private static async Task<T> NamedAsync<T>(
        Func<Task<T>> work,
        Func<Exception, ArtifactException> named,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && BucketError.IsOne(failure))
        {
            throw named(failure);
        }
    }
}
