using Hippique.EndToEnd.Api;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Every view as people have it: phone, tablet, computer; French, English; light, dark.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ViewsTests(Chromium chromium)
{
    /// <summary>Path, and what can only be read there in French and in English.</summary>
    internal static readonly (string Path, string French, string English)[] Views =
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
        ("/tickets", "Les trente jours précédents", "The thirty days before"),
        ("/operations?state=all", "Ponctualité des relevés", "Punctuality of the looks"),
        ("/operations/log", "Lignes de ce processus", "Lines of this process"),
        ("/calibration", "Pas encore de course pour le juger", "No race to judge it on yet"),
        ("/race/2025-11-22/R9C9", "Introuvable", "Not found"),
        ("/settings", "Ce qui change sans redémarrage", "What changes without a restart"),
        ("/rules", "Valeurs datées", "Dated values"),
        ("/responsible", "De l’aide", "Help"),
        ("/offline", "Réessayer", "Try again"),
    ];

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Every_view_is_whole_in_its_language_at_every_width_in_both_themes_and_open_to_everybody(string language)
    {
        await using var service = await ProposedTicket.ServeAsync();
        var replays = await ReplayedViews.OfAsync(service);
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { Locale = language == "fr" ? "fr-FR" : "en-GB" }
        );
        await visitor.SignInAsync(service);
        var faults = new List<string>();
        foreach (var (path, french, english) in Views.Concat(replays))
        {
            await visitor.Page.GotoAsync(path);
            var text = await visitor.Page.Locator("body").InnerTextAsync();
            if (!text.Contains(language == "fr" ? french : english, StringComparison.Ordinal))
                faults.Add($"{path}: not in {language}");
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                // Roles and names are the same in both languages and themes, contrasts at all widths, and the layout changes once between the first and the last width.
                Dictionary<int, string[]> looked = (language, scheme) switch
                {
                    ("fr", ColorScheme.Light) => new() { [360] = [], [1440] = [] },
                    ("fr", _) => new() { [360] = ["color-contrast"] },
                    _ => [],
                };
                var found = await visitor.FaultsAsync(looked, 360, 768, 1440);
                faults.AddRange(found.Select(fault => $"{scheme}: {fault}"));
            }
        }
        faults.ShouldBeEmpty();
        // What is not there is answered with a 404, and the browser says so.
        visitor.Complaints.Where(complaint => !complaint.Contains("R9C9", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_can_read_or_hear_is_found()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);
        await visitor.Page.EvaluateAsync(
            """
            () => {
              const pale = document.querySelector("main").appendChild(document.createElement("p"));
              pale.textContent = "pale";
              pale.style.color = "#777";
              pale.style.backgroundColor = "#888";
              pale.appendChild(document.createElement("img")).src = "/icon.svg";
            }
            """
        );

        (await visitor.BarriersAsync("color-contrast")).ShouldHaveSingleItem().ShouldStartWith("color-contrast:");
        (await visitor.BarriersAsync()).Select(found => found.Split(':')[0]).ShouldBe(["color-contrast", "image-alt"], ignoreOrder: true);
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
        await visitor.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });

        // What the page itself has measured, its cached files at their size: an answer that never ends (the events) is not in it.
        var loaded = await visitor.Page.EvaluateAsync<Loaded[]>(
            """
            () => performance.getEntries()
              .filter(one => one.entryType === "navigation" || one.entryType === "resource")
              .map(one => ({ path: one.name.slice(location.origin.length), size: one.encodedBodySize, page: one.entryType === "navigation" }))
            """
        );
        var page = await visitor.Page.EvaluateAsync<string>(
            "() => fetch('/', { headers: { accept: 'text/html' } }).then(answer => answer.text())"
        );

        loaded.Count(one => one.Page).ShouldBe(1);
        loaded.ShouldContain(one => one.Path.EndsWith(".css", StringComparison.Ordinal) && one.Size > 0);
        loaded.Sum(one => one.Size).ShouldBeLessThan(150_000);
        // What the page names itself; a script or a style that asks for more would be a second round.
        foreach (var path in loaded.Where(one => !one.Page).Select(one => one.Path))
        {
            // The last three come after the page is shown: the app's worker, its page, and whether there are alerts.
            (
                path is "/sw.js" or "/offline" or "/api/push" or "/api/events" || page.Contains($"\"{path}\"", StringComparison.Ordinal)
            ).ShouldBeTrue(path);
        }
    }

    /// <summary>One file that a page loaded.</summary>
    private sealed record Loaded
    {
        public string Path { get; init; } = "";

        /// <summary>Bytes of its body as sent.</summary>
        public long Size { get; init; }

        /// <summary>It is the page itself.</summary>
        public bool Page { get; init; }
    }
}
