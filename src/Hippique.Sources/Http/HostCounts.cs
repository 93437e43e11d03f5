using Hippique.Sources.Storage;

namespace Hippique.Sources.Http;

/// <summary>The counts of an installation, one file a host in <c>hosts/</c> of its store.</summary>
public static class HostCounts
{
    public const string FolderName = "hosts";

    /// <summary>The counts of a day, by host; a host that was not asked on that day is not among them.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<HostCount>> ReadAsync(ISourceStore store, DateOnly day, CancellationToken cancellationToken)
    {
        var counts = new List<HostCount>();
        foreach (var path in await store.ListAsync($"{FolderName}/", cancellationToken).ConfigureAwait(false))
        {
            if (
                path.EndsWith(".json", StringComparison.Ordinal)
                && HostCount.Parse(await store.GetAsync(path, cancellationToken).ConfigureAwait(false)) is { } count
                && count.Day == day
            )
                counts.Add(count);
        }
        return counts;
    }

    internal static string PathOf(string host) => $"{FolderName}/{FileNameOf(host)}.json";

    /// <summary>The host without characters that a file's name cannot have.</summary>
    internal static string FileNameOf(string host) =>
        string.Concat(host.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
}
