using System.Net;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>What those see and do who run the service, over HTTP.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private const string H5 = "run-20251122-r1c3-h5";
    private readonly Browser _browser = new("fr");
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync();
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await _browser.OpenSessionAsync(_service);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task The_page_says_what_is_planned_what_was_missed_and_who_did_what()
    {
        var page = await TextAsync("/operations");

        page.ShouldContain("La file tourne");
        page.ShouldContain("La journée a un plan de 3 courses");
        // R1C1 was off two hours before the plan was made.
        page.ShouldContain("manqué : son heure était passée quand la journée a été planifiée");
        page.ShouldContain("zeturf");
        page.ShouldContain("Personne n’est prévenu");
        page.ShouldContain("planifier");
        (await TextAsync("/operations?state=waiting&kind=h5")).ShouldContain(H5);
        (await TextAsync("/operations?state=waiting&kind=h5")).ShouldNotContain("run-20251122-r1c3-h30");
        (await TextAsync("/operations?date=2025-11-20")).ShouldContain("Rien n’est connu de cette journée : ni plan ni tâche");
    }

    [Fact]
    public async Task The_buttons_do_what_the_endpoints_do_and_are_in_the_action_log()
    {
        (await OrderAsync("queue_pause")).ShouldContain("La file est en pause : aucune tâche n’est lancée");
        (await _service.GetAsync("/api/queue")).Body.GetProperty("queue").GetString().ShouldBe("paused");
        (await OrderAsync("queue_resume")).ShouldContain("La file tourne");
        (await OrderAsync("plan_pause")).ShouldContain("Le plan quotidien est en pause depuis le 22/11/2025");
        (await OrderAsync("plan_resume")).ShouldNotContain("Le plan quotidien est en pause");

        (await OrderAsync("plan_now")).ShouldContain("La journée a un plan de 3 courses");
        (await OrderAsync($"cancel {H5}", "/operations?state=cancelled")).ShouldContain("annulé : une personne l’a annulée");
        var end = (await _service.Services.GetRequiredService<TaskQueue>().FindAsync(H5, Token))!.End;

        end.ShouldBe(TaskEnd.Cancelled.ByPerson);
        var page = await TextAsync("/operations");
        foreach (
            var done in (string[])
                ["mettre la file en pause", "reprendre la file", "mettre le plan quotidien en pause", $"annuler {H5}</strong> : fait"]
        )
            page.ShouldContain(done);
        page.ShouldContain("session de navigateur");
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_on_a_page_in_its_language()
    {
        using var early = await _browser.SubmitAsync(_service, "/operations/orders", ("order", $"retry {H5}"), ("back", "/operations"));
        using var unknown = await _browser.SubmitAsync(_service, "/operations/orders", ("order", "run run-20251122-r9c9-h5"));
        using var nothing = await _browser.SubmitAsync(_service, "/operations/orders", ("order", "dance"));

        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = WebUtility.HtmlDecode(await Browser.TextOfAsync(early));
        text.ShouldContain("Non effectué");
        text.ShouldContain("elle est encore ouverte");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        nothing.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_log_is_read_by_its_work_and_keeps_no_call_that_went_well()
    {
        await _service.GetAsync("/api/queue");
        var all = await TextAsync("/operations/log");
        var plan = await TextAsync("/operations/log?id=plan-20251122");
        var none = await TextAsync("/operations/log?id=plan-20991231");
        var (_, json) = await _service.GetAsync("/api/log?id=plan-");

        all.ShouldContain("plan-20251122");
        all.ShouldNotContain("GET /api/queue");
        plan.ShouldContain("races");
        none.ShouldContain("Ce processus n’a aucune ligne de plan-20991231");
        var lines = json.GetProperty("lines").EnumerateArray().ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => line.GetProperty("correlation_id").GetString() == "plan-20251122");
    }

    [Fact]
    public async Task A_look_shows_the_log_that_it_left_beside_its_race()
    {
        const string line =
            """{"timestamp":"2025-11-22T12:30:01.000Z","severity":"WARNING","message":"two of 12 prices are missing","correlation_id":"run-20251122-r1c3-h5"}""";
        var store = _service.Services.GetRequiredService<IArtifactStore>();
        await store.PutIfAbsentAsync(
            ArtifactPaths.Log(InventedRaces.Id, Phase.H5),
            System.Text.Encoding.UTF8.GetBytes(line + "\n{\"cut off"),
            Token
        );

        var page = await TextAsync($"/operations/log?id={H5}");

        page.ShouldContain("Ce que le relevé a laissé près de sa course");
        page.ShouldContain("two of 12 prices are missing");
        page.ShouldNotContain("cut off");
    }

    [Fact]
    public async Task Sources_and_receivers_are_answered_as_they_stand()
    {
        var (_, sources) = await _service.GetAsync("/api/sources");
        var (_, receivers) = await _service.GetAsync("/api/receivers");
        var (wrong, _) = await _service.GetAsync("/api/receivers?date=may");

        var source = sources.GetProperty("sources").EnumerateArray().ToList().ShouldHaveSingleItem();
        source.GetProperty("name").GetString().ShouldBe("zeturf");
        source.GetProperty("host").GetProperty("requests").GetInt32().ShouldBe(0);
        source.GetProperty("host").GetProperty("budget").GetInt32().ShouldBeGreaterThan(0);
        receivers.GetProperty("date").GetString().ShouldBe("2025-11-22");
        receivers.GetProperty("receivers").GetArrayLength().ShouldBe(0);
        wrong.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Tickets_of_today_stand_as_cards_and_earlier_ones_with_what_became_of_them()
    {
        (await TextAsync("/tickets")).ShouldContain("Aucun ticket pour l’instant");
        await ProposedTicket.ProposeAsync(_service);
        var today = await TextAsync("/tickets");
        await _service.Services.GetRequiredService<RaceBooks>().BringUpAsync(InventedRaces.Id, Token);
        _service.Clock.Advance(TimeSpan.FromDays(2));
        await _browser.OpenSessionAsync(_service);
        var later = await TextAsync("/tickets");
        var month = await TextAsync("/tickets?month=2025-11");

        today.ShouldContain("id=\"ticket-R1C3-1\"");
        later.ShouldContain("La journée n’a pas encore de plan");
        foreach (var page in (string[])[later, month])
        {
            page.ShouldContain("sam. 22/11/2025");
            page.ShouldContain("R1C3 VALMOREL");
            page.ShouldContain("rien de noté");
        }
        using var wrong = await _browser.GetAsync(_service, "/tickets?month=may");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> OrderAsync(string order, string back = "/operations")
    {
        using var answer = await _browser.SubmitAsync(_service, "/operations/orders", ("order", order), ("back", back));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, order);
        answer.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe(back);
        return WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
    }

    private async Task<string> TextAsync(string path) =>
        WebUtility.HtmlDecode(await Browser.TextOfAsync(await _browser.GetAsync(_service, path)));
}
