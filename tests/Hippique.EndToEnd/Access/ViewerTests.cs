using System.Net;
using System.Text.RegularExpressions;
using Hippique.EndToEnd.Api;
using Hippique.EndToEnd.Dashboard;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Ledger;
using Hippique.Testing.Racing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Access;

/// <summary>A viewer, let in by a link: he reads everything and changes nothing.</summary>
public sealed partial class ViewerTests : IAsyncLifetime
{
    /// <summary>What a viewer may call beside reading: his own session and preferences, and what an address of its own allows.</summary>
    private static readonly string[] Allowed = ["/session", "/session/end", "/preferences", "/said/{date}/{race}/"];

    private readonly Browser _browser = new("fr");
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Own => _service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        _service = await ProposedTicket.ServeAsync();
        await _browser.SubmitAsync(_service, Browser.PathOf(_service.Sessions.NewLink(CallerRole.Viewer)));
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task Every_address_answers_to_reading_and_refuses_the_rest_but_for_a_few()
    {
        var (read, refused, allowed) = (0, 0, new List<string>());
        foreach (var endpoint in _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                var isReading = method is "GET" or "HEAD";
                if (!isReading && Allowed.Contains(pattern))
                {
                    allowed.Add(pattern);
                    continue;
                }
                using var answer = await SendAsync(method, Parameter().Replace(pattern, "today"), "application/json");
                var who = $"{method} {pattern}: {(int)answer.StatusCode}";
                if (isReading)
                    answer.StatusCode.ShouldNotBeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], who);
                else
                    answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, who);
                (read, refused) = isReading ? (read + 1, refused) : (read, refused + 1);
            }
        }
        read.ShouldBeGreaterThan(20);
        refused.ShouldBeGreaterThan(15);
        allowed.ShouldBe(Allowed, ignoreOrder: true);
        (await PlayedAsync()).ShouldBeEmpty();
        (await _service.GetAsync("/api/queue")).Body.GetProperty("queue").GetString().ShouldNotBe("paused");
    }

    [Theory]
    [InlineData("PUT", "/api/plan/today")]
    [InlineData("PATCH", "/queue/pause")]
    [InlineData("DELETE", "/no/such/path")]
    [InlineData("RESUME", "/queue/resume")]
    public async Task A_method_that_no_address_has_is_refused_too(string method, string path)
    {
        using var answer = await SendAsync(method, path, "application/json");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await ServiceUnderTest.JsonOfAsync(answer)).GetProperty("detail").GetString().ShouldBe("this session may read and change nothing");
    }

    [Fact]
    public async Task Every_page_says_that_it_is_read_only_and_has_no_form_that_changes_something()
    {
        using var owner = new Browser("fr");
        await owner.OpenSessionAsync(_service);
        foreach (var (path, french, _) in ViewsTests.Views.Where(view => view.Path != "/offline"))
        {
            var text = await TextAsync(_browser, path);

            text.ShouldContain(french, Case.Sensitive, path);
            text.ShouldContain(">Lecture seule<", Case.Sensitive, path);
            Posted().Matches(text).Select(form => form.Groups[1].Value).Distinct().ShouldBe(["/preferences", "/session/end"], path);
            text.ShouldNotContain("data-subscribe", Case.Sensitive, path);
            (await TextAsync(owner, path)).ShouldNotContain("Lecture seule", Case.Sensitive, path);
        }
        (await TextAsync(owner, "/")).ShouldContain($"action=\"/tickets/{InventedRaces.Id.Date:yyyy-MM-dd}/said\"");
    }

    [Fact]
    public async Task A_form_that_was_made_by_hand_is_answered_by_a_page_and_notes_nothing()
    {
        using var answer = await SendAsync(
            "POST",
            $"/tickets/{InventedRaces.Id.Date:yyyy-MM-dd}/said",
            "text/html",
            ("ticket", "R1C3-1"),
            ("said", "played")
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        WebUtility.HtmlDecode(await Browser.TextOfAsync(answer)).ShouldContain("Cette session est en lecture seule");
        (await PlayedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_link_says_what_it_opens_and_language_and_end_of_the_session_are_the_viewers_own()
    {
        var link = Browser.PathOf(_service.Sessions.NewLink(CallerRole.Viewer));

        var shown = await TextAsync(_browser, link);
        using var switched = await SendAsync("POST", "/preferences", "text/html", ("language", "en"), ("back", "/sheet"));
        using var ended = await SendAsync("POST", "/session/end", "text/html");
        using var after = await _browser.GetAsync(_service, "/sheet");

        shown.ShouldContain("Cette session est en lecture seule");
        (switched.StatusCode, switched.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.SeeOther, "/sheet"));
        ended.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var (_, log) = await _service.GetAsync("/api/actions?date=2025-11-22");
        log.GetProperty("actions")
            .EnumerateArray()
            .Where(action => action.GetProperty("action").GetString() == "sign_in")
            .Select(action => action.GetProperty("who").GetProperty("name").GetString())
            .ShouldContain("viewer");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://races.example.com/")]
    public async Task A_link_for_somebody_else_has_the_address_under_which_the_service_is_known(string? url)
    {
        await using var service = await ServiceUnderTest.StartAsync(url is null ? null : new() { ["SERVICE_URL"] = url });

        var (status, made, _) = await service.PostAsync("/session/link/viewer", "{}");

        status.ShouldBe(HttpStatusCode.OK);
        var link = new Uri(made.GetProperty("url").GetString()!);
        var host = new Uri(url ?? service.Anonymous.BaseAddress!.AbsoluteUri);
        link.GetLeftPart(UriPartial.Authority).ShouldBe(host.GetLeftPart(UriPartial.Authority));
        service.Sessions.RoleOfLink(link.Query["?code=".Length..]).ShouldBe(CallerRole.Viewer);
    }

    [Fact]
    public async Task An_owners_link_opens_an_owners_session_in_a_viewers_browser()
    {
        await _browser.OpenSessionAsync(_service);

        (await TextAsync(_browser, "/")).ShouldNotContain("Lecture seule");
        using var answer = await SendAsync("POST", "/queue/resume", "application/json");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> TextAsync(Browser browser, string path)
    {
        using var answer = await browser.GetAsync(_service, path);
        return WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string accept,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (fields.Length > 0)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        request.Headers.Add("Origin", Own);
        request.Headers.Add("Accept", accept);
        request.Headers.Add("Accept-Language", "fr");
        request.Headers.Add("Cookie", _browser.Cookies.GetCookieHeader(_service.Anonymous.BaseAddress!));
        return await _service.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private async Task<IReadOnlyList<LedgerFact.Played>> PlayedAsync() =>
        [
            .. (await _service.Services.GetRequiredService<ILedger>().ReadAsync(InventedRaces.Id.Date, Token))
                .Entries.Select(entry => entry.Fact)
                .OfType<LedgerFact.Played>(),
        ];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("""<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>""")]
    private static partial Regex Posted();
}
