using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hippique.EndToEnd.Access;

namespace Hippique.EndToEnd.Api;

/// <summary>What people ask the service for is in the action log: who, when, from where, and what came of it.</summary>
public sealed class ActionsTests
{
    private const string Day = """{"date":"2025-11-22"}""";
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_call_of_a_person_has_its_line_with_its_end()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        await service.PostAsync("/schedule", Day);
        await service.PostAsync("/run", $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5"}""");
        await service.PostAsync("/results", """{"date":"2025-11-22","race":"R9C9"}""");
        await service.PostAsync("/queue/pause", "");
        await service.PostAsync("/queue/resume", "");
        await service.PostAsync("/schedule/pause", "");
        await service.PostAsync("/schedule/resume", "");
        await service.PostAsync("/tasks/run-20251122-r1c4-h5", "{}");
        await service.PostAsync("/tasks/run-20251122-r1c4-h5/cancel", "");
        await service.PostAsync("/tasks/run-20251122-r1c4-h5/run", "");
        await service.PostAsync("/tasks/run-20251122-r9c9-h5/retry", "");
        // What is no order is no action.
        await service.PostAsync("/schedule", """{"date":"one day"}""");

        var actions = await ActionsAsync(service);
        actions
            .Select(action =>
                $"{Text(action, "action")} {Text(action, "subject")}: {Text(action, "outcome")} {Text(action, "reason")}".Trim()
            )
            .ShouldBe([
                "schedule plan-20251122: done",
                "run run-20251122-r1c3-h5: done",
                "results results-20251122-r9c9: refused the plan of 2025-11-22 has no R9C9",
                "queue_pause : done",
                "queue_resume : done",
                "plan_pause : done",
                "plan_resume : done",
                "task_call run-20251122-r1c4-h5: failed it is not due yet",
                "task_cancel run-20251122-r1c4-h5: done",
                "task_run run-20251122-r1c4-h5: failed a person cancelled it",
                "task_retry run-20251122-r9c9-h5: refused no task is named 'run-20251122-r9c9-h5'",
            ]);
        actions.ShouldAllBe(action => Who(action) == "token owner 127.0.0.1 program");
        actions.ShouldAllBe(action => Text(action, "at")!.StartsWith("2025-11-22T11:0", StringComparison.Ordinal));
        Text(actions[0], "correlation_id").ShouldBe("plan-20251122");
        (await File.ReadAllTextAsync(Path.Combine(service.Folder, "2025-11-22", "actions.log"), Token)).ShouldNotContain(
            service.Token.Value
        );
    }

    [Fact]
    public async Task Browser_is_told_by_its_session_and_the_command_line_by_its_name()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var browser = new Browser();
        await browser.OpenSessionAsync(service);

        (await browser.SubmitAsync(service, "/queue/pause")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await AskAsync(service, "Bearer " + service.Token.Value, "hippique/3.0.0");

        (await ActionsAsync(service))
            .Select(action => $"{Text(action, "action")} {Who(action)}")
            .ShouldBe([
                "sign_in session owner 127.0.0.1 browser",
                "queue_pause session owner 127.0.0.1 browser",
                "queue_pause token owner 127.0.0.1 cli",
            ]);
    }

    [Fact]
    public async Task Where_nobody_is_asked_who_he_is_the_log_says_so()
    {
        await using var service = await ServiceUnderTest.StartAsync(new() { ["REQUIRE_AUTH"] = "false" });

        await AskAsync(service, null, "curl/8.5.0");

        (await ActionsAsync(service)).Select(Who).ShouldBe(["open anybody 127.0.0.1 program"]);
    }

    /// <summary>Its front end adds the caller's address at the end; what stands before it anybody can have sent. Elsewhere nobody is believed.</summary>
    [Theory]
    [InlineData(true, "203.0.113.7")]
    [InlineData(false, "127.0.0.1")]
    public async Task Address_is_the_front_ends_on_Cloud_Run_and_the_connections_elsewhere(bool onCloudRun, string address)
    {
        await using var bench = await AccessBench.StartAsync(onCloudRun ? AccessBench.Platform : []);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/queue/pause");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bench.Issuer.Token(AccessBench.Url, AccessBench.Person));
        request.Headers.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.7");

        (await bench.Service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await LogAsync(bench.Service)).ShouldContain(
            $$"""
            "who":{"way":"token","name":"{{AccessBench.Person}}"},"from":{"address":"{{address}}","client":"program"}
            """
        );
    }

    [Fact]
    public async Task Without_its_line_nothing_is_done()
    {
        await using var service = await ServiceUnderTest.StartAsync(prepare: folder =>
            Directory.CreateDirectory(Path.Combine(folder, "2025-11-22", "actions.log"))
        );

        var (status, problem, _) = await service.PostAsync("/queue/pause", "");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        problem.GetProperty("detail").GetString()!.ShouldStartWith("the action log cannot be written, so nothing was done: ");
        (await service.GetAsync("/ready")).Body.GetProperty("queue").GetString().ShouldBe("running");
    }

    [Fact]
    public async Task Day_without_actions_has_none_and_a_date_that_is_none_is_the_callers_fault()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var (status, body) = await service.GetAsync("/api/actions?date=2025-11-20");

        status.ShouldBe(HttpStatusCode.OK);
        (body.GetProperty("date").GetString(), body.GetProperty("actions").GetArrayLength()).ShouldBe(("2025-11-20", 0));
        (await service.GetAsync("/api/actions?date=soon")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await service.Anonymous.GetAsync("/api/actions", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task AskAsync(ServiceUnderTest service, string? authorization, string agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/queue/pause");
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        (await service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<List<JsonElement>> ActionsAsync(ServiceUnderTest service) =>
        [.. (await service.GetAsync("/api/actions?date=2025-11-22")).Body.GetProperty("actions").EnumerateArray()];

    private static Task<string> LogAsync(ServiceUnderTest service) =>
        File.ReadAllTextAsync(Path.Combine(service.Folder, "2025-11-22", "actions.log"), Encoding.UTF8, Token);

    private static string Who(JsonElement action)
    {
        var (who, from) = (action.GetProperty("who"), action.GetProperty("from"));
        return $"{Text(who, "way")} {Text(who, "name")} {Text(from, "address")} {Text(from, "client")}";
    }

    private static string? Text(JsonElement from, string name) => from.GetProperty(name).GetString();
}
