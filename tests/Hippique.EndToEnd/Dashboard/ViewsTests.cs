using System.Text.RegularExpressions;
using Hippique.EndToEnd.Api;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Every view as people have it: phone, tablet, computer; French, English; light, dark.</summary>
[Collection(ChromiumCollection.Name)]
public sealed partial class ViewsTests(Chromium chromium)
{
    /// <summary>Path, and what can only be read there in French and in English.</summary>
    private static readonly (string Path, string French, string English)[] Views =
    [
        ("/", "Maintenant", "Now"),
        ("/?state=ticket", "Afficher", "Show all"),
        ("/day/2025-11-21", "Rien n’est connu de cette journée", "Nothing is known of this day"),
        ("/race/2025-11-22/R1C3", "Partants", "Runners"),
        ("/race/2025-11-22/R1C3/why", "Pas à pas", "Step by step"),
        ("/race/2025-11-22/R1C4", "Pas encore vue", "Not seen yet"),
        ("/race/2025-11-22/R1C4/why", "Pas encore analysée", "Not analysed yet"),
        ("/sheet", "Feuille du", "Sheet of"),
        ("/balance?by=odds", "Bilan complet", "Balance of everything"),
        ("/race/2025-11-22/R9C9", "Introuvable", "Not found"),
        ("/settings", "Ce qui change sans redémarrage", "What changes without a restart"),
        ("/rules", "Valeurs datées", "Dated values"),
        ("/responsible", "Commencer la pause", "Begin the pause"),
        ("/offline", "Réessayer", "Try again"),
    ];

    [Theory]
    [InlineData("fr", ColorScheme.Light)]
    [InlineData("fr", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Every_view_is_whole_in_its_language_at_every_width_and_open_to_everybody(string language, ColorScheme scheme)
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { Locale = language == "fr" ? "fr-FR" : "en-GB", ColorScheme = scheme }
        );
        await visitor.SignInAsync(service);
        var faults = new List<string>();
        foreach (var (path, french, english) in Views)
        {
            await visitor.Page.GotoAsync(path);
            await visitor.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
            var text = await visitor.Page.Locator("body").InnerTextAsync();
            if (!text.Contains(language == "fr" ? french : english, StringComparison.Ordinal))
                faults.Add($"{path}: not in {language}");
            faults.AddRange(Key().Matches(text).Select(key => $"{path}: no text {key.Value}"));
            foreach (var width in (int[])[360, 768, 1440])
            {
                await visitor.Page.SetViewportSizeAsync(width, 800);
                if (await visitor.ScrollsSidewaysAsync())
                    faults.Add($"{path} at {width} scrolls sideways");
                faults.AddRange((await visitor.CutOffAsync()).Select(cut => $"{path} at {width}: cut off: {cut}"));
                // Roles, names and contrasts are the same in both languages, and the layout changes once between the first and the last width.
                if (language == "fr" && width != 768)
                    faults.AddRange((await visitor.BarriersAsync()).Select(barrier => $"{path} at {width}: {barrier}"));
            }
        }
        faults.ShouldBeEmpty();
        // What is not there is answered with a 404, and the browser says so.
        visitor.Complaints.Where(complaint => !complaint.Contains("R9C9", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Language_and_colours_are_switched_and_stay()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();
        await visitor.Page.GotoAsync("/race/2025-11-22/R1C3");

        (await visitor.Page.Locator("h2", new() { HasText = "Runners" }).CountAsync()).ShouldBe(1);
        (await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(16, 21, 19)");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Light" }).ClickAsync();
        (await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(246, 248, 247)");
        visitor.Page.Url.ShouldEndWith("/race/2025-11-22/R1C3");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task First_view_is_one_round_of_requests_and_150_kB()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);
        visitor.Answers.Clear();

        var first = (await visitor.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load }))!;
        var page = await first.TextAsync();

        var size = 0L;
        foreach (var answer in visitor.Answers.Where(answer => !answer.Url.EndsWith("/api/events", StringComparison.Ordinal)).ToList())
            size += (await answer.Request.SizesAsync()).ResponseBodySize;
        size.ShouldBeLessThan(150_000);
        // What the page names itself; a script or a style that asks for more would be a second round.
        foreach (var answer in visitor.Answers.Where(answer => answer != first).ToList())
        {
            var path = new Uri(answer.Url).PathAndQuery;
            // The last three come after the page is shown: the app's worker, its page, and whether there are alerts.
            (path is "/sw.js" or "/offline" or "/api/push" || page.Contains($"\"{path}\"", StringComparison.Ordinal)).ShouldBeTrue(path);
        }
    }

    /// <summary>The name of a text that is missing.</summary>
    [GeneratedRegex(@"\b(dash|home|said|news)_[a-z_]+")]
    private static partial Regex Key();
}
