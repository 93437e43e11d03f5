using Hippique.Racing;

namespace Hippique.Sources.Addresses;

/// <summary>Reads the addresses of race pages.</summary>
public static class CourseUrl
{
    private const int Longest = 500;

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
                return host.Pages.ReadPath(path);
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

    private static ParseResult<CourseReference> Fail(string error) => ParseResult<CourseReference>.Fail(error);
}
