using System.Net;
using System.Text.RegularExpressions;
using Hippique.Testing.GoogleCloud.Tokens;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Access;

/// <summary>A signature that the platform removed, where IAM is in front and where it is not.</summary>
public sealed partial class PlatformTests
{
    private const string Url = AccessBench.Url;
    private const string Path = "/openapi/v1.json";

    private static Dictionary<string, string> Iam => new(AccessBench.Platform) { ["AUTH_PLATFORM"] = "cloud-run-iam" };

    [Fact]
    public async Task Behind_IAM_on_Cloud_Run_the_claims_count()
    {
        await using var bench = await AccessBench.StartAsync(Iam);

        (await bench.AskAsync(Removed(bench))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bench.AskAsync(Path, ("X-Serverless-Authorization", Removed(bench)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bench.AskAsync($"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_IAM_every_claim_is_checked_all_the_same()
    {
        await using var bench = await AccessBench.StartAsync(Iam);
        var past = bench.Clock.GetUtcNow().ToUnixTimeSeconds() - 60;
        (string Name, object? Value)[] wrong =
        [
            ("aud", "https://other.example.com"),
            ("iss", "https://evil.example"),
            ("exp", past),
            ("nbf", past + 600),
            ("email_verified", false),
            ("email", null),
        ];

        foreach (var change in wrong)
            (await bench.AskAsync(Removed(bench, change))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, change.Name);
        (await bench.AskAsync(Removed(bench, ("email", "stranger@example.com")))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bench.AskAsync(Removed(bench).Replace("REMOVED", "removed", StringComparison.Ordinal))).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        var unsigned = TokenText.WithSignature(
            TokenText.Header("none", null),
            bench.Issuer.Claims(Url, AccessBench.Robot),
            "SIGNATURE_REMOVED_BY_GOOGLE"
        );
        (await bench.AskAsync($"Bearer {unsigned}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("AUTH_PLATFORM", null)]
    [InlineData("AUTH_PLATFORM", "none")]
    [InlineData("K_SERVICE", null)]
    [InlineData("K_REVISION", null)]
    [InlineData("K_CONFIGURATION", null)]
    public async Task Where_one_of_both_is_missing_it_is_forged(string name, string? value)
    {
        var variables = Iam;
        variables[name] = value ?? "";
        await using var bench = await AccessBench.StartAsync(variables);

        var answer = await bench.AskAsync(Removed(bench));
        var beside = await bench.AskAsync(Path, ("X-Serverless-Authorization", Removed(bench)));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        beside.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenMatrixTests.AnswerOf(answer)).ShouldBe(await TokenMatrixTests.AnswerOf(await bench.AskAsync(null)));
    }

    [Fact]
    public async Task Of_two_headers_the_one_that_the_platform_checked_counts()
    {
        await using var bench = await AccessBench.StartAsync(Iam);
        var forged = Removed(bench);
        var stranger = Removed(bench, ("email", "stranger@example.com"));

        var answer = await bench.AskAsync(Path, ("X-Serverless-Authorization", stranger), ("Authorization", forged));
        var turned = await bench.AskAsync(Path, ("X-Serverless-Authorization", forged), ("Authorization", stranger));
        var twice = await bench.AskAsync(Path, ("X-Serverless-Authorization", forged), ("X-Serverless-Authorization", forged));
        var empty = await bench.AskAsync(Path, ("X-Serverless-Authorization", ""), ("Authorization", forged));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        turned.StatusCode.ShouldBe(HttpStatusCode.OK);
        twice.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        empty.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Gclouds_audience_can_be_turned_off()
    {
        await using var bench = await AccessBench.StartAsync(("ALLOW_GCLOUD_AUDIENCE", "false"));

        var token = bench.Issuer.Token("32555940559.apps.googleusercontent.com", AccessBench.Person);

        (await bench.AskAsync($"Bearer {token}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("SERVICE_URL", "http://races.example.invalid")]
    [InlineData("SERVICE_URL", "")]
    public async Task Without_an_https_address_no_identity_token_is_accepted(string name, string value)
    {
        await using var bench = await AccessBench.StartAsync((name, value));

        (await bench.AskAsync($"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        bench.Issuer.KeyRequests.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_list_and_an_account_no_identity_token_is_accepted()
    {
        await using var bench = await AccessBench.StartAsync(("ALLOWED_EMAILS", ""), ("SERVICE_ACCOUNT_EMAIL", ""));

        (await bench.AskAsync($"Bearer {bench.Issuer.Token(Url, "")}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await bench.AskAsync($"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task On_Cloud_Run_every_route_but_three_is_behind_access_for_callers_of_the_machine_too()
    {
        await using var bench = await AccessBench.StartAsync(AccessBench.Platform);
        string[] open = ["/healthz", "/health", "/ready"];
        // They say nothing of the day to strangers: how to sign in, the end of a session, and the language of these pages.
        string[] pages = ["/", "/session", "/session/end", "/preferences"];
        // The same for everybody: styles and scripts, and what makes the pages an app.
        string[] app = ["/assets/today", "/sw.js", "/app.today.webmanifest", "/offline"];
        // The signature in the address is asked for in place of a token: without one there is nothing.
        string[] signed = ["/said/today/today/"];
        var walked = new List<string>();
        foreach (var endpoint in bench.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = Parameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "today");
            if (open.Contains(path) || pages.Contains(path) || app.Contains(path))
                continue;
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                var answer = await bench.Service.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(
                    signed.Contains(path) ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized,
                    $"{method} {path}"
                );
                walked.Add(path);
            }
        }
        walked.Count.ShouldBeGreaterThanOrEqualTo(10);
        walked.ShouldContain("/metrics");
        foreach (var path in open)
            (await bench.AskAsync(null, path)).StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task On_Cloud_Run_there_is_no_link()
    {
        await using var bench = await AccessBench.StartAsync(AccessBench.Platform);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/session/link");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bench.Issuer.Token(Url, AccessBench.Robot)}");

        var answer = await bench.Service.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Removed(AccessBench bench, params (string Name, object? Value)[] changes) =>
        "Bearer "
        + TokenText.WithSignature(
            TokenText.Header("RS256", bench.Issuer.Key.Id),
            bench.Issuer.Claims(Url, AccessBench.Robot, changes),
            "SIGNATURE_REMOVED_BY_GOOGLE"
        );

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
