using System.Net;
using Hippique.Hosting.Auth;

namespace Hippique.EndToEnd.Api;

public sealed class SessionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_shows_a_button_the_button_opens_the_session_and_the_browser_lands_on_the_day()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        var link = service.Sessions.NewLink();

        var page = await browser.GetAsync(service, Browser.PathOf(link));
        var shown = await Browser.TextOfAsync(page);
        var landed = await browser.SubmitAsync(service, Browser.PathOf(link));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.ShouldContain($"<form method=\"post\" action=\"{Browser.PathOf(link)}\">");
        landed.StatusCode.ShouldBe(HttpStatusCode.OK);
        landed.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/");
        (await Browser.TextOfAsync(landed)).ShouldContain("Close the session");
        (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "prefetch;prerender")]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    public async Task Looking_at_the_link_does_not_use_it_up(string method, string purpose)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var path = Browser.PathOf(service.Sessions.NewLink());
        for (var look = 0; look < 3; look++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Sec-Purpose", purpose);
            var answer = await service.Anonymous.SendAsync(request, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }

        (await service.Anonymous.PostAsync(path, null, Token)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_cookie_is_the_browsers_alone_for_this_service_and_for_as_long_as_the_session()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var opened = await service.Anonymous.PostAsync(Browser.PathOf(service.Sessions.NewLink()), null, Token);

        var cookie = opened.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldStartWith($"hippique_{service.Anonymous.BaseAddress!.Port}_");
        cookie.Split("; ")[1..].Order().ShouldBe(["httponly", "max-age=43200", "path=/", "samesite=strict"]);
    }

    [Fact]
    public async Task The_cookie_is_for_https_alone_where_the_service_is_reached_so()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["SERVICE_URL"] = "https://races.example.com" });
        async Task<string> CookieAsync(string? host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Browser.PathOf(service.Sessions.NewLink()));
            request.Headers.Host = host;
            return (await service.Anonymous.SendAsync(request, Token)).Headers.GetValues("Set-Cookie").Single();
        }

        (await CookieAsync("races.example.com")).ShouldContain("; secure");
        // Straight from the machine it is plain http, where a browser would not send such a cookie back.
        (await CookieAsync(null)).ShouldNotContain("; secure");
    }

    [Fact]
    public async Task Two_services_of_one_machine_keep_their_sessions_in_one_browser()
    {
        await using var first = await ServiceUnderTest.StartAsync();
        await using var second = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();

        await browser.OpenSessionAsync(first);
        await browser.OpenSessionAsync(second);

        browser.Cookies.GetAllCookies().Select(cookie => cookie.Name).Distinct().Count().ShouldBe(2);
        foreach (var service in (ServiceUnderTest[])[first, second])
            (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_ends_after_ten_minutes_unless_used()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var used = service.Sessions.NewLink();
        var late = service.Sessions.NewLink();

        service.Clock.Advance(TimeSpan.FromMinutes(10) - Second);
        var inTime = await service.Anonymous.PostAsync(Browser.PathOf(used), null, Token);
        service.Clock.Advance(Second);
        var tooLate = await service.Anonymous.PostAsync(Browser.PathOf(late), null, Token);
        var again = await service.Anonymous.PostAsync(Browser.PathOf(used), null, Token);

        inTime.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        tooLate.StatusCode.ShouldBe(HttpStatusCode.Gone);
        again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        again.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await ServiceUnderTest.JsonOfAsync(again)).GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("en-US,en;q=0.9", "This link no longer works")]
    [InlineData("fr-FR,fr;q=0.9,en;q=0.8", "Ce lien ne marche plus")]
    public async Task A_link_that_has_ended_leads_to_a_page_that_says_what_to_do(string language, string title)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser(language);

        foreach (var path in (string[])["/session?code=used", "/session"])
        {
            var shown = await browser.GetAsync(service, path);
            var sent = await browser.SubmitAsync(service, path);

            foreach (var page in (HttpResponseMessage[])[shown, sent])
            {
                page.StatusCode.ShouldBe(HttpStatusCode.Gone);
                var text = await Browser.TextOfAsync(page);
                text.ShouldContain($"<h1>{title}</h1>");
                text.ShouldContain("<pre>hippique link</pre>");
            }
        }
    }

    [Fact]
    public async Task A_session_ends_after_two_hours_without_a_request()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);

        service.Clock.Advance(BrowserSessions.Idle - Second);
        (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        service.Clock.Advance(BrowserSessions.Idle - Second);
        (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        service.Clock.Advance(BrowserSessions.Idle);

        (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_in_use_ends_after_twelve_hours()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);
        for (var hour = 1; hour < 12; hour++)
        {
            service.Clock.Advance(TimeSpan.FromHours(1));
            (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        }

        service.Clock.Advance(TimeSpan.FromHours(1));

        (await browser.GetAsync(service, "/api/plan/today")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_is_closed_by_its_button_and_the_cookie_goes()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);
        var stolen = browser.Cookies.GetAllCookies().Single();

        var closed = await browser.SubmitAsync(service, "/session/end");
        var again = await browser.SubmitAsync(service, "/session/end");

        (await Browser.TextOfAsync(closed)).ShouldContain("No session is open in this browser");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Cookies.GetAllCookies().Where(cookie => !cookie.Expired).ShouldBeEmpty();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/plan/today");
        request.Headers.Add("Cookie", $"{stolen.Name}={stolen.Value}");
        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_second_link_in_the_same_browser_ends_its_first_session()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);
        var first = browser.Cookies.GetAllCookies().Single().Value;

        await browser.OpenSessionAsync(service);

        service.Sessions.RoleOf(first).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_link_is_made_for_the_token_alone()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);

        var bySession = await browser.SubmitAsync(service, "/session/link");
        var (status, made, _) = await service.PostAsync("/session/link", "{}");

        bySession.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        status.ShouldBe(HttpStatusCode.OK);
        made.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(service.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        var link = new Uri(made.GetProperty("url").GetString()!);
        link.GetLeftPart(UriPartial.Authority).ShouldBe(service.Anonymous.BaseAddress!.GetLeftPart(UriPartial.Authority));
        (await service.Anonymous.PostAsync(link.PathAndQuery, null, Token)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}
