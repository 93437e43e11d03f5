using System.Net;
using Hippique.Hosting.Auth;

namespace Hippique.EndToEnd.Api;

/// <summary>What a browser does: asks for HTML, keeps cookies by host whatever the port, follows redirects, and says where its forms come from.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(string language = "en")
    {
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies });
        _http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Accept",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
        );
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
    }

    public CookieContainer Cookies { get; } = new();
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(ServiceUnderTest service, string path) =>
        _http.GetAsync(new Uri(service.Anonymous.BaseAddress!, path), Cancelled);

    /// <summary>The form of a page of the service itself.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(
        ServiceUnderTest service,
        string path,
        params IEnumerable<(string Name, string Value)> fields
    )
    {
        var address = service.Anonymous.BaseAddress!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return await _http.SendAsync(request, Cancelled);
    }

    public async Task<HttpResponseMessage> OpenSessionAsync(ServiceUnderTest service) =>
        await SubmitAsync(service, PathOf(service.Sessions.NewLink()));

    public static string PathOf(BrowserLink link) => $"/session?code={link.Code}";

    public static Task<string> TextOfAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(Cancelled);

    public void Dispose() => _http.Dispose();
}
