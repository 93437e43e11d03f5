using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Pages;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Storage;

/// <summary>
/// What sources keep, in a bucket. Pages are written at once; what would be written with every request to a site (counts, last reads, the lines of the day's index) is gathered in
/// memory and saved after seconds and by <see cref="FlushAsync"/>. A process that is killed loses what it gathered since.
/// </summary>
public sealed class BucketSourceStore : ISourceStore, IDeferredWrites, IDisposable
{
    /// <summary>Between two saves of a count, and the age at which it is read again.</summary>
    public static readonly TimeSpan CountsAfter = TimeSpan.FromSeconds(10);

    /// <summary>For how long a line of the index waits.</summary>
    public static readonly TimeSpan LinesAfter = TimeSpan.FromSeconds(1);

    private readonly IArtifactStore _artifacts;
    private readonly DeferredUpdates _updates;
    private readonly DeferredLines _lines;
    private readonly SaveTimer _updatesTimer;
    private readonly SaveTimer _linesTimer;

    /// <param name="artifacts">The bucket.</param>
    /// <param name="clock">Of the times between two saves.</param>
    /// <param name="logger">Hears of saves that fail.</param>
    public BucketSourceStore(IArtifactStore artifacts, TimeProvider clock, ILogger<BucketSourceStore> logger)
    {
        _artifacts = artifacts;
        _updates = new DeferredUpdates(artifacts, clock, CountsAfter);
        _lines = new DeferredLines(artifacts);
        _updatesTimer = new SaveTimer(clock, CountsAfter, token => _updates.SaveAsync(null, token), logger);
        _linesTimer = new SaveTimer(clock, LinesAfter, _lines.SaveAsync, logger);
    }

    public async Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        if (!IsIndex(path))
            return await _updates.GetAsync(path, cancellationToken).ConfigureAwait(false);
        await _lines.SaveAsync(cancellationToken).ConfigureAwait(false);
        return (await _artifacts.GetAsync(path, cancellationToken).ConfigureAwait(false))?.Content;
    }

    public async Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await _updates.SaveAsync(path, cancellationToken).ConfigureAwait(false);
        await _artifacts.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
        _updates.Forget(path);
    }

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        if (!IsIndex(path))
            return _artifacts.AppendLinesAsync(path, lines, cancellationToken);
        _lines.Add(path, lines.Span);
        _linesTimer.Arm();
        return Task.CompletedTask;
    }

    public async Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken)
    {
        ArtifactPaths.Check(path);
        await _updates.UpdateAsync(path, next, cancellationToken).ConfigureAwait(false);
        _updatesTimer.Arm();
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await _artifacts.ListAsync(prefix, cancellationToken).ConfigureAwait(false);
    }

    public Task FlushAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_lines.SaveAsync(cancellationToken), _updates.SaveAsync(null, cancellationToken));

    public void Dispose()
    {
        _updatesTimer.Dispose();
        _linesTimer.Dispose();
        _updates.Dispose();
        _lines.Dispose();
    }

    private static bool IsIndex(string path) =>
        path.EndsWith($"/{PageArchive.FolderName}/{PageArchive.IndexName}", StringComparison.Ordinal);
}
