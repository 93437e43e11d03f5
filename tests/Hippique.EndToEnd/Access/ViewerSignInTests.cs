using System.Net;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.EndToEnd.Access;

/// <summary>A viewer who signs in with Google.</summary>
public sealed class ViewerSignInTests
{
    private const string Viewer = "reader@example.com";
    private const string Session = "__Host-hippique";

    private static Dictionary<string, string> Client =>
        new(AccessBench.Platform)
        {
            ["OIDC_CLIENT_ID"] = SignInPart.ClientId,
            ["OIDC_CLIENT_SECRET"] = SignInPart.ClientSecret,
            ["ALLOWED_VIEWERS"] = $"Reader@Example.com, {AccessBench.Person}",
        };

    [Theory]
    [InlineData(Viewer, HttpStatusCode.Forbidden, true)]
    // In both lists.
    [InlineData(AccessBench.Person, HttpStatusCode.OK, false)]
    public async Task A_viewer_reads_and_an_owner_acts(string person, HttpStatusCode change, bool isReadOnly)
    {
        await using var bench = await AccessBench.StartAsync(Client);
        bench.Issuer.SignIn.Person = person;
        using var browser = new PersonsBrowser(bench);

        var page = await PersonsBrowser.TextOf(await browser.OpenAsync("/sign-in"));
        using var asked = await browser.SendAsync(HttpMethod.Post, new Uri(new Uri(AccessBench.Url), "/queue/resume"));

        page.ShouldContain("Fermer la session");
        page.Contains("Lecture seule", StringComparison.Ordinal).ShouldBe(isReadOnly);
        (await browser.OpenAsync("/api/actions")).StatusCode.ShouldBe(HttpStatusCode.OK);
        asked.StatusCode.ShouldBe(change);
    }

    [Fact]
    public async Task The_lists_are_asked_at_each_call()
    {
        await using var bench = await AccessBench.StartAsync(Client);
        using var browser = new PersonsBrowser(bench);
        await browser.OpenAsync("/sign-in");
        var keys = Directory.GetFiles(Path.Combine(bench.Service.Folder, "keys"));
        var lowered = Client;
        lowered["ALLOWED_EMAILS"] = "second@example.com";
        var removed = new Dictionary<string, string>(lowered) { ["ALLOWED_VIEWERS"] = Viewer };

        // The cookie is good in the next container, and whose it is counts there.
        (await ChangeAsync(lowered, keys, browser.CookieOf(Session))).ShouldBe(HttpStatusCode.Forbidden);
        (await ChangeAsync(removed, keys, browser.CookieOf(Session))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(AccessBench.Url)]
    [InlineData("32555940559.apps.googleusercontent.com")]
    public async Task An_identity_token_of_a_viewer_is_none_of_this_service(string audience)
    {
        await using var bench = await AccessBench.StartAsync(Client);

        var answer = await bench.AskAsync($"Bearer {bench.Issuer.Token(audience, Viewer)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<HttpStatusCode> ChangeAsync(Dictionary<string, string> variables, string[] keys, string cookie)
    {
        await using var bench = await AccessBench.StartAsync(
            variables,
            folder =>
            {
                var into = Directory.CreateDirectory(Path.Combine(folder, "keys"));
                foreach (var key in keys)
                    File.Copy(key, Path.Combine(into.FullName, Path.GetFileName(key)));
            }
        );
        using var browser = new PersonsBrowser(bench);
        browser.Give(Session, cookie);
        using var answer = await browser.SendAsync(HttpMethod.Post, new Uri(new Uri(AccessBench.Url), "/queue/resume"));
        return answer.StatusCode;
    }
}
