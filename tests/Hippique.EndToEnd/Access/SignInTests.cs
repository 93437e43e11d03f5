using System.Net;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>A person signs in with Google, as a browser does it on Cloud Run.</summary>
public sealed class SignInTests
{
    private const string Session = "__Host-hippique";
    private const string Plan = "/api/plan/today";
    private static readonly Uri Url = new(AccessBench.Url);

    private static Dictionary<string, string> Client =>
        new(AccessBench.Platform) { ["OIDC_CLIENT_ID"] = SignInPart.ClientId, ["OIDC_CLIENT_SECRET"] = SignInPart.ClientSecret };

    [Fact]
    public async Task From_a_page_that_was_asked_for_over_Google_back_to_it()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(bench);

        var closed = await browser.OpenAsync("/openapi/v1.json");
        var text = await PersonsBrowser.TextOf(closed);
        var opened = await browser.OpenAsync("/sign-in?return=%2Fopenapi%2Fv1.json");

        closed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        text.ShouldContain("href=\"/sign-in?return=%2Fopenapi%2Fv1.json\"");
        text.ShouldContain("Se connecter avec Google");
        text.ShouldNotContain("hippique link");
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        browser.Visited[^1].ShouldBe(new Uri(Url, "/openapi/v1.json"));
        browser.Names.ShouldBe([Session]);
        var home = await PersonsBrowser.TextOf(await browser.OpenAsync("/"));
        home.ShouldContain("Fermer la session");
    }

    [Fact]
    public async Task The_flow_is_bound_to_the_browser_and_to_the_address_of_the_service()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(bench);

        await browser.OpenAsync("/sign-in");

        var asked = bench.Issuer.SignIn.Asked.ShouldHaveSingleItem();
        asked["redirect_uri"].ShouldBe($"{AccessBench.Url}/sign-in/callback");
        asked["response_type"].ShouldBe("code");
        asked["code_challenge_method"].ShouldBe("S256");
        asked["scope"].ShouldBe("openid email");
        asked["prompt"].ShouldBe("select_account");
        foreach (var name in (string[])["state", "nonce", "code_challenge"])
            asked[name].Length.ShouldBeGreaterThan(40, name);
        foreach (var cookie in browser.SetCookies)
        {
            cookie.ShouldContain("secure", Case.Insensitive);
            cookie.ShouldContain("httponly", Case.Insensitive);
        }
        var session = browser.SetCookies.Last(cookie => cookie.StartsWith(Session, StringComparison.Ordinal));
        session.ShouldContain("samesite=strict", Case.Insensitive);
        session.ShouldContain("path=/;", Case.Insensitive);
        session.ShouldNotContain("domain", Case.Insensitive);
        session.ShouldNotContain(AccessBench.Person);
    }

    [Theory]
    [InlineData("stranger@example.com", null, null)]
    [InlineData(AccessBench.Robot, null, null)]
    [InlineData(AccessBench.Person, "email_verified", false)]
    [InlineData(AccessBench.Person, "email", null)]
    public async Task Who_is_not_in_the_list_is_told_so_and_gets_no_session(string person, string? claim, object? value)
    {
        await using var bench = await AccessBench.StartAsync(Client);
        bench.Issuer.SignIn.Person = person;
        if (claim is not null)
            bench.Issuer.SignIn.Changes = [(claim, value)];
        using var browser = new PersonsBrowser(bench);

        var refused = await browser.OpenAsync("/sign-in");

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await PersonsBrowser.TextOf(refused)).ShouldContain("Ce compte n'est pas autorisé");
        browser.Names.ShouldNotContain(Session);
        (await browser.OpenAsync(Plan)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("nonce", "another")]
    [InlineData("aud", AccessBench.Url)]
    [InlineData("iss", "https://evil.example")]
    [InlineData("exp", 1)]
    public async Task A_token_that_is_not_of_this_flow_opens_nothing(string claim, object value)
    {
        await using var bench = await AccessBench.StartAsync(Client);
        bench.Issuer.SignIn.Changes = [(claim, value)];
        using var browser = new PersonsBrowser(bench);

        var failed = await browser.OpenAsync("/sign-in");

        failed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        browser.Names.ShouldNotContain(Session);
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_opens_nothing()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var attacker = new PersonsBrowser(bench);
        using var victim = new PersonsBrowser(bench);
        var toGoogle = (await attacker.SendAsync(HttpMethod.Get, new Uri(Url, "/sign-in"))).Headers.Location!;
        var back = (await attacker.SendAsync(HttpMethod.Get, toGoogle)).Headers.Location!;

        var stolen = await victim.OpenAsync(back);
        var invented = await victim.OpenAsync("/sign-in/callback?code=4/abc&state=invented");
        var bare = await victim.OpenAsync("/sign-in/callback");

        foreach (var answer in (HttpResponseMessage[])[stolen, invented, bare])
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await PersonsBrowser.TextOf(answer)).ShouldContain("La connexion n'a pas abouti");
        }
        victim.Names.ShouldNotContain(Session);
        (await attacker.OpenAsync(back)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // A code works once.
        (await attacker.OpenAsync(back)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_cancels_is_told_how_to_begin_again()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        bench.Issuer.SignIn.Person = null;
        using var browser = new PersonsBrowser(bench);

        var answer = await browser.OpenAsync("/sign-in");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PersonsBrowser.TextOf(answer)).ShouldContain("href=\"/\"");
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/;url=https://evil.example")]
    [InlineData("evil")]
    public async Task It_leads_to_no_other_site(string next)
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(bench);

        await browser.OpenAsync($"/sign-in?return={Uri.EscapeDataString(next)}");

        browser.Visited[^1].ShouldBe(new Uri(Url, "/"));
    }

    [Fact]
    public async Task The_cookie_is_good_in_the_next_container_and_the_keys_are_no_text_there()
    {
        await using var first = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(first);
        await browser.OpenAsync("/sign-in");
        var cookie = browser.CookieOf(Session);
        var keys = Directory.GetFiles(Path.Combine(first.Service.Folder, "keys"));

        await using var next = await AccessBench.StartAsync(Client, folder => CopyKeys(keys, folder));
        await using var strange = await AccessBench.StartAsync(Client);
        var other = Client;
        other["OIDC_CLIENT_SECRET"] = "GOCSPX-another";
        await using var renewed = await AccessBench.StartAsync(other, folder => CopyKeys(keys, folder));

        (await StatusOf(next, cookie)).ShouldBe(HttpStatusCode.OK);
        (await StatusOf(strange, cookie)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusOf(renewed, cookie)).ShouldBe(HttpStatusCode.Unauthorized);
        var stored = await File.ReadAllBytesAsync(keys.ShouldHaveSingleItem(), TestContext.Current.CancellationToken);
        System.Text.Encoding.Latin1.GetString(stored).ShouldNotContain("masterKey");
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_two_without_use_its_button_and_with_its_place_in_the_list()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var used = new PersonsBrowser(bench);
        using var idle = new PersonsBrowser(bench);
        await used.OpenAsync("/sign-in");
        await idle.OpenAsync("/sign-in");
        var keys = Directory.GetFiles(Path.Combine(bench.Service.Folder, "keys"));
        var others = Client;
        others["ALLOWED_EMAILS"] = "second@example.com";
        await using (var without = await AccessBench.StartAsync(others, folder => CopyKeys(keys, folder)))
            (await StatusOf(without, used.CookieOf(Session))).ShouldBe(HttpStatusCode.Unauthorized);

        bench.Clock.Advance(TimeSpan.FromMinutes(119));
        (await used.OpenAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        (await idle.OpenAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        for (var passed = TimeSpan.FromMinutes(121); passed < TimeSpan.FromMinutes(710); passed += TimeSpan.FromMinutes(70))
        {
            (await used.OpenAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK, passed.ToString());
            bench.Clock.Advance(TimeSpan.FromMinutes(70));
        }
        (await used.OpenAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await idle.OpenAsync("/sign-in");
        await idle.SendAsync(HttpMethod.Post, new Uri(Url, "/session/end"));
        idle.Names.ShouldNotContain(Session);
    }

    [Fact]
    public async Task A_change_with_the_session_must_come_from_a_page_of_the_service()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(bench);
        await browser.OpenAsync("/sign-in");
        var cookie = $"{Session}={browser.CookieOf(Session)}";

        var own = await browser.SendAsync(HttpMethod.Post, new Uri(Url, "/queue/resume"));
        using var elsewhere = new HttpRequestMessage(HttpMethod.Post, "/queue/resume");
        elsewhere.Headers.Add("Cookie", cookie);
        elsewhere.Headers.Add("Origin", "https://evil.example");
        using var link = new HttpRequestMessage(HttpMethod.Post, "/session/link");
        link.Headers.Add("Cookie", cookie);
        link.Headers.Add("Origin", AccessBench.Url);

        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bench.Service.Anonymous.SendAsync(elsewhere, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await bench.Service.Anonymous.SendAsync(link, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
    }

    [Fact]
    public async Task Another_name_of_the_service_leads_to_its_address_first()
    {
        await using var bench = await AccessBench.StartAsync(Client);

        var answer = await bench.AskAsync(null, "/sign-in?return=%2Fready");

        answer.Headers.Location.ShouldBe(new Uri(Url, "/sign-in?return=%2Fready"));
    }

    [Fact]
    public async Task While_Google_does_not_answer_a_page_says_so()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        bench.Issuer.IsDown = true;
        using var browser = new PersonsBrowser(bench);

        var answer = await browser.OpenAsync("/sign-in");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await PersonsBrowser.TextOf(answer)).ShouldContain("Google ne répond pas");
    }

    [Fact]
    public async Task Programs_are_answered_as_before()
    {
        await using var bench = await AccessBench.StartAsync(Client);

        var answer = await bench.AskAsync(Plan, ("Accept", "application/json"));
        var curl = await bench.AskAsync(Plan, ("Accept", "*/*"));

        foreach (var one in (HttpResponseMessage[])[answer, curl])
        {
            one.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            one.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task Without_a_client_there_is_no_sign_in_and_no_key()
    {
        await using var bench = await AccessBench.StartAsync(AccessBench.Platform);
        using var browser = new PersonsBrowser(bench);

        (await browser.OpenAsync("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PersonsBrowser.TextOf(await browser.OpenAsync("/"))).ShouldContain("OIDC_CLIENT_ID");
        Directory.Exists(Path.Combine(bench.Service.Folder, "keys")).ShouldBeFalse();
    }

    private static void CopyKeys(string[] keys, string folder)
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, "keys"));
        foreach (var key in keys)
            File.Copy(key, Path.Combine(into.FullName, Path.GetFileName(key)));
    }

    private static async Task<HttpStatusCode> StatusOf(AccessBench bench, string cookie)
    {
        using var browser = new PersonsBrowser(bench);
        browser.Give(Session, cookie);
        return (await browser.OpenAsync("/openapi/v1.json")).StatusCode;
    }
}
