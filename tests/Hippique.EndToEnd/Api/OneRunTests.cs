using System.Net;
using System.Text.Json;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Api;

/// <summary>Issue 10, point 2, over HTTP: one name, one run, and an answer that is what the store says.</summary>
public sealed class OneRunTests : IDisposable
{
    private const string Name = "run-20251122-r1c3-h5";
    private static readonly DateTimeOffset Due = new(2025, 11, 22, 12, 30, 0, TimeSpan.Zero);
    private static readonly string Run = Body("");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-one-run-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fifty_runs_at_once_are_one_look_and_fifty_equal_answers(bool scheduled)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        if (scheduled)
            await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        service.Clock.SetUtcNow(Due);

        var answers = await FiftyAsync(service, "/run", Run);

        service.Source.Asked.Count.ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body.GetProperty("ok").GetBoolean());
        Distinct(answers, "phase", "returncode", "correlation_id", "extra").ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Body.GetProperty("artifacts").ToString().Contains("tickets.json", StringComparison.Ordinal));
        (await EndAsync(service)).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Fifty_runs_at_once_start_the_own_analysis_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a bash script is started");
        var runs = Path.Combine(_folder.FullName, "runs");
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["GPI_MODULE"] = Script($"echo run >> {runs}; sleep 1; echo done") }
        );
        service.Clock.SetUtcNow(Due);

        var answers = await FiftyAsync(service, "/run", Run);
        var (_, after, _) = await service.PostAsync("/run", Run);

        File.ReadAllLines(runs).ShouldBe(["run"]);
        answers.Select(answer => answer.Body).Append(after).ShouldAllBe(body => body.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Fifty_schedules_at_once_ask_each_source_once()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var open = new ManualResetEventSlim();
        service.Source.BeforeProgramme = () => open.Wait(Cancelled);

        var posting = FiftyAsync(service, "/schedule", """{"date":"2025-11-22"}""");
        // The first holds the flight until the others have joined; whoever came later would plan anew.
        var handler = service.Services.GetRequiredService<ScheduleDayHandler>();
        await BoundedWait.UntilAsync(() => handler.Waiting(new ScheduleOrder(new DateOnly(2025, 11, 22), WakeMode.Tasks)) >= 50);
        open.Set();
        var answers = await posting;

        service.Source.ProgrammesAsked.ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body.GetProperty("created").GetInt32() == 4);
        Distinct(answers, "total_races", "scheduled_h30", "scheduled_h5").ShouldBe(1);
    }

    [Fact]
    public async Task An_early_run_is_an_extra_look_and_force_is_the_phase()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");

        var (status, early, _) = await service.PostAsync("/run", Run);
        var open = await EndAsync(service);
        var race = Path.Combine(service.Folder, "2025-11-22", "R1C3");

        status.ShouldBe(HttpStatusCode.OK);
        (early.GetProperty("ok").GetBoolean(), early.GetProperty("extra").GetBoolean()).ShouldBe((true, true));
        early
            .GetProperty("artifacts")
            .EnumerateArray()
            .Select(path => path.GetString())
            .ShouldBe([
                "2025-11-22/R1C3/analysis_extra_h5_20251122T110000Z.json",
                "2025-11-22/R1C3/run_extra_h5.log",
                "2025-11-22/R1C3/snapshot_extra_h5_20251122T110000Z.json",
            ]);
        open.ShouldBeNull();
        File.Exists(Path.Combine(race, "tickets.json")).ShouldBeFalse();
        File.Exists(Path.Combine(race, "snapshot_h5.json")).ShouldBeFalse();
        (await service.GetAsync("/api/tickets/2025-11-22")).Body.ToString().ShouldNotContain("R1C3");

        var (_, forced, _) = await service.PostAsync("/run", Body(""","force":true"""));
        (forced.GetProperty("ok").GetBoolean(), forced.GetProperty("extra").GetBoolean()).ShouldBe((true, false));
        File.Exists(Path.Combine(race, "tickets.json")).ShouldBeTrue();
        (await EndAsync(service)).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task A_later_success_heals_a_phase_that_had_failed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a bash script is started");
        var mended = Path.Combine(_folder.FullName, "mended");
        await using var service = await ServiceUnderTest.StartAsync(new() { ["GPI_MODULE"] = Script($"test -e {mended}") });
        service.Clock.SetUtcNow(Due);

        var (_, failed, _) = await service.PostAsync("/run", Run);
        (failed.GetProperty("ok").GetBoolean(), await EndAsync(service)).ShouldBe(
            (false, new TaskEnd.Failed("own analysis ended with exit code 1"))
        );
        await File.WriteAllTextAsync(mended, "", Cancelled);
        var (_, healed, _) = await service.PostAsync("/run", Run);

        healed.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await EndAsync(service)).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task After_the_grace_the_answer_is_missed_and_so_is_the_phase()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.PostAsync("/schedule", """{"date":"2025-11-22"}""");
        service.Clock.SetUtcNow(Due.AddMinutes(4).AddSeconds(1));

        var (status, body, _) = await service.PostAsync("/run", Run);

        (status, body.GetProperty("ok").GetBoolean(), body.GetProperty("extra").GetBoolean()).ShouldBe((HttpStatusCode.OK, false, false));
        (await EndAsync(service)).ShouldBeOfType<TaskEnd.Missed>();
        service.Source.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_that_goes_away_does_not_end_the_run_of_the_others()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        service.Clock.SetUtcNow(Due);
        using var looking = new SemaphoreSlim(0);
        using var open = new ManualResetEventSlim();
        var shown = service.Source.Views[new RaceCode(1, 3)];
        service.Source.Views[new RaceCode(1, 3)] = query =>
        {
            looking.Release();
            open.Wait(Cancelled);
            return shown(query);
        };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var first = service.Owner.PostAsync("/run", new StringContent(Run, null, "application/json"), leaving.Token);
        await looking.WaitAsync(Cancelled);
        var second = service.PostAsync("/run", Run);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        open.Set();
        await LetTimePassAsync(service, second);

        (await second).Body.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await EndAsync(service)).ShouldBe(new TaskEnd.Done());
    }

    private static async Task<TaskEnd?> EndAsync(ServiceUnderTest service)
    {
        var queue = service.Services.GetRequiredService<TaskQueue>();
        return (await queue.FindAsync(Name, Cancelled))?.End;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)[]> FiftyAsync(ServiceUnderTest service, string path, string json)
    {
        var posting = Enumerable
            .Range(0, 50)
            .Select(async _ =>
            {
                var (status, body, _) = await service.PostAsync(path, json);
                return (status, body);
            })
            .ToList();
        var all = Task.WhenAll(posting);
        // A schedule waits for no clock, and each phase must be as far off as it was.
        if (path == "/run")
            await LetTimePassAsync(service, all);
        return await all;
    }

    /// <summary>Whoever waits for another's run looks at the clock twice a second.</summary>
    private static Task LetTimePassAsync(ServiceUnderTest service, Task done) =>
        BoundedWait.EndAsync(done, () => service.Clock.Advance(TimeSpan.FromMilliseconds(2.5)));

    private static int Distinct((HttpStatusCode Status, JsonElement Body)[] answers, params string[] fields) =>
        answers.Select(answer => string.Join(' ', fields.Select(field => answer.Body.GetProperty(field).ToString()))).Distinct().Count();

    private static string Body(string more) => $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5"{{more}}}""";

    private string Script(string body)
    {
        var path = Path.Combine(_folder.FullName, "own.sh");
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
