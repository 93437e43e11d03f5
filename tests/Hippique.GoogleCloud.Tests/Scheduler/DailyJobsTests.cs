using System.Text;
using Hippique.GoogleCloud.Scheduler;

namespace Hippique.GoogleCloud.Tests.Scheduler;

public sealed class DailyJobsTests : IAsyncLifetime
{
    private CloudSchedulerBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _bench = await CloudSchedulerBench.StartAsync(new DateTimeOffset(2026, 3, 14, 7, 59, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task EnsureAsync_Twice_GivesTheTwoJobs()
    {
        await _bench.Daily.EnsureAsync(Token);
        var jobs = await _bench.Daily.EnsureAsync(Token);

        _bench.Scheduler.Ids.ShouldBe([DailyJobs.Planning, DailyJobs.EveningPlanning]);
        jobs.Select(job => (job.Schedule, job.TimeZone)).ShouldBe([("0 9 * * *", "Europe/Paris"), ("0 20 * * *", "Europe/Paris")]);
    }

    [Fact]
    public async Task EnsureAsync_AJobThatSomebodyChanged_IsWhatItShouldBeAndStaysPaused()
    {
        await _bench.Daily.EnsureAsync(Token);
        var planning = (await _bench.Client.GetAsync(DailyJobs.Planning, Token)).OrThrow();
        (await _bench.Client.PatchAsync(planning with { Schedule = "0 3 * * *" }, "schedule", Token)).OrThrow();
        await _bench.Daily.PauseAsync(Token);

        var jobs = await _bench.Daily.EnsureAsync(Token);

        jobs[0].Schedule.ShouldBe("0 9 * * *");
        jobs.Select(job => job.State).ShouldBe(["PAUSED", "PAUSED"]);
    }

    [Fact]
    public async Task ADay_CallsScheduleForTodayAtNineAndForTomorrowAtTwenty()
    {
        await _bench.Daily.EnsureAsync(Token);
        await _bench.PassAsync(TimeSpan.FromHours(12));

        _bench
            .Service.Calls.Select(call => (call.Method, call.Path, call.Body))
            .ShouldBe([
                ("POST", "/schedule", """{"date":"today","mode":"tasks"}"""),
                ("POST", "/schedule", """{"date":"tomorrow","mode":"tasks","until":"10:00"}"""),
            ]);
        var headers = _bench.Service.Calls[0].Headers;
        headers["X-CloudScheduler"].ShouldBe("true");
        headers["X-CloudScheduler-JobName"].ShouldBe(DailyJobs.Planning);
        headers["X-CloudScheduler-ScheduleTime"].ShouldBe("2026-03-14T08:00:00Z");
        headers["User-Agent"].ShouldBe("Google-Cloud-Scheduler");
        headers["Content-Type"].ShouldBe("application/json");
        headers["Authorization"].ShouldBe($"Bearer token-of.{Invented.Account}.for.https://hippique.invented.example");
    }

    [Fact]
    public async Task PauseAndResume_Twice_SayHowManyChanged()
    {
        (await _bench.Daily.PauseAsync(Token)).ShouldBe(0, "there are none yet");
        await _bench.Daily.EnsureAsync(Token);

        (await _bench.Daily.PauseAsync(Token)).ShouldBe(2);
        (await _bench.Daily.PauseAsync(Token)).ShouldBe(0);
        (await _bench.Daily.ResumeAsync(Token)).ShouldBe(2);
        (await _bench.Daily.ResumeAsync(Token)).ShouldBe(0);
        (await _bench.Daily.FindAsync(Token)).Select(job => job.State).ShouldBe(["ENABLED", "ENABLED"]);
    }

    [Fact]
    public async Task AFailedRun_IsTriedAgainAfterTheBackoffUpToFiveTimes()
    {
        await _bench.Daily.EnsureAsync(Token);
        _bench.Service.Answer = _ => Task.FromResult(new Hippique.Testing.GoogleCloud.ServiceAnswer(503));
        await _bench.PassAsync(TimeSpan.FromHours(1));

        var first = _bench.Scheduler.Runs[0].At;
        _bench.Scheduler.Runs.Select(run => Math.Round((run.At - first).TotalMinutes)).ShouldBe([0, 1, 3, 7, 12, 17]);
        Encoding.UTF8.GetString((await _bench.Daily.FindAsync(Token))[0].HttpTarget!.Body!).ShouldContain("today");
    }
}
