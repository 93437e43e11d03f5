using System.Net;
using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.EndToEnd.Api;

/// <summary><c>POST /results</c> and <c>hippique settle</c>: asks for results now and settles.</summary>
public sealed class ResultsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}"}""", "results-20251122-r1c3")]
    [InlineData("""{"date":"2025-11-22","race":"R1C3"}""", "results-20251122-r1c3")]
    [InlineData("""{"race":"r1c3"}""", "results-20251122-r1c3")]
    [InlineData("""{"date":"today"}""", "results-20251122")]
    public async Task A_race_that_is_over_is_settled_at_once(string body, string id)
    {
        await using var service = await ProposedTicket.ServeAsync();
        service.Source.Results[InventedRaces.Id.Code] = ProposedTicket.Result(3.4m);
        // Before the task that asks by itself.
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(9));

        var (status, answer, _) = await service.PostAsync("/results", body);

        status.ShouldBe(HttpStatusCode.OK);
        ProposedTicket
            .Shape(answer)
            .ShouldBe(
                "ok:True date:String simulated:False races:Array book:String to_come:Number staked:Number returned:Number open:Number correlation_id:String"
            );
        answer.GetProperty("correlation_id").GetString().ShouldBe(id);
        answer.GetProperty("returned").GetDecimal().ShouldBe(6.8m);
        answer.GetProperty("to_come").GetInt32().ShouldBe(id.EndsWith("r1c3", StringComparison.Ordinal) ? 0 : 1);
        var race = answer.GetProperty("races").EnumerateArray().ShouldHaveSingleItem();
        ProposedTicket.Shape(race).ShouldBe("race:String state:String arrival:Array tickets:Array news:True notes:Array refusals:Array");
        (race.GetProperty("race").GetString(), race.GetProperty("state").GetString()).ShouldBe(("R1C3", "official"));
        var ticket = race.GetProperty("tickets")[0];
        ticket.GetProperty("outcome").GetString().ShouldBe("won");
        ticket.GetProperty("returned").GetDecimal().ShouldBe(6.8m);
        race.GetProperty("notes")[0].GetString().ShouldBe("a row did not read");
        File.Exists(Path.Combine(service.Folder, "2025-11-22", "R1C3", "settlement.json")).ShouldBeTrue();

        (await service.PostAsync("/results", body)).Body.GetProperty("races")[0].GetProperty("news").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_race_without_a_result_yet_is_a_200_that_is_not_ok()
    {
        await using var service = await ProposedTicket.ServeAsync();
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(4));
        var (early, before, _) = await service.PostAsync("/results", """{"race":"R1C3"}""");
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(6));
        var (status, after, _) = await service.PostAsync("/results", """{"race":"R1C3"}""");

        (early, status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        State(before).ShouldBe("not_over");
        State(after).ShouldBe("not_yet");
        after.GetProperty("ok").GetBoolean().ShouldBeFalse();
        after.GetProperty("open").GetInt32().ShouldBe(1);
        var refusal = after.GetProperty("races")[0].GetProperty("refusals")[0];
        ProposedTicket.Shape(refusal).ShouldBe("source:String code:String why:String");
        refusal.GetProperty("code").GetString().ShouldBe("no_result_yet");
        service.Source.ResultsAsked.ShouldHaveSingleItem();
    }

    /// <summary>The record of past races is no artifact of the day, and a person can change it all the same.</summary>
    [Fact]
    public async Task A_record_that_was_damaged_by_hand_is_named_and_no_retry_is_asked_for()
    {
        await using var service = await ProposedTicket.ServeAsync();
        service.Source.Results[InventedRaces.Id.Code] = ProposedTicket.Result(3.4m);
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(9));
        Directory.CreateDirectory(Path.Combine(service.Folder, "history"));
        await File.WriteAllTextAsync(Path.Combine(service.Folder, "history", "2025-11-22.jsonl"), "{\"race\": \n", Token);

        var (status, problem, response) = await service.PostAsync("/results", """{"race":"R1C3"}""");

        status.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.RetryAfter.ShouldBeNull();
        problem.GetProperty("title").GetString().ShouldBe("Damaged file");
        problem.GetProperty("detail").GetString()!.ShouldStartWith("history/2025-11-22.jsonl:1: ");
    }

    [Fact]
    public async Task A_source_that_is_down_is_a_503()
    {
        await using var service = await ProposedTicket.ServeAsync();
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(6));
        service.Source.ResultError = SourceErrorKind.Timeout;

        var (status, body, response) = await service.PostAsync("/results", """{"race":"R1C3"}""");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        body.GetProperty("detail").GetString()!.ShouldContain("timeout");
        body.GetProperty("correlation_id").GetString().ShouldBe("results-20251122-r1c3");
    }

    [Theory]
    [InlineData("{}", "nothing is named")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"date":"2025-02-30"}""", "no date")]
    [InlineData("""{"race":"C3"}""", "no race code")]
    [InlineData("""{"race":3}""", "wrong type")]
    [InlineData("""{"course_url":"http://169.254.169.254/latest"}""", "not a site")]
    [InlineData($$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","date":"2025-11-21"}""", "2025-11-21")]
    [InlineData($$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","race":"R1C3"}""", "expected one of them")]
    public async Task What_the_caller_got_wrong_is_a_400(string body, string said)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, problem, response) = await service.PostAsync("/results", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("detail").GetString()!.ShouldContain(said);
        problem.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("""{"date":"2025-11-22","race":"R9C9"}""", "the plan of 2025-11-22 has no R9C9")]
    [InlineData("""{"course_url":"https://www.zeturf.fr/fr/course/2025-11-22/R9C9-x"}""", "the plan of 2025-11-22 has no R9C9 of zeturf")]
    [InlineData("""{"date":"2025-11-20"}""", "2025-11-20 has not been planned")]
    public async Task What_is_in_no_plan_is_a_404(string body, string said)
    {
        await using var service = await ProposedTicket.ServeAsync();
        var (status, problem, _) = await service.PostAsync("/results", body);
        status.ShouldBe(HttpStatusCode.NotFound);
        problem.GetProperty("detail").GetString().ShouldBe(said);
    }

    /// <summary>Ten requests at once for one race: one fact.</summary>
    [Fact]
    public async Task Requests_at_once_make_one_fact()
    {
        await using var service = await ProposedTicket.ServeAsync();
        service.Source.Results[InventedRaces.Id.Code] = ProposedTicket.Result(3.4m);
        service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(9));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.PostAsync("/results", """{"race":"R1C3"}""")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Count(answer => answer.Body.GetProperty("races")[0].GetProperty("news").GetBoolean()).ShouldBe(1);
        var folder = Path.Combine(service.Folder, "2025-11-22", "R1C3");
        using var facts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "settlement.json"), Token));
        facts.RootElement.GetProperty("facts").GetArrayLength().ShouldBe(1);
        Directory.GetFiles(folder, "result*.json").ShouldHaveSingleItem();
    }

    /// <summary>The verb works on the folder itself if no service holds it; what was kept is settled without any source.</summary>
    [Theory]
    [InlineData(
        "settle --date 2025-11-22",
        "R1C3    official arrival: 1 2|won: 6.80 € for 2.00 €|Total: 2.00 € staked, 6.80 € returned; open tickets: 0|18+"
    )]
    [InlineData(
        "settle --date 2025-11-22 --race R1C3 --json",
        "\"state\": \"official\"|\"returned\": 6.80|\"correlation_id\": \"results-20251122-r1c3\""
    )]
    public async Task The_verb_settles_what_is_in_the_folder(string arguments, string says)
    {
        var folder = await ProposedTicket.FolderAsync();

        using var process = new HippiqueProcess(folder, arguments, ("DATA_DIR", folder));
        (await process.ExitAsync()).ShouldBe(0, string.Join('\n', process.Error));

        foreach (var text in says.Split('|'))
            process.Out.ShouldContain(line => line.Contains(text, StringComparison.Ordinal), text);
        File.Exists(Path.Combine(folder, "2025-11-22", "R1C3", "settlement.json")).ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_verb_says_what_it_cannot_settle()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-settle-").FullName;
        using (var unplanned = new HippiqueProcess(folder, "settle --date 2025-11-22", ("DATA_DIR", folder)))
        {
            (await unplanned.ExitAsync()).ShouldBe(1);
            unplanned.Error.ShouldHaveSingleItem().ShouldBe("hippique: 2025-11-22 has not been planned");
        }
        using (var wrong = new HippiqueProcess(folder, "settle --race X", ("DATA_DIR", folder)))
        {
            (await wrong.ExitAsync()).ShouldBe(1);
            wrong.Error.ShouldHaveSingleItem().ShouldContain("no race code");
        }
        Directory.Delete(folder, recursive: true);
    }

    private static string State(JsonElement answer) => answer.GetProperty("races")[0].GetProperty("state").GetString()!;
}
