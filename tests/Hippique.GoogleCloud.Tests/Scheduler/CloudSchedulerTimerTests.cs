using System.Text.Json.Nodes;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Scheduler;

public sealed class CloudSchedulerTimerTests : IAsyncLifetime
{
    private CloudSchedulerBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _bench = await CloudSchedulerBench.StartAsync(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(TaskTimerContract.Names), MemberType = typeof(TaskTimerContract))]
    public Task EveryCheckOfTheContract_Holds(string check) => TaskTimerContract.Checks[check](_bench, Token);

    /// <summary>13:55:30 UTC less a minute is within 14:54 in Paris.</summary>
    [Fact]
    public async Task WakeAsync_ItsOwnInstant_IsAJobForTheMinuteThatHoldsTheInstantLessTheLead()
    {
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 14, 0, 30, TimeSpan.Zero));
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        var job = _bench.Scheduler.Requests[0].Body!;
        job["name"]!.GetValue<string>().ShouldBe($"{Invented.Location}/jobs/{WakeId.Of(task.Name)}");
        job["schedule"]!.GetValue<string>().ShouldBe("54 14 14 3 *");
        job["timeZone"]!.GetValue<string>().ShouldBe("Europe/Paris");
        job["attemptDeadline"]!.GetValue<string>().ShouldBe("960s");
        job["retryConfig"]!["retryCount"]!.GetValue<int>().ShouldBe(5);
        var target = (JsonObject)job["httpTarget"]!;
        target["uri"]!.GetValue<string>().ShouldBe($"https://hippique.invented.example/tasks/{task.Name}");
        target["oidcToken"]!["serviceAccountEmail"]!.GetValue<string>().ShouldBe(Invented.Account);
        target["oidcToken"]!["audience"]!.GetValue<string>().ShouldBe("https://hippique.invented.example");
    }

    /// <summary>The service carries it out when it is called.</summary>
    [Fact]
    public async Task WakeAsync_AfterItsOwnInstant_IsTheNextMinute()
    {
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 14, 0, 0, TimeSpan.Zero));
        await _bench.Timer.WakeAsync(task, task.DueAt.AddSeconds(20), Token);

        _bench.Scheduler.Requests[0].Body!["schedule"]!.GetValue<string>().ShouldBe("56 14 14 3 *");
    }

    [Fact]
    public async Task WakeAsync_Again_LeavesOneJob()
    {
        var task = Later();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bench.NewTimer().WakeAsync(task, task.DueAt, Token)));

        _bench.Scheduler.Ids.ShouldBe([WakeId.Of(task.Name)]);
    }

    /// <summary>Every quarter of an hour around both changes of the clock: the job's next run is the minute that was meant, also in the hour that Paris has twice.</summary>
    [Theory]
    [InlineData("2026-03-28T22:00:00Z")]
    [InlineData("2026-10-24T22:00:00Z")]
    public async Task WakeAsync_AroundAChangeOfTheClock_RunsAtThatInstant(string night)
    {
        var start = DateTimeOffset.Parse(night, System.Globalization.CultureInfo.InvariantCulture);
        await using var bench = await CloudSchedulerBench.StartAsync(start);
        var tasks = Enumerable.Range(1, 24).Select(i => InventedTasks.H5(start.AddMinutes(15 * i), i)).ToList();
        foreach (var task in tasks)
            await bench.Timer.WakeAsync(task, task.DueAt, Token);

        foreach (var task in tasks)
        {
            var job = (await bench.Client.GetAsync(WakeId.Of(task.Name), Token)).OrThrow();
            job.ScheduleTime.ShouldBe(task.DueAt.AddMinutes(-1), job.Schedule);
        }
    }

    [Fact]
    public async Task ADay_LeavesNoJobBehind()
    {
        var tasks = Enumerable.Range(1, 12).Select(i => InventedTasks.H5(_bench.Now.AddMinutes(10 + 5 * i), i)).ToList();
        foreach (var task in tasks)
        {
            await _bench.AddAsync(task);
            await _bench.Timer.WakeAsync(task, task.DueAt, Token);
        }
        await _bench.Client.CreateAsync(Foreign(), Token);
        await _bench.Daily.EnsureAsync(Token);
        await _bench.PassAsync(TimeSpan.FromMinutes(75));
        foreach (var task in tasks.Take(6))
            await _bench.Timer.CancelAsync(task.Name, Token);
        (await _bench.Timer.RemoveSpentAsync(_bench.Now, Token)).ShouldBeLessThan(6, "the last ones may still be tried again");
        await _bench.PassAsync(TimeSpan.FromMinutes(30));
        await _bench.Timer.RemoveSpentAsync(_bench.Now, Token);

        _bench.Woken.Count.ShouldBe(12);
        _bench.Scheduler.Ids.ShouldBe(["hippique-daily-planning", "hippique-evening-planning", "somebody-elses"]);
    }

    [Fact]
    public async Task PauseAsync_IsSeenByOtherProcessesAndHoldsForNewJobs()
    {
        await _bench.Timer.PauseAsync(Token);
        await _bench.Timer.PauseAsync(Token);
        var task = Later();
        using var other = _bench.NewTimer();
        await other.WakeAsync(task, task.DueAt, Token);

        (await other.IsPausedAsync(Token)).ShouldBeTrue();
        (await _bench.Client.GetAsync(WakeId.Of(task.Name), Token)).OrThrow().State.ShouldBe("PAUSED");
        await _bench.PassAsync(TimeSpan.FromHours(3));
        (await _bench.Timer.RemoveSpentAsync(_bench.Now, Token)).ShouldBe(0);
        await other.ResumeAsync(Token);
        await other.ResumeAsync(Token);
        await _bench.PassAsync(TimeSpan.FromMinutes(2));
        _bench.Woken.ShouldHaveSingleItem().Name.ShouldBe(task.Name);
        _bench.Scheduler.Ids.ShouldNotContain("hippique-paused");
    }

    /// <summary>Its minute is over, its instant is not: the next minute of that name is a year away.</summary>
    [Fact]
    public async Task ResumeAsync_BetweenTheJobsMinuteAndTheInstant_StillWakes()
    {
        var task = InventedTasks.H5(new DateTimeOffset(2026, 3, 14, 13, 5, 30, TimeSpan.Zero));
        await _bench.AddAsync(task);
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);
        await _bench.Timer.PauseAsync(Token);
        await _bench.PassAsync(new TimeSpan(0, 59, 15));
        await _bench.Timer.ResumeAsync(Token);
        await _bench.PassAsync(TimeSpan.FromMinutes(3));

        _bench.Woken.ShouldHaveSingleItem().At.ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(30));
    }

    [Fact]
    public async Task WakeAsync_ThirtyDaysAway_IsNotAskedForYet()
    {
        var task = InventedTasks.H5(_bench.Now.AddDays(31));
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        _bench.Scheduler.Ids.ShouldBeEmpty();
        _bench.Log.Lines.ShouldHaveSingleItem().ShouldContain("no job yet");
    }

    private PlannedTask Later() => InventedTasks.H5(_bench.Now.AddHours(2));

    private static GoogleCloud.Scheduler.CloudJob Foreign() =>
        new()
        {
            Name = $"{Invented.Location}/jobs/somebody-elses",
            Schedule = "0 3 * * *",
            HttpTarget = new GoogleCloud.Scheduler.CloudJobTarget { Uri = "https://else.example/" },
        };
}
