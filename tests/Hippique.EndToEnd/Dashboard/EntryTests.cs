using System.Net;
using Hippique.EndToEnd.Access;
using Hippique.EndToEnd.Api;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Hosting.Settings;
using Hippique.Testing.GoogleCloud.Tokens;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>The pages for people without a session: in the frame of all pages, without what is closed to them.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class EntryTests(Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fr", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Every_page_is_whole_in_its_language_at_every_width_and_open_to_everybody(string language, ColorScheme scheme)
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { Locale = language == "fr" ? "fr-FR" : "en-GB", ColorScheme = scheme }
        );
        var said = await SaidAsync(service);
        (string Path, string French, string English)[] views =
        [
            ("/", "Aucune session", "No session"),
            ("/balance", "Aucune session", "No session"),
            (Browser.PathOf(service.Sessions.NewLink()), "Ouvrir la session", "Open the session"),
            (Browser.PathOf(service.Sessions.NewLink(CallerRole.Viewer)), "en lecture seule", "read only"),
            ("/session?code=used", "Ce lien ne marche plus", "This link no longer works"),
            (said, "Qu’en avez-vous fait", "What did you do with it"),
            (said[..^1], "Adresse inconnue", "No such address"),
        ];
        var faults = new List<string>();
        foreach (var (path, french, english) in views)
        {
            await visitor.Page.GotoAsync(path);
            var text = await visitor.Page.Locator("body").InnerTextAsync();
            if (!text.Contains(language == "fr" ? french : english, StringComparison.Ordinal))
                faults.Add($"{path}: not in {language}");
            if (await visitor.Page.Locator("nav, [action='/session/end']").CountAsync() > 0)
                faults.Add($"{path}: leads to what is closed");
            foreach (var width in (int[])[360, 768, 1440])
            {
                await visitor.Page.SetViewportSizeAsync(width, 800);
                if (await visitor.ScrollsSidewaysAsync())
                    faults.Add($"{path} at {width} scrolls sideways");
                faults.AddRange((await visitor.CutOffAsync()).Select(cut => $"{path} at {width}: cut off: {cut}"));
            }
            faults.AddRange((await visitor.BarriersAsync()).Select(barrier => $"{path}: {barrier}"));
        }
        faults.ShouldBeEmpty();
        // A browser says so itself if a page comes with a 401, a 404 or a 410.
        visitor
            .Complaints.Where(complaint => !complaint.Contains("the server responded with a status of 4", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Language_and_colours_are_switched_before_there_is_a_session_also_without_scripts()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { JavaScriptEnabled = false, ColorScheme = ColorScheme.Light }
        );
        var link = Browser.PathOf(service.Sessions.NewLink());
        await visitor.Page.GotoAsync(link);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        visitor.Page.Url.ShouldEndWith(link);
        await visitor.Page.Locator("html[lang=en][data-theme=dark]").WaitForAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Open the session in this browser" }).ClickAsync();
        await visitor.Page.Locator("header.top nav").WaitForAsync();
        await visitor.Page.Locator("html[lang=en][data-theme=dark]").WaitForAsync();
    }

    [Fact]
    public async Task A_page_at_the_end_of_a_sign_in_does_not_lead_back_to_its_address_which_works_once()
    {
        await using var bench = await AccessBench.StartAsync(
            new Dictionary<string, string>(AccessBench.Platform)
            {
                ["OIDC_CLIENT_ID"] = SignInPart.ClientId,
                ["OIDC_CLIENT_SECRET"] = SignInPart.ClientSecret,
            }
        );
        using var browser = new PersonsBrowser(bench);
        bench.Issuer.SignIn.Person = "stranger@example.com";

        var refused = await browser.OpenAsync("/sign-in");
        var failed = await browser.OpenAsync("/sign-in/callback?code=4/abc&state=invented");

        foreach (var answer in (HttpResponseMessage[])[refused, failed])
        {
            var page = await PersonsBrowser.TextOf(answer);
            page.ShouldContain("name=\"back\" value=\"/\"");
            page.ShouldNotContain("callback");
            page.ShouldNotContain("<nav");
        }
    }

    [Fact]
    public async Task With_a_session_the_page_of_a_signed_address_leads_to_the_others()
    {
        await using var service = await ProposedTicket.ServeAsync();
        using var browser = new Browser("fr");
        await browser.OpenSessionAsync(service);

        using var answer = await browser.GetAsync(service, await SaidAsync(service));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Browser.TextOfAsync(answer)).ShouldContain("<nav");
    }

    private static Task<string> SaidAsync(ServiceUnderTest service) =>
        service.Services.GetRequiredService<BetLinks>().PathAsync(InventedRaces.Id, InventedRaces.Off, Token);
}
