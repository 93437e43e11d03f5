using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Sources;

/// <summary>What the address of a race's page says. A request is built from this and from configuration, never from the address itself (design, rule 9).</summary>
/// <param name="Source"><c>zeturf</c> or <c>pmu</c>.</param>
/// <param name="Date">Programme day.</param>
/// <param name="Code">The race in that source's numbering.</param>
/// <param name="Slug">The rest of ZEturf's page name, of <c>a-z 0-9 -</c>; null where the address has none.</param>
public sealed record CourseReference(string Source, DateOnly Date, RaceCode Code, string? Slug);

/// <summary>A site whose addresses are accepted.</summary>
/// <param name="Source"><c>zeturf</c> or <c>pmu</c>.</param>
/// <param name="BaseUrl">Scheme, host and port must be the same; a path in it is a prefix.</param>
public sealed record CourseHost(string Source, Uri BaseUrl)
{
    /// <summary>The sites themselves.</summary>
    public static IReadOnlyList<CourseHost> Public { get; } =
    [
        new("zeturf", new Uri("https://www.zeturf.fr/")),
        new("zeturf", new Uri("https://zeturf.fr/")),
        new("pmu", new Uri("https://www.pmu.fr/")),
        new("pmu", new Uri("https://pmu.fr/")),
    ];
}

/// <summary>Reads and writes the addresses of race pages.</summary>
public static partial class CourseUrl
{
    private const int Longest = 500;

    /// <summary>PMU's page of a race: <c>https://www.pmu.fr/turf/20112025/R1/C1</c>.</summary>
    public static string Pmu(DateOnly date, RaceCode code) =>
        string.Create(CultureInfo.InvariantCulture, $"https://www.pmu.fr/turf/{date:ddMMyyyy}/R{code.Meeting}/C{code.Race}");

    /// <summary>ZEturf's page of a race: <c>https://www.zeturf.fr/fr/course/2025-11-20/R1C1-vincennes-prix-x</c>.</summary>
    public static string ZEturf(DateOnly date, RaceCode code, string? slug) => "https://www.zeturf.fr" + ZEturfPath(date, code, slug);

    /// <summary>The path of ZEturf's page of a race.</summary>
    /// <exception cref="ArgumentException">The slug has other characters than <c>a-z 0-9 -</c>.</exception>
    public static string ZEturfPath(DateOnly date, RaceCode code, string? slug)
    {
        if (slug is not null && !SlugPattern().IsMatch(slug))
            throw new ArgumentException("a slug is of a-z, 0-9 and hyphens", nameof(slug));
        var tail = slug is null ? "" : "-" + slug;
        return string.Create(CultureInfo.InvariantCulture, $"/fr/course/{date:yyyy-MM-dd}/{code}{tail}");
    }

    /// <summary>Reads the address of a race's page. Query and fragment are ignored; the error says what is wrong with everything else.</summary>
    /// <param name="url">From the user or from a task; untrusted.</param>
    /// <param name="hosts">The sites, and whatever base addresses are configured.</param>
    public static ParseResult<CourseReference> Parse(string? url, IReadOnlyList<CourseHost> hosts)
    {
        if (string.IsNullOrWhiteSpace(url))
            return Fail("a course_url is missing");
        var text = url.Trim();
        var plain =
            text.Length <= Longest && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('\\', StringComparison.Ordinal);
        if (!plain || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return Fail($"'{Quoted.Short(text)}' is no address of a page");
        if (uri.Scheme is not ("http" or "https"))
            return Fail($"'{Quoted.Short(uri.Scheme)}' addresses are not fetched; expected https");
        if (uri.UserInfo.Length > 0)
            return Fail("an address with a user name is not fetched");

        var sameHost = hosts.Where(host => string.Equals(host.BaseUrl.IdnHost, uri.IdnHost, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (sameHost.Length == 0)
            return Fail($"'{Quoted.Short(uri.IdnHost)}' is not a site that is read; expected {Expected(hosts)}");
        foreach (var host in sameHost)
        {
            if (host.BaseUrl.Port == uri.Port && host.BaseUrl.Scheme == uri.Scheme && Tail(host, uri) is { } path)
                return host.Source == "pmu" ? PmuPath(path) : ParseZEturfPath(path);
        }
        return Fail($"'{Quoted.Short(uri.GetLeftPart(UriPartial.Authority))}' has another scheme or port than {Expected(sameHost)}");
    }

    private static string? Tail(CourseHost host, Uri uri)
    {
        var prefix = host.BaseUrl.AbsolutePath.TrimEnd('/');
        var path = uri.AbsolutePath;
        return path.StartsWith(prefix + "/", StringComparison.Ordinal) ? path[prefix.Length..] : null;
    }

    private static string Expected(IReadOnlyList<CourseHost> hosts) =>
        string.Join(", ", hosts.Select(host => host.BaseUrl.GetLeftPart(UriPartial.Authority)).Distinct());

    /// <summary>Reads the path of a race's page at ZEturf, as its own pages link to it.</summary>
    internal static ParseResult<CourseReference> ParseZEturfPath(string path)
    {
        var match = ZEturfPattern().Match(path);
        if (!match.Success)
            return Fail($"'{Quoted.Short(path)}' is no race page of ZEturf; expected /fr/course/2025-11-20/R1C1-name");
        var slug = match.Groups[3].Success ? match.Groups[3].Value : null;
        return Make("zeturf", match.Groups[1].Value, "yyyy-MM-dd", match.Groups[2].Value, slug);
    }

    private static ParseResult<CourseReference> PmuPath(string path)
    {
        var match = PmuPattern().Match(path);
        return match.Success
            ? Make("pmu", match.Groups[1].Value, "ddMMyyyy", match.Groups[2].Value + match.Groups[3].Value, null)
            : Fail($"'{Quoted.Short(path)}' is no race page of PMU; expected /turf/20112025/R1/C1");
    }

    private static ParseResult<CourseReference> Make(string source, string date, string format, string code, string? slug)
    {
        if (!DateOnly.TryParseExact(date, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Fail($"'{Quoted.Short(date)}' is no date");
        var race = RaceCode.Parse(code);
        return race.IsOk ? ParseResult<CourseReference>.Ok(new CourseReference(source, day, race.Value, slug)) : Fail(race.Error);
    }

    private static ParseResult<CourseReference> Fail(string error) => ParseResult<CourseReference>.Fail(error);

    [GeneratedRegex(
        @"^/fr/course/([0-9]{4}-[0-9]{2}-[0-9]{2})/(R[0-9]{1,3}C[0-9]{1,3})(?:-([a-z0-9-]{1,200}))?/?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ZEturfPattern();

    [GeneratedRegex(@"^/turf/([0-9]{8})/(R[0-9]{1,3})/(C[0-9]{1,3})/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PmuPattern();

    [GeneratedRegex(@"^[a-z0-9-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();
}
