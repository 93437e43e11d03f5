using System.Net;

namespace Hippique.EndToEnd.Access;

/// <summary>
/// What a person's browser and Cloud Run's front end do together: cookies by host and as their attributes say, redirects, pages that lead on; https to the service ends before it.
/// </summary>
internal sealed class PersonsBrowser(AccessBench bench) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<(string Host, string Name), KeptCookie> _cookies = [];

    /// <summary>Addresses in the order in which they were asked for.</summary>
    public List<Uri> Visited { get; } = [];

    /// <summary>Cookies of the service as they were set, with their attributes.</summary>
    public List<string> SetCookies { get; } = [];

    public IEnumerable<string> Names => _cookies.Keys.Select(key => key.Name);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> OpenAsync(string path) => OpenAsync(new Uri(new Uri(AccessBench.Url), path));

    /// <summary>From an address that the person typed, to the page at which it ends.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Uri address)
    {
        var fromElsewhere = false;
        for (var step = 0; step < 12; step++)
        {
            var answer = await SendAsync(HttpMethod.Get, address, fromElsewhere);
            if (answer.Headers.Location is { } location)
            {
                var next = new Uri(address, location);
                // Once a chain of redirects has crossed sites, the rest of it has too.
                fromElsewhere |= next.Host != address.Host;
                address = next;
            }
            else if (answer.Headers.TryGetValues("Refresh", out var refresh))
                (address, fromElsewhere) = (new Uri(address, refresh.Single().Split("url=")[1]), false);
            else
                return answer;
        }
        throw new InvalidOperationException($"no end of redirects: {string.Join(" ", Visited)}");
    }

    /// <summary>One request, with a form of the service's own page if it is no GET.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, bool fromElsewhere = false)
    {
        Visited.Add(address);
        var isService = address.Host == new Uri(AccessBench.Url).Host;
        using var request = new HttpRequestMessage(
            method,
            isService ? new Uri(bench.Service.Anonymous.BaseAddress!, address.PathAndQuery) : address
        );
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", "fr");
        if (isService)
        {
            request.Headers.Host = address.Host;
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        }
        if (method != HttpMethod.Get)
            request.Headers.Add("Origin", AccessBench.Url);
        var sent = _cookies.Where(cookie => cookie.Key.Host == address.Host && !(fromElsewhere && cookie.Value.IsStrict)).ToList();
        if (sent.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", sent.Select(cookie => $"{cookie.Key.Name}={cookie.Value.Value}")));
        var answer = await _http.SendAsync(request, Cancelled);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                Keep(address.Host, cookie);
        }
        return answer;
    }

    public static async Task<string> TextOf(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));

    public string CookieOf(string name) => _cookies.Single(cookie => cookie.Key.Name == name).Value.Value;

    public void Give(string name, string value) => _cookies[(new Uri(AccessBench.Url).Host, name)] = new KeptCookie(value, IsStrict: true);

    public void Dispose() => _http.Dispose();

    private void Keep(string host, string cookie)
    {
        SetCookies.Add(cookie);
        var parts = cookie.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = (parts[0].Split('=', 2)[0], parts[0].Split('=', 2)[1]);
        if (parts.Any(part => part.StartsWith("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase)))
            _cookies.Remove((host, name));
        else
            _cookies[(host, name)] = new KeptCookie(value, parts.Contains("samesite=strict", StringComparer.OrdinalIgnoreCase));
    }

    private sealed record KeptCookie(string Value, bool IsStrict);
}
