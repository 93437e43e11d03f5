using System.Net;
using System.Text.RegularExpressions;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

public sealed partial class AnswerHeadersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_of_every_address_is_not_guessed_and_what_is_behind_access_is_not_kept()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var seen = 0;
        foreach (var endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "today");
            var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                foreach (var client in (HttpClient[])[service.Anonymous, service.Owner])
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), path);
                    var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

                    var who = $"{method} {path}: {(int)answer.StatusCode}";
                    ShouldNotBeGuessed(answer, who);
                    if (!isOpen || path.StartsWith("/session", StringComparison.Ordinal))
                        ShouldNotBeKept(answer, who);
                    // The machine itself may read the metrics.
                    if (!isOpen && path != "/metrics" && client == service.Anonymous)
                        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, who);
                    seen++;
                }
            }
        }
        seen.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData("GET", "/no/such/path")]
    [InlineData("DELETE", "/api/plan/today")]
    [InlineData("HEAD", "/api/plan/today")]
    [InlineData("HEAD", "/")]
    [InlineData("OPTIONS", "/run")]
    [InlineData("POST", "/run")]
    public async Task Errors_too(string method, string path)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        foreach (var client in (HttpClient[])[service.Anonymous, service.Owner])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            var answer = await client.SendAsync(request, Token);

            ShouldNotBeGuessed(answer, path);
            ShouldNotBeKept(answer, path);
        }
    }

    [Fact]
    public async Task An_exception_and_a_refused_host_name_too()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var plan = Path.Combine(service.Folder, ArtifactPaths.Plan(ParisTime.ProgrammeOf(service.Clock.GetUtcNow())));
        Directory.CreateDirectory(Path.GetDirectoryName(plan)!);
        await File.WriteAllTextAsync(plan, "{", Token);
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        elsewhere.Headers.Host = "races.example.com";

        var broken = await service.Owner.GetAsync("/api/plan/today", Token);
        var refused = await service.Anonymous.SendAsync(elsewhere, Token);

        broken.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var answer in (HttpResponseMessage[])[broken, refused])
        {
            ShouldNotBeGuessed(answer, answer.StatusCode.ToString());
            ShouldNotBeKept(answer, answer.StatusCode.ToString());
        }
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/day/2025-11-21", true)]
    [InlineData("/race/2025-11-22/R1C3", true)]
    [InlineData("/offline", true)]
    [InlineData("/", false)]
    [InlineData("/day/2025-11-21", false)]
    [InlineData("/session?code=used", false)]
    [InlineData("/said/2025-11-22/R1C3", false)]
    public async Task A_page_loads_from_the_service_alone_holds_no_style_or_script_is_framed_by_nobody_and_tells_no_other_site_its_address(
        string path,
        bool hasSession
    )
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        if (hasSession)
            await browser.OpenSessionAsync(service);

        var answer = await browser.GetAsync(service, path);
        var page = await Browser.TextOfAsync(answer);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = Header(answer, "Content-Security-Policy");
        foreach (var part in (string[])["default-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
            policy.ShouldContain(part);
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("style-src");
        Header(answer, "X-Frame-Options").ShouldBe("DENY");
        Header(answer, "Referrer-Policy").ShouldBe("same-origin");
        ShouldNotBeGuessed(answer, path);
        ShouldNotBeKept(answer, path);
        page.ShouldNotContain("<style");
        page.ShouldNotContain(" style=");
        Inline().IsMatch(page).ShouldBeFalse();
    }

    private static void ShouldNotBeGuessed(HttpResponseMessage answer, string who) =>
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff", who);

    private static void ShouldNotBeKept(HttpResponseMessage answer, string who) =>
        (answer.Headers.CacheControl?.NoStore).ShouldBe(true, who);

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : "";

    [GeneratedRegex(@"<script(?![^>]* src=)|<[^>]* on[a-z]+=")]
    private static partial Regex Inline();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
