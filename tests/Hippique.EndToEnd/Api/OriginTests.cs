using System.Net;
using System.Net.Http.Headers;

namespace Hippique.EndToEnd.Api;

public sealed class OriginTests
{
    private const string Own = "http://127.0.0.1:{port}";
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Origin", Own, true)]
    [InlineData("Origin", "https://races.example.com", true)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "", false)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "http://127.0.0.1:1", false)]
    [InlineData("Origin", "http://localhost:{port}", false)]
    [InlineData("Origin", "https://127.0.0.1:{port}", false)]
    [InlineData("Origin", "http://races.example.com", false)]
    [InlineData("Origin", Own + ".evil.example", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Referer", Own + "/", true)]
    [InlineData("Referer", "https://races.example.com/today", true)]
    [InlineData("Referer", "http://127.0.0.1:1/", false)]
    [InlineData("Referer", "nonsense", false)]
    [InlineData(null, null, false)]
    public async Task With_a_session_a_change_must_come_from_a_page_of_the_service(string? header, string? value, bool allowed)
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["SERVICE_URL"] = "https://races.example.com" });
        using var request = Call(service, HttpMethod.Post, header, value);
        request.Headers.Add("Cookie", await CookieAsync(service));

        var answer = await service.Anonymous.SendAsync(request, Token);

        answer.StatusCode.ShouldBe(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        if (!allowed)
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await ServiceUnderTest.JsonOfAsync(answer)).GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Referer", Own + "/")]
    public async Task The_origin_counts_before_the_other_two(string header, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = Call(service, HttpMethod.Post, header, value);
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Cookie", await CookieAsync(service));

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("ANYTHING")]
    public async Task Every_method_that_may_change_something_is_checked(string method)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = Call(service, new HttpMethod(method), "Origin", "https://evil.example");
        request.Headers.Add("Cookie", await CookieAsync(service));

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_call_with_the_token_needs_no_origin_also_beside_a_session()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = Call(service, HttpMethod.Post, "Origin", "https://evil.example");
        request.Headers.Add("Cookie", await CookieAsync(service));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Token.Value);

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reading_with_a_session_needs_no_origin()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/plan/today");
        request.Headers.Add("Cookie", await CookieAsync(service));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("Origin", Own, HttpStatusCode.OK)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    public async Task Where_access_is_open_to_all_a_page_of_another_site_still_changes_nothing(
        string? header,
        string? value,
        HttpStatusCode expected
    )
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["REQUIRE_AUTH"] = "false" });
        using var request = Call(service, HttpMethod.Post, header, value);

        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(expected);
    }

    private static HttpRequestMessage Call(ServiceUnderTest service, HttpMethod method, string? header, string? value)
    {
        var request = new HttpRequestMessage(method, "/queue/pause");
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value!.Replace("{port}", $"{service.Anonymous.BaseAddress!.Port}"));
        return request;
    }

    private static async Task<string> CookieAsync(ServiceUnderTest service)
    {
        var opened = await service.Anonymous.PostAsync(Browser.PathOf(service.Sessions.NewLink()), null, Token);
        return opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
