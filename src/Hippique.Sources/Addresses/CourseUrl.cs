using Hippique.Racing;

namespace Hippique.Sources.Addresses;

/// <summary>Reads the addresses of race pages.</summary>
public static class CourseUrl
{
    private const int Longest = 500;

    /// <summary>Reads the address of a race's page. Query and fragment are ignored; the error says what is wrong with everything else.</summary>
    /// <param name="url">From the user or from a task; untrusted.</param>
    /// <param name="hosts">The sites, and whatever base addresses are configured.</param>
    public static ParseResult<CourseReference> Parse(string? url, IReadOnlyList<CourseHost> hosts) =>
        Address(url).Then(address => Path(address, hosts)).Then(found => found.Pages.ReadPath(found.Path));

    private static ParseResult<Uri> Address(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
            return ParseResult<Uri>.Fail($"a course_url is missing");
        var text = url.Trim();
        var plain =
            text.Length <= Longest && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.Contains('\\', StringComparison.Ordinal);
        if (!plain || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return ParseResult<Uri>.Fail($"'{Quoted.Short(text)}' is no address of a page");
        if (uri.Scheme is not ("http" or "https"))
            return ParseResult<Uri>.Fail($"'{Quoted.Short(uri.Scheme)}' addresses are not fetched; expected https");
        return uri.UserInfo.Length > 0 ? ParseResult<Uri>.Fail($"an address with a user name is not fetched") : ParseResult<Uri>.Ok(uri);
    }

    /// <summary>The path below the host whose page it is.</summary>
    private static ParseResult<(CoursePages Pages, string Path)> Path(Uri address, IReadOnlyList<CourseHost> hosts)
    {
        var sameHost = hosts
            .Where(host => string.Equals(host.BaseUrl.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        if (sameHost.Length == 0)
            return Fail($"'{Quoted.Short(address.IdnHost)}' is not a site that is read; expected {Expected(hosts)}");
        foreach (var host in sameHost)
        {
            if (host.BaseUrl.Port == address.Port && host.BaseUrl.Scheme == address.Scheme && Tail(host, address) is { } path)
                return ParseResult<(CoursePages, string)>.Ok((host.Pages, path));
        }
        return Fail($"'{Quoted.Short(address.GetLeftPart(UriPartial.Authority))}' has another scheme or port than {Expected(sameHost)}");

        static ParseResult<(CoursePages, string)> Fail(FormattableString error) => ParseResult<(CoursePages, string)>.Fail(error);
    }

    private static string? Tail(CourseHost host, Uri uri)
    {
        var prefix = host.BaseUrl.AbsolutePath.TrimEnd('/');
        var path = uri.AbsolutePath;
        return path.StartsWith(prefix + "/", StringComparison.Ordinal) ? path[prefix.Length..] : null;
    }

    private static string Expected(IReadOnlyList<CourseHost> hosts) =>
        string.Join(", ", hosts.Select(host => host.BaseUrl.GetLeftPart(UriPartial.Authority)).Distinct());
}
