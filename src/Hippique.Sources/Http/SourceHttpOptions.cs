namespace Hippique.Sources.Http;

/// <summary>How the sources are asked. Every default is that of the service.</summary>
public sealed record SourceHttpOptions
{
    /// <summary>Requests per second to one host, for all that share <see cref="CountsFolder"/>; above 0. <c>REQUESTS_PER_SECOND</c>.</summary>
    public double RequestsPerSecond { get; init; } = 1.0;

    /// <summary>An address or mailbox where a site's owner can complain; part of the User-Agent. <c>SOURCES__CONTACT</c>.</summary>
    public string? Contact { get; init; }

    /// <summary>Version of the program in the User-Agent.</summary>
    public string Version { get; init; } = "3.0.0";

    /// <summary>Base addresses by source name, where a source is not asked at its own: a mirror, a recorded day. <c>SOURCES__ZETURF__BASE_URL</c>.</summary>
    public IReadOnlyDictionary<string, Uri> BaseUrls { get; init; } = new Dictionary<string, Uri>();

    /// <summary>Timeouts of one attempt by source name, for robots.txt by host; 15 s for the others. <c>SOURCES__ZETURF__TIMEOUT_SECONDS</c>.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Timeouts { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Names of the sources in the order in which they are asked.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Names of the sources of published figures in the order in which they are asked. <c>SOURCES__STATISTICS</c>.</summary>
    public IReadOnlyList<string> Statistics { get; init; } = [];

    /// <summary>The largest body that is taken from the wire.</summary>
    public int LargestBody { get; init; } = 8 * 1024 * 1024;

    /// <summary>The largest body after decompression.</summary>
    public int LargestText { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of pages that are kept in memory to ask for them conditionally; 0: none, and every page comes whole.</summary>
    public long LargestKept { get; init; } = 64 * 1024 * 1024;

    /// <summary>Further attempts after a failure that can pass by itself.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Requests to one host on one programme day, robots.txt and retries among them; 0: no limit. <c>REQUESTS_PER_DAY</c>.</summary>
    public int RequestsPerDay { get; init; } = 2000;

    /// <summary>Where the processes of one installation keep the counts and the distance together; null: this process alone.</summary>
    public string? CountsFolder { get; init; }

    /// <summary>Where it is kept when a page of each source was last read well; null: nowhere.</summary>
    public string? ReadsFolder { get; init; }

    /// <summary>A host is left alone where four fifths of at least so many requests within five minutes failed; 0: never. Else at least 2.</summary>
    public int RequestsToJudge { get; init; } = 5;

    /// <summary>How long a failing host is left alone before one request tries it again; at least half a second.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time for which a host is not asked because it said so (<c>Retry-After</c> with 429 or 503); zero: only the request that was told so waits.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where a source is asked: at the address that was configured, else at its own.</summary>
    /// <exception cref="ArgumentException">The source reads files.</exception>
    public Uri BaseUrl(SourceDescriptor source) =>
        BaseUrls.TryGetValue(source.Name, out var address)
            ? address
            : source.DefaultAddress ?? throw new ArgumentException($"'{source.Name}' has no address", nameof(source));

    public TimeSpan Timeout(string source) => Timeouts.TryGetValue(source, out var timeout) ? timeout : TimeSpan.FromSeconds(15);
}
