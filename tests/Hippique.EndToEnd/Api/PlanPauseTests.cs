using System.Net;
using Hippique.EndToEnd.Access;

namespace Hippique.EndToEnd.Api;

/// <summary>The daily plan paused and resumed over HTTP, and where that is told.</summary>
public sealed class PlanPauseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pause_is_told_by_ready_by_the_queue_and_by_the_day_and_asked_for_twice_it_is_one()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        var (status, first, _) = await service.PostAsync("/schedule/pause", "");
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var (_, again, _) = await service.PostAsync("/schedule/pause", "");

        status.ShouldBe(HttpStatusCode.OK);
        (first.GetProperty("paused").GetBoolean(), first.GetProperty("by").GetString()).ShouldBe((true, "owner"));
        again.GetProperty("since").GetString().ShouldBe(first.GetProperty("since").GetString());
        var (ready, health) = await service.GetAsync("/ready");
        ready.ShouldBe(HttpStatusCode.OK);
        health.GetProperty("plan").GetProperty("paused").GetProperty("by").GetString().ShouldBe("owner");
        var (_, queue) = await service.GetAsync("/api/queue");
        (queue.GetProperty("queue").GetString(), queue.GetProperty("plan_paused").GetProperty("by").GetString()).ShouldBe(
            ("running", "owner")
        );
        (await service.GetAsync("/api/days/2025-11-22")).Body.GetProperty("plan_paused").GetProperty("by").GetString().ShouldBe("owner");

        using var browser = new Browser();
        await browser.OpenSessionAsync(service);
        (await Browser.TextOfAsync(await browser.GetAsync(service, "/"))).ShouldContain(
            "The daily plan is paused since 2025-11-22 12:00 by the owner"
        );

        var (_, resumed, _) = await service.PostAsync("/schedule/resume", "");
        resumed.GetProperty("paused").GetBoolean().ShouldBeFalse();
        (await service.GetAsync("/api/queue")).Body.GetProperty("plan_paused").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Day_without_a_plan_is_not_ready_and_says_that_it_is_paused_and_a_person_still_plans_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule/pause", "");

        var (status, problem) = await service.GetAsync("/ready");
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        problem
            .GetProperty("reason")
            .GetString()!
            .ShouldStartWith("2025-11-22 has no plan: the daily plan is paused since 2025-11-22 11:00:0");
        problem.GetProperty("plan").GetProperty("state").GetString().ShouldBe("paused");
        (await service.GetAsync("/ready")).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Everybody may ask /ready.</summary>
    [Fact]
    public async Task Strangers_are_not_told_the_address_of_who_paused_it()
    {
        await using var bench = await AccessBench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/schedule/pause");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bench.Issuer.Token(AccessBench.Url, AccessBench.Person)}");
        (await bench.Service.Anonymous.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var asked = await bench.Service.Anonymous.GetAsync("/ready", Token);
        var stranger = await asked.Content.ReadAsStringAsync(Token);

        stranger.ShouldContain("\"since\"");
        stranger.ShouldNotContain(AccessBench.Person);
        (await bench.Service.GetAsync("/ready"))
            .Body.GetProperty("plan")
            .GetProperty("paused")
            .GetProperty("by")
            .GetString()
            .ShouldBe(AccessBench.Person);
    }
}
