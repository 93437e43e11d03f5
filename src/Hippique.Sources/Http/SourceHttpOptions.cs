using System.ComponentModel.DataAnnotations;

namespace Hippique.Sources.Http;

/// <summary>How the sources are asked.</summary>
public sealed record SourceHttpOptions
{
    /// <summary>Requests per second to one host, for all that share <see cref="SpacingFolder"/>. <c>REQUESTS_PER_SECOND</c>.</summary>
    /// <value>The default value is 1.</value>
    [Range(double.Epsilon, double.MaxValue)]
    public double RequestsPerSecond { get; init; } = 1.0;

    /// <summary>An address or mailbox at which a site's owner can complain; part of the User-Agent. <c>SOURCES__CONTACT</c>.</summary>
    /// <value>The default value is <see langword="null"/>: "no contact configured".</value>
    public string? Contact { get; init; }

    /// <summary>Version of the program in the User-Agent.</summary>
    /// <value>The default value is <c>3.0.0</c>.</value>
    [Required]
    public string Version { get; init; } = "3.0.0";

    /// <summary>Base addresses by source name, of sources that are not asked at their own: a mirror, a recorded day. <c>SOURCES__ZETURF__BASE_URL</c>.</summary>
    /// <value>The default value is no address: each source is asked at its descriptor's.</value>
    public IReadOnlyDictionary<string, Uri> BaseUrls { get; init; } = new Dictionary<string, Uri>();

    /// <summary>Timeouts of one attempt by source name, for robots.txt by host. <c>SOURCES__ZETURF__TIMEOUT_SECONDS</c>.</summary>
    /// <value>The default value is 15 s for each.</value>
    public IReadOnlyDictionary<string, TimeSpan> Timeouts { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Names of the sources in the order in which they are asked.</summary>
    /// <value>The default value is no source.</value>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>Names of the sources of published figures in the order in which they are asked. <c>SOURCES__STATISTICS</c>.</summary>
    /// <value>The default value is no source.</value>
    public IReadOnlyList<string> Statistics { get; init; } = [];

    /// <summary>The largest body that is taken from the wire, in bytes.</summary>
    /// <value>The default value is 8 MB.</value>
    [Range(1, int.MaxValue)]
    public int LargestBody { get; init; } = 8 * 1024 * 1024;

    /// <summary>The largest body after decompression, in bytes.</summary>
    /// <value>The default value is 16 MB.</value>
    [Range(1, int.MaxValue)]
    public int LargestText { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes of pages that are kept in memory to ask for them conditionally; 0: none, and every page comes whole.</summary>
    /// <value>The default value is 64 MB.</value>
    [Range(0, long.MaxValue)]
    public long LargestKept { get; init; } = 64 * 1024 * 1024;

    /// <summary>Further attempts after a failure that can pass by itself.</summary>
    /// <value>The default value is 2.</value>
    [Range(0, int.MaxValue)]
    public int Retries { get; init; } = 2;

    /// <summary>Requests to one host on one programme day, robots.txt and retries among them; 0: no limit. <c>REQUESTS_PER_DAY</c>.</summary>
    /// <value>The default value is 2000.</value>
    [Range(0, int.MaxValue)]
    public int RequestsPerDay { get; init; } = 2000;

    /// <summary>Requests for past days to one host on one programme day, beside <see cref="RequestsPerDay"/>. <c>BACKFILL_REQUESTS_PER_DAY</c>.</summary>
    /// <value>The default value is 1500.</value>
    [Range(1, int.MaxValue)]
    public int PastDayRequestsPerDay { get; init; } = 1500;

    /// <summary>The folder in which the processes of one machine keep the distance between their requests together.</summary>
    /// <value>The default value is <see langword="null"/>: each process keeps its own.</value>
    public string? SpacingFolder { get; init; }

    /// <summary>The circuit of a host opens if four fifths of at least so many requests within five minutes failed; 0: never; 1 is not possible.</summary>
    /// <value>The default value is 5.</value>
    [Range(0, int.MaxValue)]
    [DeniedValues(1)]
    public int RequestsToJudge { get; init; } = 5;

    /// <summary>How long the circuit of a failing host stays open before one request tries it again.</summary>
    /// <value>The default value is 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.5", "1.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time for which a host is not asked because it said so (<c>Retry-After</c> with 429 or 503); zero: only the request that was told so waits.</summary>
    /// <value>The default value is 1 day.</value>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The same for past days: one attempt, since whoever fetches them waits longer before the next; and no page is kept in memory, since none is asked for twice.</summary>
    public SourceHttpOptions ForPastDays() => this with { Retries = 0, LargestKept = 0 };

    /// <summary>Where a source is asked: at the address that was configured, else at its own.</summary>
    /// <exception cref="ArgumentException">The source reads files.</exception>
    public Uri BaseUrl(SourceDescriptor source) =>
        BaseUrls.TryGetValue(source.Name, out var address)
            ? address
            : source.DefaultAddress ?? throw new ArgumentException($"'{source.Name}' has no address", nameof(source));

    public TimeSpan Timeout(string source) => Timeouts.TryGetValue(source, out var timeout) ? timeout : TimeSpan.FromSeconds(15);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or several values are out of range; the message names all of them.</exception>
    internal void Validate()
    {
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(this, new ValidationContext(this), problems, validateAllProperties: true))
            throw new ArgumentException(string.Join("; ", problems.Select(problem => problem.ErrorMessage)));
    }
}
