using System.Collections.Concurrent;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pmu;

/// <summary>
/// Keeps the first real answers of each kind whose reader was built without one, beyond the recorded pages, which are deleted after a time: the first that shows something, and the first of
/// which nothing could be read. An answer is real if PMU's own host gave it; those of a mirror, a rehearsal, a replay or a demo are not.
/// </summary>
/// <param name="store">Where; null: nothing is kept.</param>
/// <param name="options">Where PMU is asked.</param>
internal sealed class PmuSamples(ISourceStore? store, SourceHttpOptions options)
{
    /// <summary>Of the store.</summary>
    public const string Folder = "samples/pmu/";

    private readonly bool _isReal = options.BaseUrl(PmuSite.Descriptor).IdnHost == new Uri(PmuSite.Address).IdnHost;
    private readonly ConcurrentDictionary<string, bool> _kept = new(StringComparer.Ordinal);

    /// <param name="what">Below the race: <c>citations</c>, <c>rapports/E_SIMPLE_PLACE</c>.</param>
    /// <param name="body">As it was sent, its compression taken off.</param>
    /// <param name="isRead">It shows something.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task KeepAsync(string what, ReadOnlyMemory<byte> body, bool isRead, CancellationToken cancellationToken)
    {
        var path = PathOf(what, isRead);
        if (store is null || !_isReal || _kept.ContainsKey(path))
            return;
        try
        {
            await store.PutIfAbsentAsync(path, body, cancellationToken).ConfigureAwait(false);
            _kept[path] = true;
        }
        // The answer has been read, and lies among the pages; the next one is tried.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException) { }
    }

    internal static string PathOf(string what, bool isRead) => $"{Folder}{what.Replace('/', '-')}{(isRead ? "" : "-unread")}.json";
}
