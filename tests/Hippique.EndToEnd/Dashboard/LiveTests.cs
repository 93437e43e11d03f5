using System.Diagnostics;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>The day as it happens, on a page that stays open.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class LiveTests(Chromium chromium, ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private static string Card => $"#ticket-{InventedRaces.Id.Code}-1";

    [Fact]
    public async Task A_ticket_appears_by_itself_and_is_read_out()
    {
        await using var service = await PlannedAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);
        await visitor.LiveAsync();
        (await visitor.Page.Locator(Card).CountAsync()).ShouldBe(0);

        await DecideAsync(service);
        var watch = Stopwatch.StartNew();
        await visitor.Page.WaitForSelectorAsync(Card);

        output.WriteLine($"seen after {watch.ElapsedMilliseconds} ms");
        (await visitor.Page.Locator(Card).InnerTextAsync()).ShouldContain("ne pas jouer sous 3,0");
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('said').textContent.includes('Ligne Droite')");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happened_while_the_connection_was_cut_is_seen_when_it_comes_back()
    {
        await using var service = await PlannedAsync();
        await using var wire = new CutWire(service.Anonymous.BaseAddress!);
        await using var visitor = await chromium.VisitAsync(wire.Address);
        await visitor.SignInAsync(service);
        await visitor.LiveAsync();

        wire.Cut();
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('live').textContent.startsWith('○')");
        await DecideAsync(service);
        wire.Mend();
        await visitor.Page.WaitForSelectorAsync(Card);

        await visitor.LiveAsync();
    }

    [Fact]
    public async Task What_somebody_types_stays_when_the_page_changes_under_it()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);
        await visitor.LiveAsync();
        await visitor.Page.Locator($"{Card} summary").ClickAsync();
        await visitor.Page.FillAsync($"{Card} input[name=odds]", "3,4");

        // It expires, which makes another card of it.
        service.Clock.Advance(TimeSpan.FromMinutes(95));
        service.Services.GetRequiredService<EventBus>().Publish(new HippiqueEvent.QueueResumed());
        await visitor.Page.WaitForSelectorAsync($"{Card}:not(.open)");

        (await visitor.Page.InputValueAsync($"{Card} input[name=odds]")).ShouldBe("3,4");
        (await visitor.Page.EvaluateAsync<string>("() => document.activeElement.name")).ShouldBe("odds");
    }

    [Fact]
    public async Task Tapped_three_times_it_is_in_the_ledger_once()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions
            {
                HasTouch = true,
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            }
        );
        await visitor.SignInAsync(service);
        // As where no script runs: every tap is a call of its own.
        await visitor.Page.EvaluateAsync("() => document.querySelector('[data-once]').removeAttribute('data-once')");

        await visitor.Page.EvaluateAsync(
            """
            () => Promise.all([1, 2, 3].map(() => {
              const form = document.querySelector("form[action$='/said']");
              const fields = new URLSearchParams(new FormData(form));
              fields.set("said", "played");
              return fetch(form.action, { method: "POST", body: fields });
            }))
            """
        );
        await visitor.Page.ReloadAsync();

        (await visitor.Page.Locator(Card).InnerTextAsync()).ShouldContain("joué pour 2,00 €");
        await SaidOnceAsync(service);
    }

    [Fact]
    public async Task By_the_keyboard_alone()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);

        await visitor.TabToAsync($"{Card} summary");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.TabToAsync($"{Card} input[name=odds]");
        await visitor.Page.Keyboard.TypeAsync("3,4");
        await visitor.TabToAsync($"{Card} button[value=played]");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync($"{Card} .fate");

        (await visitor.Page.Locator($"{Card} .fate").InnerTextAsync()).ShouldContain("n° 1 à 3,4");
        await visitor.TabToAsync("a[href='/race/2025-11-22/R1C3']");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync("table.runners");
        await SaidOnceAsync(service);
    }

    [Fact]
    public async Task Without_scripts_the_day_is_read_filtered_and_answered()
    {
        await using var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(
            service.Anonymous.BaseAddress!,
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
        await visitor.SignInAsync(service);

        await visitor.Page.SelectOptionAsync("select[name=state]", "ticket");
        await visitor.Page.Locator(".filter button").ClickAsync();
        (await visitor.Page.Locator(".races li").CountAsync()).ShouldBe(1);
        await visitor.Page.Locator($"{Card} button[value=skipped]").ClickAsync();

        (await visitor.Page.Locator($"{Card} .fate").InnerTextAsync()).ShouldContain("pas joué");
        visitor.Page.Url.ShouldContain("state=ticket");
    }

    [Fact]
    public async Task Names_of_a_site_are_text_and_nothing_runs()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        const string hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        service.Source.With("R2C1", hostile, service.Clock.GetUtcNow().AddHours(1), $"PRIX \"&\" {hostile}");
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        var alerts = 0;
        visitor.Page.Dialog += (_, dialog) =>
        {
            alerts++;
            _ = dialog.DismissAsync();
        };
        await visitor.SignInAsync(service);
        await visitor.Page.GotoAsync("/race/2025-11-22/R2C1");

        (await visitor.Page.Locator("h1").InnerTextAsync()).ShouldContain("<img src=x onerror=alert(1)>");
        (await visitor.Page.Locator("main img, main script").CountAsync()).ShouldBe(0);
        alerts.ShouldBe(0);
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_service_is_away_the_app_says_since_when()
    {
        var service = await ProposedTicket.ServeAsync();
        await using var visitor = await chromium.VisitAsync(service.Anonymous.BaseAddress!);
        await visitor.SignInAsync(service);
        await visitor.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        // A page that was on its way while the worker became active belongs to none; the next one belongs to it.
        await visitor.Page.ReloadAsync();
        await visitor.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        await service.DisposeAsync();

        await visitor.Page.GotoAsync("/");

        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('offline')?.textContent.startsWith('Hors ligne depuis')");
        (await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).fontFamily")).ShouldContain("system-ui");
    }

    private static async Task<ServiceUnderTest> PlannedAsync()
    {
        var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        return service;
    }

    private static async Task DecideAsync(ServiceUnderTest service)
    {
        await ProposedTicket.ProposeAsync(service);
        service
            .Services.GetRequiredService<EventBus>()
            .Publish(new HippiqueEvent.RaceDecided("run-20251122-r1c3-h5", ProposedTicket.Analysis));
    }

    private static async Task SaidOnceAsync(ServiceUnderTest service)
    {
        var file = await service.Services.GetRequiredService<ILedger>().ReadAsync(new DateOnly(2025, 11, 22), Token);
        file.Entries.Count(entry => entry.Fact is LedgerFact.Played or LedgerFact.NotPlayed).ShouldBe(1);
    }
}
