using System.Text.Json;

namespace Hippique.Sources.Http;

/// <summary>Requests to one host on one programme day, robots.txt and retries among them.</summary>
public sealed record HostCount
{
    /// <summary>Host, and port where it is not the scheme's own.</summary>
    public required string Host { get; init; }

    /// <summary>The programme day, from 4:00 to 4:00 on the Paris clock.</summary>
    public DateOnly Day { get; init; }
    public int Requests { get; init; }

    /// <summary>Of the last request, whoever made it; UTC.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>The host asked for patience until then (<c>Retry-After</c>); no process asks it before. UTC.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The host failed again and again and is left alone until then by the process that saw it; null: it is asked. UTC.</summary>
    public DateTimeOffset? LeftAloneUntil { get; init; }

    internal HostCount On(DateOnly day) => Day == day ? this : this with { Day = day, Requests = 0 };
}

/// <summary>The counts of an installation, one file a host in <c>DATA_DIR/hosts/</c>.</summary>
public static class HostCounts
{
    public const string FolderName = "hosts";

    /// <summary>The counts of a day, by host; a host that was not asked on that day is not among them.</summary>
    /// <param name="folder"><c>DATA_DIR/hosts</c>.</param>
    /// <param name="day">The programme day.</param>
    /// <param name="clock">For the wait while a process is writing.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<HostCount>> ReadAsync(
        string folder,
        DateOnly day,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!Directory.Exists(folder))
            return [];
        var counts = new List<HostCount>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var file = await HostLedger.HeldAsync(path, clock, null, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
            {
                if (Read(file) is { } count && count.Day == day)
                    counts.Add(count);
            }
        }
        return counts;
    }

    internal static string PathOf(string folder, string host) =>
        Path.Combine(
            folder,
            string.Concat(host.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')) + ".json"
        );

    /// <summary>Null where nothing was written yet, or what was cannot be read.</summary>
    internal static HostCount? Read(FileStream file)
    {
        try
        {
            return file.Length == 0 ? null : JsonSerializer.Deserialize<HostCount>(file, HostLedger.Json);
        }
        // A file that somebody else changed: the count begins again with what this process knows.
        catch (JsonException)
        {
            return null;
        }
    }
}
