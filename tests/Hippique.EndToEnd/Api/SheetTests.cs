using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary><c>GET /api/sheet</c>, <c>/api/shadow</c> and <c>/api/trials</c>: the answers of <c>feuille</c>, <c>shadow</c> and <c>trial list</c> with <c>--json</c>.</summary>
public sealed class SheetTests : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await ProposedTicket.ServeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_sheet_has_the_ticket_and_is_todays_without_a_date()
    {
        var (status, sheet) = await _service.GetAsync("/api/sheet");

        status.ShouldBe(HttpStatusCode.OK);
        ProposedTicket
            .Shape(sheet)
            .ShouldBe(
                "date:String read_at:String simulated:False modelled_prices:False pools:Array unpriced:Array abroad:Number races:Array warning:String"
            );
        sheet.GetProperty("date").GetString().ShouldBe("2025-11-22");
        sheet.GetProperty("read_at").GetDateTimeOffset().ShouldBe(_service.Clock.GetUtcNow());
        sheet.GetProperty("warning").GetString()!.ShouldContain("18+");
        var race = sheet.GetProperty("races").EnumerateArray().First(race => race.GetProperty("race").GetString() == "2025-11-22/R1C3");
        race.GetProperty("tickets")[0].GetProperty("id").GetString().ShouldBe("R1C3-1");
        race.GetProperty("h30").GetProperty("state").GetString().ShouldBe("to_come");
        (await _service.GetAsync("/api/sheet?date=2025-11-22")).Body.GetRawText().ShouldBe(sheet.GetRawText());
    }

    /// <summary>A day that is over, whose H-30 is analysed for the sheet alone: on the record and the figures of then, as the verb does.</summary>
    [Fact]
    public async Task The_verbs_give_the_same_answers()
    {
        var store = _service.Services.GetRequiredService<IArtifactStore>();
        var early = ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30);
        await store.PutIfAbsentAsync(early, ArtifactJson.Write(InventedRaces.Snapshot(Phase.H30)), Token);
        await OutAsync("shadow fill");
        await OutAsync("trial start --rules gpi-edge --until 2035-12-01 --min-bets 400 --claim \"ROI > 0\"");
        // The verb reads it today: no look of that day is to come for either.
        _service.Clock.SetUtcNow(InventedRaces.Off.AddDays(1));

        foreach (
            var (path, verb) in ((string, string)[])
                [
                    ("/api/sheet?date=2025-11-22", "feuille --date 2025-11-22"),
                    ("/api/shadow", "shadow"),
                    ("/api/shadow?month=2025-11", "shadow --month 2025-11"),
                    ("/api/trials", "trial list"),
                ]
        )
        {
            var answered = await _service.Owner.GetAsync(path, Token);
            answered.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            answered.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            var body = Told(await answered.Content.ReadAsStringAsync(Token));
            body.ShouldBe(Told(await OutAsync($"{verb} --json")), path);
        }
        (await _service.GetAsync("/api/shadow")).Body.GetProperty("books").GetArrayLength().ShouldBeGreaterThan(1);
        var trial = (await _service.GetAsync("/api/trials")).Body.GetProperty("trials").EnumerateArray().ShouldHaveSingleItem();
        trial.GetProperty("state").GetString().ShouldBe("running");
    }

    [Theory]
    [InlineData("/api/sheet?date=2024-11-22", 404, "2024-11-22 has not been planned")]
    [InlineData("/api/sheet?date=22/11/2025", 400, "is no date")]
    [InlineData("/api/shadow?month=May", 400, "is no month")]
    public async Task What_cannot_be_shown_is_a_problem(string path, int status, string why)
    {
        var response = await _service.Owner.GetAsync(path, Token);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await ServiceUnderTest.JsonOfAsync(response);
        problem.GetProperty("detail").GetString()!.ShouldContain(why);
        problem.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_analysis_of_the_users_own_has_no_sheet()
    {
        await using var own = await ServiceUnderTest.StartAsync(new() { ["GPI_MODULE"] = "/bin/true" });

        var (status, problem) = await own.GetAsync("/api/sheet");

        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString()!.ShouldStartWith("GPI_MODULE: the analysis is your own");
    }

    /// <summary>Without the moment at which it was read.</summary>
    private static string Told(string json)
    {
        var answer = JsonNode.Parse(json)!.AsObject();
        answer.Remove("read_at");
        return answer.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private async Task<string> OutAsync(string line)
    {
        // The texts of an answer are in the language of the process.
        using var verb = new HippiqueProcess(_service.Folder, line, ("DATA_DIR", _service.Folder), ("HIPPIQUE_LANG", "en"));
        (await verb.ExitAsync()).ShouldBe(0, $"{line}\n{string.Join('\n', verb.Error)}");
        return string.Join('\n', verb.Out);
    }
}
