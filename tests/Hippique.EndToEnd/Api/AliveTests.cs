using System.Net;
using System.Text.RegularExpressions;
using Hippique.Hosting.Auth;
using Hippique.Metrics;
using Hippique.Orchestration.Scheduling;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>Issue 10: <c>/ready</c>, <c>/metrics</c>, and a plan that cannot be renewed.</summary>
public sealed partial class AliveTests
{
    private const string Today = """{"date":"today"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_is_503_with_the_reason_until_today_has_a_plan()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var (before, unready) = await ReadyAsync(service);

        before.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        before.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        before.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        unready.GetProperty("reason").GetString().ShouldBe("2025-11-22 has no plan yet");
        unready.GetProperty("plan").GetProperty("state").GetString().ShouldBe("missing");
        unready.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();

        await service
            .Services.GetRequiredService<PlanTryStore>()
            .UpdateAsync(
                InventedRaces.Day,
                tries =>
                    tries with
                    {
                        Failures = 3,
                        FailedSince = service.Clock.GetUtcNow(),
                        NextTry = service.Clock.GetUtcNow().AddMinutes(5),
                        Why = "zeturf: timeout",
                    },
                Token
            );
        var (failing, body) = await ReadyAsync(service);
        failing.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        body.GetProperty("detail").GetString()!.ShouldContain("3 tries failed since 2025-11-22 11:00:00Z");
        body.GetProperty("detail").GetString()!.ShouldEndWith("zeturf: timeout");

        await service.PostAsync("/schedule", Today);
        var (after, ready) = await ReadyAsync(service);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.GetProperty("ready").GetBoolean().ShouldBeTrue();
        ready.GetProperty("queue").GetString().ShouldBe("running");
        ready.GetProperty("plan").GetProperty("races").GetInt32().ShouldBe(3);
        ready.GetProperty("silent").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Ready_is_503_while_the_queue_is_paused()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Today);
        await service.PostAsync("/queue/pause", "{}");
        var (paused, body) = await ReadyAsync(service);
        await service.PostAsync("/queue/resume", "{}");
        var (resumed, _) = await ReadyAsync(service);

        paused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("queue").GetString().ShouldBe("paused");
        resumed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Replan_that_every_source_refuses_is_ok_with_refusals()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var (_, first, _) = await service.PostAsync("/schedule", Today);
        first.GetProperty("refusals").GetArrayLength().ShouldBe(0);
        service.Source.ProgrammeError = FakeSource.Error(SourceErrorKind.Changed, "zeturf");

        var (status, again, _) = await service.PostAsync("/schedule", Today);

        status.ShouldBe(HttpStatusCode.OK);
        again.GetProperty("ok").GetBoolean().ShouldBeTrue();
        again.GetProperty("kept").GetBoolean().ShouldBeTrue();
        again.GetProperty("total_races").GetInt32().ShouldBe(3);
        var refusal = again.GetProperty("refusals").EnumerateArray().ShouldHaveSingleItem();
        refusal.GetProperty("source").GetString().ShouldBe("zeturf");
        refusal.GetProperty("code").GetString().ShouldBe("changed");
    }

    [Theory]
    [InlineData(SourceErrorKind.Changed, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SourceErrorKind.Robots, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SourceErrorKind.Timeout, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SourceErrorKind.NotFound, HttpStatusCode.NotFound)]
    public async Task No_plan_and_no_source_is_never_a_502(SourceErrorKind kind, HttpStatusCode expected)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Source.ProgrammeError = FakeSource.Error(kind, "zeturf");

        var (status, _, response) = await service.PostAsync("/schedule", Today);
        var (run, _, _) = await service.PostAsync("/run", $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5"}""");

        (status, run).ShouldBe((expected, expected));
        response.Headers.Contains("Retry-After").ShouldBe(expected == HttpStatusCode.ServiceUnavailable);
        (await service.Owner.GetStringAsync("/openapi/v1.json", Token)).ShouldNotContain("\"502\"");
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text_for_callers_of_this_machine()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", Today);

        var answer = await service.Anonymous.GetAsync("/metrics", Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(MetricsEndpoint.ContentType);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldAllBe(line => Comment().IsMatch(line) || Sample().IsMatch(line));
        lines.ShouldContain("hippique_ready 1");
        lines.ShouldContain("hippique_plan_races 3");
        lines.ShouldContain("hippique_queue_paused 0");
        lines.ShouldContain("hippique_tasks{kind=\"h5\",state=\"open\"} 2");
        lines.ShouldContain(line => line.StartsWith("process_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_want_the_token_of_a_caller_whom_a_proxy_brings()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var brought = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        brought.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var owner = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        owner.Headers.Add("X-Forwarded-For", "203.0.113.7");

        (await service.Anonymous.SendAsync(brought, Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await service.Owner.SendAsync(owner, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.20", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    public void Only_this_machine_is_local(string? address, bool isLocal)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        OwnerOrLoopback.IsLocal(context).ShouldBe(isLocal);
    }

    private static async Task<(HttpResponseMessage Response, System.Text.Json.JsonElement Body)> ReadyAsync(ServiceUnderTest service)
    {
        var response = await service.Anonymous.GetAsync("/ready", Token);
        return (response, await ServiceUnderTest.JsonOfAsync(response));
    }

    [GeneratedRegex("^# (HELP [a-z_0-9]+ .*|TYPE [a-z_0-9]+ (counter|gauge|histogram|summary|untyped))$")]
    private static partial Regex Comment();

    [GeneratedRegex("""^[a-z_][a-z_0-9]*(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (-?[0-9.]+([eE][-+]?[0-9]+)?|NaN|[+-]Inf)$""")]
    private static partial Regex Sample();
}
