using System.Net;
using Hippique.Testing.Racing;

namespace Hippique.EndToEnd.Api;

/// <summary><c>POST /api/tickets/{date}/{id}/played</c> and <c>/skip</c>, and what <c>GET /api/tickets</c> and <c>/api/balance</c> tell after it.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    private const string Ticket = "/api/tickets/2025-11-22/R1C3-1";
    private ServiceUnderTest _service = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await ProposedTicket.ServeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_ticket_that_was_played_is_on_record_everywhere_at_once()
    {
        var (_, paper) = await _service.GetAsync("/api/tickets/2025-11-22");
        paper.GetProperty("paper_mode").GetBoolean().ShouldBeTrue();

        var (status, answer, _) = await _service.PostAsync($"{Ticket}/played", """{"stake":1.5,"odds":3.1}""");

        status.ShouldBe(HttpStatusCode.OK);
        ProposedTicket
            .Shape(answer)
            .ShouldBe("ok:True date:String race:String news:True paper_mode:False tickets:Array warning:String correlation_id:String");
        var fate = answer.GetProperty("tickets")[0];
        ProposedTicket.Shape(fate).ShouldBe("ticket:String state:String said_at:String pool:String staked:Number legs:Array");
        (fate.GetProperty("state").GetString(), fate.GetProperty("staked").GetDecimal()).ShouldBe(("played", 1.5m));
        fate.GetProperty("legs")[0].GetProperty("odds").GetDouble().ShouldBe(3.1);

        var (_, day) = await _service.GetAsync("/api/tickets/2025-11-22");
        day.GetProperty("paper_mode").GetBoolean().ShouldBeFalse();
        day.GetProperty("fates")[0].GetProperty("state").GetString().ShouldBe("played");

        _service.Source.Results[InventedRaces.Id.Code] = ProposedTicket.Result(3.4m);
        _service.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(9));
        await _service.PostAsync("/results", """{"race":"R1C3"}""");
        var (_, balance) = await _service.GetAsync("/api/balance?month=2025-11&by=pool");
        var played = balance.GetProperty("played");
        // 1.5 € at 3.4 is 5.10 €; on paper 2 € are 6.80 €.
        played.GetProperty("totals").GetProperty("profit").GetDecimal().ShouldBe(3.6m);
        played.GetProperty("groups")[0].GetProperty("key").GetString().ShouldBe("zeturf");
        balance.GetProperty("paper").GetProperty("totals").GetProperty("profit").GetDecimal().ShouldBe(4.8m);
        balance.GetProperty("said_after_off").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_body_it_was_played_as_proposed_and_a_second_call_adds_nothing()
    {
        var first = await _service.PostAsync("/api/tickets/today/r1c3/played", "");
        var again = await _service.PostAsync("/api/tickets/2025-11-22/R1C3-1/played", "{}");

        (first.Status, again.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (first.Body.GetProperty("news").GetBoolean(), again.Body.GetProperty("news").GetBoolean()).ShouldBe((true, false));
        first.Body.GetProperty("tickets")[0].GetProperty("staked").GetDecimal().ShouldBe(2);
    }

    [Fact]
    public async Task Skipped_is_recorded_too_and_who_said_what_is_in_the_action_log()
    {
        (await _service.PostAsync($"{Ticket}/skip", "")).Status.ShouldBe(HttpStatusCode.OK);
        await _service.PostAsync($"{Ticket}/played", """{"legs":[{"numbers":[1],"stake":0.5}],"operator":"pmu"}""");

        var (_, log) = await _service.GetAsync("/api/actions?date=2025-11-22");
        log.GetProperty("actions")
            .EnumerateArray()
            .Select(action => (action.GetProperty("action").GetString(), action.GetProperty("subject").GetString()))
            .Where(action => action.Item1!.StartsWith("ticket", StringComparison.Ordinal))
            .ShouldBe([("ticket_skipped", "2025-11-22/R1C3-1"), ("ticket_played", "2025-11-22/R1C3-1")]);
        var (_, day) = await _service.GetAsync("/api/tickets/2025-11-22");
        day.GetProperty("fates")[0].GetProperty("pool").GetString().ShouldBe("pmu_internet");
    }

    [Theory]
    [InlineData("/api/tickets/2025-11-22/R1C3-1/played", """{"stake":-1}""", 400, "is no stake")]
    [InlineData("/api/tickets/2025-11-22/R1C3-1/played", """{"odds":"three"}""", 400, "wrong type")]
    [InlineData("/api/tickets/2025-11-22/R1C3-1/played", """{"operator":"bank"}""", 400, "is no operator")]
    [InlineData("/api/tickets/2025-11-22/R1C3-1/played", """{"stake":1,"legs":[{"numbers":[1]}]}""", 400, "legs name their horses")]
    [InlineData("/api/tickets/2025-11-22/R1C3-1/played", """{"legs":[{"numbers":[9],"stake":1}]}""", 400, "has no leg 9, only 1")]
    [InlineData("/api/tickets/2025-11-22/R1-1/skip", "", 400, "is no ticket")]
    [InlineData("/api/tickets/2025-13-22/R1C3-1/skip", "", 400, "is no date")]
    [InlineData("/api/tickets/2025-11-22/R1C3-7/skip", "", 404, "no ticket R1C3-7 was proposed")]
    [InlineData("/api/tickets/2024-11-22/R1C3-1/skip", "", 404, "has not been planned")]
    public async Task What_does_not_fit_is_refused_and_nothing_is_recorded(string path, string body, int status, string why)
    {
        var (answered, problem, _) = await _service.PostAsync(path, body);

        ((int)answered).ShouldBe(status);
        problem.GetProperty("detail").GetString()!.ShouldContain(why);
        var (_, day) = await _service.GetAsync("/api/tickets/2025-11-22");
        day.GetProperty("fates").EnumerateArray().ShouldAllBe(fate => fate.GetProperty("state").GetString() == "proposed");
    }

    /// <summary>A line that is missing, one that is no entry, and one that says something else: no retry mends any of them.</summary>
    [Theory]
    [InlineData("played", null)]
    [InlineData("played", "{\"entry\": ")]
    [InlineData("skip", "{\"entry\":1,\"key\":\"2025-11-22/R1C3-1\",\"fact\":{\"kind\":\"moved\"},\"previous\":\"\"}")]
    public async Task A_ledger_that_something_else_has_changed_is_named_and_no_retry_is_asked_for(string verb, string? line)
    {
        await _service.PostAsync($"{Ticket}/{(verb == "skip" ? "played" : "skip")}", "");
        var path = Path.Combine(_service.Folder, "ledger", "2025-11.jsonl");
        var lines = await File.ReadAllLinesAsync(path, Token);
        IEnumerable<string> changed = line is null ? lines[1..] : [line, .. lines[1..]];
        await File.WriteAllLinesAsync(path, changed, Token);

        var (status, problem, response) = await _service.PostAsync($"{Ticket}/{verb}", "");

        status.ShouldBe(HttpStatusCode.InternalServerError);
        response.Headers.RetryAfter.ShouldBeNull();
        problem.GetProperty("title").GetString().ShouldBe("Damaged file");
        problem
            .GetProperty("detail")
            .GetString()
            .ShouldBe("ledger/2025-11.jsonl was changed by something else than this program; 'hippique ledger check' says where");
        (await File.ReadAllLinesAsync(path, Token)).ShouldBe(changed);
        // What only reads it answers all the same.
        (await _service.GetAsync("/api/balance?month=2025-11")).Status.ShouldBe(HttpStatusCode.OK);
        (await _service.GetAsync("/api/tickets/2025-11-22")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("month=may")]
    [InlineData("by=horse")]
    public async Task A_balance_that_nobody_can_make_is_a_400(string query) =>
        (await _service.GetAsync($"/api/balance?{query}")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Nobody_else_says_what_the_owner_played()
    {
        (await _service.Anonymous.PostAsync($"{Ticket}/played", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _service.Anonymous.GetAsync("/api/balance", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
