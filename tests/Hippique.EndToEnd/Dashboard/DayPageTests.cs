using System.Net;
using Hippique.EndToEnd.Api;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>What the pages of a day and of a race say, over HTTP.</summary>
public sealed class DayPageTests : IAsyncLifetime
{
    private readonly Browser _browser = new("fr");
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync();
        await _browser.OpenSessionAsync(_service);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task How_rare_a_bet_is_is_counted_on_the_thirty_days_before()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        (await TextAsync("/")).ShouldContain("C’est la réponse habituelle : une masse garde");
        var store = _service.Services.GetRequiredService<IArtifactStore>();
        var plan = (await _service.Services.GetRequiredService<PlanStore>().GetAsync(InventedRaces.Id.Date, Token))!;
        // Of the last day that counts, and of the first that does not.
        foreach (var day in (DateOnly[])[InventedRaces.Id.Date.AddDays(-30), InventedRaces.Id.Date.AddDays(-31)])
        {
            var race = plan.Races[0] with { Id = new RaceId(day, plan.Races[0].Id.Code) };
            await store.PutIfAbsentAsync(ArtifactPaths.Plan(day), ArtifactJson.Write(plan with { Date = day, Races = [race] }), Token);
            await store.PutIfAbsentAsync(
                ArtifactPaths.Tickets(race.Id),
                ArtifactJson.Write(InventedTickets.Sheet(InventedTickets.Win(race.Id, race.Off))),
                Token
            );
        }
        await using var again = await AnotherAsync();

        (await TextAsync("/", again)).ShouldContain("sur 1 course analysée en 30 jours, 1 course a eu un ticket");
    }

    [Fact]
    public async Task A_paused_queue_and_a_paused_plan_are_said()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await _service.PostAsync("/queue/pause", "{}");

        (await TextAsync("/")).ShouldContain("La file est en pause");

        await _service.PostAsync("/queue/resume", "{}");
        (await TextAsync("/")).ShouldNotContain("La file est en pause");
    }

    [Fact]
    public async Task A_race_that_was_postponed_says_from_when()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        (await TextAsync("/")).ShouldNotContain("prévu d’abord");
        _service.Source.Programme.RemoveAt(1);
        _service.Source.With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(42), "PRIX DES ORMES");
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        (await TextAsync("/")).ShouldContain("prévu d’abord à 14:05 · à venir");
    }

    [Fact]
    public async Task A_source_that_is_down_is_named_with_when_it_is_asked_again()
    {
        Directory.CreateDirectory(Path.Combine(_service.Folder, "hosts"));
        await File.WriteAllTextAsync(
            Path.Combine(_service.Folder, "hosts", "www.zeturf.fr.json"),
            """{"host":"www.zeturf.fr","day":"2025-11-22","requests":3,"left_alone_until":"2025-11-22T11:05:00+00:00"}""",
            Token
        );
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        // The page that stands at the end of the way in has asked before.
        _service.Clock.Advance(TimeSpan.FromSeconds(6));
        (await TextAsync("/")).ShouldContain(
            "La source zeturf est en panne ou demande à patienter : elle n’est pas interrogée avant 12:05"
        );
        _service.Clock.Advance(TimeSpan.FromMinutes(6));
        (await TextAsync("/")).ShouldNotContain("La source zeturf est en panne");
    }

    [Fact]
    public async Task After_the_race_the_page_says_what_was_paid_and_the_balance_what_it_came_to()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await ProposedTicket.ProposeAsync(_service);
        var store = _service.Services.GetRequiredService<IArtifactStore>();
        // The prices of the look are those of the national pool, the ticket is of ZEturf's.
        var result = ProposedTicket.Result(3.4m) with
        {
            Others = [new PoolResult(Pool.PmuNational, [new Dividend(BetType.SimpleGagnant, [1], 3.1m)], [])],
        };
        await store.PutIfAbsentAsync(ArtifactPaths.Result(InventedRaces.Id), ArtifactJson.Write(result), Token);
        _service.Clock.Advance(TimeSpan.FromHours(4));
        // The first one has ended by now.
        await _browser.OpenSessionAsync(_service);

        var race = await TextAsync("/race/2025-11-22/R1C3");
        await _service.PostAsync("/results", """{"date":"2025-11-22","race":"R1C3"}""");
        var day = await TextAsync("/");
        var balance = await TextAsync("/balance?by=odds");

        race.ShouldContain("Le n° 1 Ligne, Droite était à 3,0 à H-5 et a payé 3,10 pour 1 €");
        race.ShouldContain("Simple gagnant <strong>1</strong> 3,40 €");
        day.ShouldContain("<dt>Résultat sur le papier</dt><dd>+4,80 €</dd>");
        balance.ShouldContain("Sur le papier : toutes les propositions");
        balance.ShouldContain("<path class=\"luck\"");
    }

    [Fact]
    public async Task The_sheet_is_a_page_and_a_file_for_a_printer()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await ProposedTicket.ProposeAsync(_service);

        var page = await TextAsync("/sheet");
        using var file = await _browser.GetAsync(_service, "/sheet/file?date=2025-11-22");

        page.ShouldContain("★ TICKET Simple gagnant 1 Ligne Droite");
        page.ShouldContain("/sheet/file?date=2025-11-22");
        file.Content.Headers.ContentDisposition!.ToString()
            .ShouldBe("attachment; filename=hippique-2025-11-22.html; filename*=UTF-8''hippique-2025-11-22.html");
        (await Browser.TextOfAsync(file)).ShouldContain("@page { size: A4;");
    }

    [Fact]
    public async Task A_page_that_cannot_be_made_says_so_as_a_page()
    {
        await _service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        await File.WriteAllTextAsync(Path.Combine(_service.Folder, "2025-11-22", "plan.json"), "{", Token);

        using var answer = await _browser.GetAsync(_service, "/");
        var program = await _service.GetAsync("/api/plan/today");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = WebUtility.HtmlDecode(await Browser.TextOfAsync(answer));
        text.ShouldContain("<h1>Cette page n’a pas pu être faite</h1>");
        text.ShouldContain("plan.json");
        text.ShouldContain("request-");
        program.Body.GetProperty("title").GetString().ShouldBe("Damaged file");
    }

    [Theory]
    [InlineData("/sheet?date=2025-11-20")]
    [InlineData("/sheet/file?date=may")]
    [InlineData("/day/2025-13-01")]
    [InlineData("/day/today")]
    [InlineData("/race/2025-11-22/R1C99")]
    [InlineData("/race/2025-11-22/nothing")]
    [InlineData("/race/today/R1C3/why")]
    [InlineData("/balance?month=may")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        using var answer = await _browser.GetAsync(_service, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await Browser.TextOfAsync(answer)).ShouldContain("Introuvable");
    }

    /// <summary>Another process on the same files.</summary>
    private Task<ServiceUnderTest> AnotherAsync() =>
        ServiceUnderTest.StartAsync(prepare: folder =>
        {
            foreach (var file in Directory.GetFiles(_service.Folder, "*.json", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(_service.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        });

    private async Task<string> TextAsync(string path, ServiceUnderTest? other = null)
    {
        if (other is null)
            return WebUtility.HtmlDecode(await Browser.TextOfAsync(await _browser.GetAsync(_service, path)));
        using var browser = new Browser("fr");
        await browser.OpenSessionAsync(other);
        return WebUtility.HtmlDecode(await Browser.TextOfAsync(await browser.GetAsync(other, path)));
    }
}
