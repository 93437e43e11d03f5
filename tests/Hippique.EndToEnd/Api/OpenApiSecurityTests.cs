using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.EndToEnd.Access;
using Hippique.Testing.GoogleCloud.Tokens;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>What <c>/openapi/v1.json</c> says of access is what the routes demand: each operation is called as a stranger, with the token and with a session.</summary>
public sealed partial class OpenApiSecurityTests
{
    private const string Own = "https://races.example.invalid";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_one_machine_it_is_token_or_session()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var document = (await service.GetAsync("/openapi/v1.json")).Body;
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);
        var cookie = browser.Cookies.GetAllCookies().ShouldHaveSingleItem();

        Text(schemes.GetProperty("bearer"), "scheme").ShouldBe("bearer");
        Text(schemes.GetProperty("session"), "in").ShouldBe("cookie");
        Text(schemes.GetProperty("session"), "name").ShouldBe(cookie.Name);
        schemes.TryGetProperty("sign_in", out _).ShouldBeFalse();
        var address = service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority);
        await WalkAsync(
            service,
            document,
            new() { ["bearer"] = [("Authorization", $"Bearer {service.Token.Value}")], ["session"] = Session(cookie.ToString(), address) }
        );
    }

    [Fact]
    public async Task With_access_open_to_all_nothing_is_asked_for_but_the_token_for_a_link()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["REQUIRE_AUTH"] = "false" });
        var document = (await service.GetAsync("/openapi/v1.json")).Body;

        Operations(document)
            .Where(operation => operation.Ways.Count > 0)
            .Select(operation => operation.Path)
            .ShouldBe(["/session/link", "/session/link/viewer"]);
        await WalkAsync(service, document, new() { ["bearer"] = [("Authorization", $"Bearer {service.Token.Value}")] });
    }

    [Fact]
    public async Task On_Cloud_Run_it_is_an_identity_token_or_a_sign_in()
    {
        await using var bench = await AccessBench.StartAsync(
            new Dictionary<string, string>(AccessBench.Platform)
            {
                ["OIDC_CLIENT_ID"] = SignInPart.ClientId,
                ["OIDC_CLIENT_SECRET"] = SignInPart.ClientSecret,
            }
        );
        using var browser = new PersonsBrowser(bench);
        await browser.OpenAsync("/sign-in");
        var token = ("Authorization", $"Bearer {bench.Issuer.Token(Own, AccessBench.Robot)}");
        using var answer = await bench.AskAsync("/openapi/v1.json", token);
        var document = await ServiceUnderTest.JsonOfAsync(answer);
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");

        Text(schemes.GetProperty("bearer"), "description").ShouldContain(bench.Issuer.Issuer);
        Text(schemes.GetProperty("sign_in"), "name").ShouldBe("__Host-hippique");
        schemes.TryGetProperty("session", out _).ShouldBeFalse();
        await WalkAsync(
            bench.Service,
            document,
            new() { ["bearer"] = [token], ["sign_in"] = Session($"__Host-hippique={browser.CookieOf("__Host-hippique")}", Own) }
        );
        var stranger = ("Authorization", $"Bearer {bench.Issuer.Token(Own, "stranger@example.com")}");
        foreach (var operation in Operations(document).Where(operation => operation.Ways.Count > 0))
            await ShouldAnswerAsync(bench.Service, operation, [stranger], HttpStatusCode.Forbidden);
    }

    /// <param name="service">What is called.</param>
    /// <param name="document">What it says of itself.</param>
    /// <param name="ways">Headers of a caller whom the service knows, by scheme.</param>
    private static async Task WalkAsync(
        ServiceUnderTest service,
        JsonElement document,
        Dictionary<string, (string Name, string Value)[]> ways
    )
    {
        var operations = Operations(document).ToList();
        operations.Select(operation => $"{operation.Method} {operation.Path}").ShouldBe(Routes(service), ignoreOrder: true);
        document
            .GetProperty("components")
            .GetProperty("securitySchemes")
            .EnumerateObject()
            .Count()
            .ShouldBeGreaterThanOrEqualTo(ways.Count);
        foreach (var operation in operations)
        {
            if (operation.Ways.Count == 0)
                await ShouldKnowAsync(service, operation, []);
            else
                // One whom a proxy brings, so that no caller of the machine itself.
                await ShouldAnswerAsync(service, operation, [("X-Forwarded-For", "203.0.113.7")], HttpStatusCode.Unauthorized);
            if (operation.Ways.Contains(""))
                await ShouldKnowAsync(service, operation, []);
            foreach (var (scheme, headers) in ways)
            {
                if (operation.Ways.Contains(scheme))
                    await ShouldKnowAsync(service, operation, headers);
                else if (operation.Ways.Count > 0)
                    await ShouldAnswerAsync(service, operation, headers, HttpStatusCode.Forbidden);
            }
            if (operation.Method == "POST" && ways.Keys.FirstOrDefault(way => way != "bearer") is { } session)
                await ShouldAnswerAsync(
                    service,
                    operation,
                    [ways[session][0], ("Origin", "https://evil.example")],
                    HttpStatusCode.Forbidden
                );
        }
    }

    // Every refusal that is met stands in the document.
    private static async Task ShouldAnswerAsync(
        ServiceUnderTest service,
        Operation operation,
        (string Name, string Value)[] headers,
        HttpStatusCode status
    )
    {
        (await StatusAsync(service, operation, headers)).ShouldBe(status, operation.ToString());
        operation.Statuses.ShouldContain(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), operation.ToString());
    }

    private static async Task ShouldKnowAsync(ServiceUnderTest service, Operation operation, (string Name, string Value)[] headers) =>
        (await StatusAsync(service, operation, headers)).ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden]);

    private static async Task<HttpStatusCode> StatusAsync(
        ServiceUnderTest service,
        Operation operation,
        (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Parameter().Replace(operation.Path, "today"));
        if (operation.Method == "POST")
            // No order: it is refused as one, and nothing is done.
            request.Content = new StringContent("[]", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await service.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        return answer.StatusCode;
    }

    private static (string Name, string Value)[] Session(string cookie, string origin) => [("Cookie", cookie), ("Origin", origin)];

    private static IEnumerable<string> Routes(ServiceUnderTest service) =>
        from endpoint in service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
        from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
        select $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static IEnumerable<Operation> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select new Operation(
            method.Name.ToUpperInvariant(),
            path.Name,
            method.Value.TryGetProperty("security", out var security)
                ? [.. security.EnumerateArray().Select(way => way.EnumerateObject().Select(scheme => scheme.Name).SingleOrDefault(""))]
                : [],
            [.. method.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name)]
        );

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    /// <param name="Method">GET.</param>
    /// <param name="Path">With its parameters.</param>
    /// <param name="Ways">Schemes, one of which is enough; "": none at all.</param>
    /// <param name="Statuses">Of its answers.</param>
    private sealed record Operation(string Method, string Path, IReadOnlyList<string> Ways, IReadOnlyList<string> Statuses);
}
