using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>The result of a race is a task: asked for at its hours, until its ticket is settled. The ticket: 2 € on horse 1 to win, at 3.0.</summary>
public sealed class ResultTasksTests
{
    private const string Name = "run-20251122-r1c3-result";
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ScheduledDay_HasOneForEachRace_TenMinutesAfterItsOff()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

        var task = (await ResultsAsync()).ShouldHaveSingleItem().Task;
        task.Name.ShouldBe(Name);
        task.DueAt.ShouldBe(After(10));
        _bench.Timer.Wakes[Name].ShouldBe(After(10));
    }

    [Fact]
    public async Task ResultThatIsThere_IsKeptAndSettledAtTheFirstQuestion()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = await ResultAsync(3.4m);

        (await WakeAsync()).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));

        (await _bench.TextAsync("2025-11-22/R1C3/settlement.json", Token))!.ShouldContain("\"outcome\": \"won\"");
        _bench.ZEturf.ResultsAsked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ResultThatDoesNotCome_IsAskedForAtItsHours_AndTheTaskFailsWithTheReason()
    {
        await PlayedAsync();
        var asked = new List<DateTimeOffset>();
        TaskRun run;
        do
        {
            run = await WakeAsync();
            asked.Add(_bench.Clock.GetUtcNow());
            _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked.Count);
        } while (run is TaskRun.GoesOn);

        // 09:15:20 in Paris on the next morning.
        asked.ShouldBe([After(10), After(20), After(40), After(80), new(2025, 11, 23, 8, 15, 20, TimeSpan.Zero)]);
        run.ShouldBeOfType<TaskRun.Ended>().End.ShouldBeOfType<TaskEnd.Failed>().Cause.ShouldContain("no_result_yet");
    }

    [Fact]
    public async Task DividendThatIsMissing_IsAskedForUntilTheTicketIsSettled()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = await ResultAsync(null);
        (await WakeAsync()).ShouldBeOfType<TaskRun.GoesOn>();
        (await ResultsAsync()).Single().PutOff.ShouldBe(new TaskTry(After(20), "dividends of 1 tickets are missing"));

        _bench.ZEturf.Results[InventedRaces.Id.Code] = await ResultAsync(3.4m);
        (await WakeAsync()).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        _bench.Clock.GetUtcNow().ShouldBe(After(20));
        (await ResultsAsync()).Single().PutOff.ShouldBeNull();
    }

    /// <summary>Else each restart would ask at an instant of its own, and a replay of the day at others.</summary>
    [Fact]
    public async Task Restart_BringsNoQuestionForward()
    {
        await PlayedAsync();
        (await WakeAsync()).ShouldBeOfType<TaskRun.GoesOn>();
        _bench.Clock.SetUtcNow(After(14));
        await _bench.Timer.CancelAsync(Name, Token);

        await _bench.Get<TaskRecovery>().StartAsync(Token);
        _bench.Timer.Wakes[Name].ShouldBe(After(20));

        await _bench.Timer.CancelAsync(Name, Token);
        await _bench.Get<TaskRecovery>().CheckAsync(Token);
        _bench.Timer.Wakes[Name].ShouldBe(After(20));
    }

    [Fact]
    public async Task RaceWithoutATicket_HasItsResultTooAndEnds()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        _bench.Pmu.Results[InventedRaces.Id.Code] = InventedResults.Arrival("4 2 1");

        (await WakeAsync()).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));

        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task RaceThatWasNeverLookedAt_IsNotAskedFor()
    {
        await _bench.ScheduledAsync(Token);

        (await WakeAsync()).ShouldBe(new TaskRun.Ended(new TaskEnd.Cancelled("the race was never looked at")));

        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
    }

    [Fact]
    public async Task OffThatMoves_MovesIt()
    {
        await _bench.ScheduledAsync(Token);
        Plan(InventedRaces.Off.AddMinutes(37));
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

        (await ResultsAsync())
            .Select(record => (record.Task.Name, record.Task.DueAt, record.End))
            .ShouldBe(
                [(Name, After(10), new TaskEnd.Cancelled("off moved from 13:35 to 14:12")), ($"{Name}-t1412", After(47), null)],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task RaceWithdrawnBeforeAnyLook_HasNoResult()
    {
        await _bench.ScheduledAsync(Token);
        Withdraw();
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

        (await ResultsAsync()).ShouldHaveSingleItem().End.ShouldBe(TaskEnd.Cancelled.Withdrawn);
    }

    /// <summary>The ticket is refunded at once; a source may still say that the race was run, as some races of an abandoned meeting are.</summary>
    [Fact]
    public async Task RaceWithdrawnAfterItsTicket_IsRefundedAndAskedForToTheEnd()
    {
        await PlayedAsync();
        Withdraw();
        await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

        (await WakeAsync()).ShouldBeOfType<TaskRun.GoesOn>();
        (await _bench.TextAsync("2025-11-22/R1C3/settlement.json", Token))!.ShouldContain("\"outcome\": \"refunded\"");

        TaskRun run;
        while ((run = await WakeAsync()) is TaskRun.GoesOn) { }
        run.ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
    }

    [Fact]
    public async Task ProcessKilledBeforeTheEndIsRecorded_AndStartedAfterTheGrace_FindsItDone()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = await ResultAsync(3.4m);
        _bench.Clock.SetUtcNow(After(10));
        var handler = new ResultTasks(_bench.Settler(), _bench.Plans, _bench.Clock);
        var task = (await ResultsAsync()).Single().Task;
        await handler.RunAsync(task, Token);
        _bench.Clock.SetUtcNow(task.GraceUntil.AddHours(1));

        (await _bench.TaskRunner.EndOverdueAsync(task, Token)).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task NobodyAskedBeforeTheGraceEnded_IsMissed()
    {
        await PlayedAsync();
        var task = (await ResultsAsync()).Single().Task;
        _bench.Clock.SetUtcNow(task.GraceUntil.AddHours(1));

        (await _bench.TaskRunner.EndOverdueAsync(task, Token)).ShouldBeOfType<TaskEnd.Missed>();
    }

    [Fact]
    public async Task DiskThatCannotBeWritten_CostsOneHourAndNotTheResult()
    {
        var store = new BreakingStore(_bench.Store, failAt: 1);
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = await ResultAsync(3.4m);
        _bench.Clock.SetUtcNow(After(10));
        var handler = new ResultTasks(_bench.Settler(store), _bench.Plans, _bench.Clock);

        var outcome = await handler.RunAsync((await ResultsAsync()).Single().Task, Token);

        outcome.ShouldBeOfType<TaskOutcome.GoesOn>().After.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T07:15:20Z")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25T08:15:20Z")]
    public void NextMorning_IsOnTheParisClock_OverItsChanges(string off, string morning)
    {
        var at = DateTimeOffset.Parse(off, System.Globalization.CultureInfo.InvariantCulture);
        var task = ResultHours.TaskOf(new RaceId(ParisTime.ProgrammeOf(at), new RaceCode(1, 1)), at);

        ResultHours
            .NextAfter(task, at.AddMinutes(81))
            .ShouldBe(DateTimeOffset.Parse(morning, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The clock at the task's next wake.</summary>
    private async Task<TaskRun> WakeAsync()
    {
        _bench.Clock.SetUtcNow(_bench.Timer.Wakes[Name]);
        return await _bench.TaskRunner.RunAsync(Name, Token);
    }

    private async Task<IReadOnlyList<TaskRecord>> ResultsAsync() =>
        [.. (await _bench.Queue.OfDayAsync(InventedRaces.Day, Token)).Where(record => record.Task.Kind == TaskKind.Result)];

    private async Task PlayedAsync()
    {
        await _bench.ScheduledAsync(Token);
        foreach (var phase in (Phase[])[Phase.H30, Phase.H5])
        {
            var task = PhaseBench.Task(phase);
            _bench.Clock.SetUtcNow(task.DueAt);
            await _bench.TaskRunner.RunAsync(task.Name, Token);
        }
    }

    /// <summary>Horse 1 wins in the ticket's pool; null: its dividends are not known.</summary>
    private async Task<RaceResult> ResultAsync(decimal? paid)
    {
        var path = ArtifactPaths.Tickets(InventedRaces.Id);
        var file = (await _bench.Store.GetAsync(path, Token))!;
        var pool = ArtifactJson.Read<Orchestration.Tickets.TicketSheet>(path, file.Content).Tickets[0].Pool;
        return InventedResults.Arrival("1 8 7", paid is { } win ? [InventedResults.Win(1, win)] : []) with { Pool = pool };
    }

    private void Plan(DateTimeOffset off)
    {
        foreach (var source in new[] { _bench.Pmu, _bench.ZEturf })
            source.Programme[0] = source.Programme[0] with { Off = off };
    }

    private void Withdraw()
    {
        foreach (var source in new[] { _bench.Pmu, _bench.ZEturf })
            source.Programme[0] = source.Programme[0] with { Cancelled = true };
    }

    private static DateTimeOffset After(int minutes) => InventedRaces.Off.AddMinutes(minutes) + ResultHours.AfterMinute;
}
