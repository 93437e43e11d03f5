using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Maintenance;

/// <summary>What a person can have done with one task, and what plans and moves then make of it.</summary>
public sealed class TaskMaintenanceTests
{
    private static readonly PlannedTask H30 = PhaseBench.Task(Phase.H30);
    private static readonly PlannedTask H5 = PhaseBench.Task(Phase.H5);
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TaskMaintenance Tasks => _bench.Get<TaskMaintenance>();

    [Fact]
    public async Task Cancelled_task_stays_so_whatever_is_planned_and_however_often_it_is_asked_for()
    {
        await _bench.ScheduledAsync(Token);

        (await Tasks.CancelAsync(H5.Name, Token)).ShouldBeOfType<TaskOrderResult.Cancelled>();
        (await Tasks.CancelAsync(H5.Name, Token)).ShouldBeOfType<TaskOrderResult.Cancelled>();
        await ScheduleAsync();

        (await EndAsync(H5.Name)).ShouldBe(TaskEnd.Cancelled.ByPerson);
        (await OpenAsync()).ShouldBe([H30.Name, "run-20251122-r1c3-result"]);
        _bench.Timer.Wakes.Keys.ShouldNotContain(H5.Name);
        _bench.Events.Of<HippiqueEvent.TaskEnded>().ShouldHaveSingleItem().End.ShouldBe(TaskEnd.Cancelled.ByPerson);
    }

    [Fact]
    public async Task Look_that_a_person_cancelled_does_not_come_back_under_another_name_when_the_off_moves()
    {
        await _bench.ScheduledAsync(Token);
        await Tasks.CancelAsync(H5.Name, Token);

        // By a plan, there and back, and by what the page says at H-30.
        Plan(InventedRaces.Off.AddMinutes(40));
        await ScheduleAsync();
        Plan(InventedRaces.Off);
        await ScheduleAsync();
        await _bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, InventedRaces.Off.AddMinutes(20), except: null, Token);

        (await OpenAsync()).ShouldBe(["run-20251122-r1c3-h30-t1355", "run-20251122-r1c3-result-t1355"]);
    }

    [Fact]
    public async Task Look_that_is_cancelled_while_it_is_being_moved_is_cancelled_at_its_new_time_too()
    {
        await _bench.ScheduledAsync(Token);
        using var listening = _bench.Bus.Subscribe(new CancelOnMove(() => Tasks.CancelAsync(H5.Name, Token)));

        await _bench.Get<Rescheduler>().MoveWaitingAsync(InventedRaces.Id, InventedRaces.Off.AddMinutes(20), except: null, Token);

        (await EndAsync(H5.Name)).ShouldBe(TaskEnd.Cancelled.ByPerson);
        (await EndAsync("run-20251122-r1c3-h5-t1355")).ShouldBe(TaskEnd.Cancelled.ByPerson);
    }

    [Fact]
    public async Task Race_that_was_withdrawn_and_is_on_again_has_back_what_nobody_cancelled()
    {
        await _bench.ScheduledAsync(Token);
        await Tasks.CancelAsync(H5.Name, Token);
        Withdraw(true);
        await ScheduleAsync();
        Withdraw(false);

        await ScheduleAsync();

        (await OpenAsync()).ShouldBe(["run-20251122-r1c3-h30-t1335", "run-20251122-r1c3-result-2"]);
    }

    [Fact]
    public async Task Task_that_somebody_works_on_is_neither_cancelled_nor_begun_twice()
    {
        await _bench.ScheduledAsync(Token);
        var result = ResultHours();
        var now = _bench.Clock.GetUtcNow();
        foreach (var name in new[] { H5.Name, result })
            await _bench.Tasks.TryLeaseAsync(name, new TaskLease("another", now.AddSeconds(60)), now, Token);

        (await Tasks.CancelAsync(H5.Name, Token)).ShouldBe(Refused("it is being carried out now"));
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddSeconds(1));
        await _bench.Tasks.TryLeaseAsync(result, new TaskLease("another", InventedRaces.Off.AddMinutes(5)), InventedRaces.Off, Token);
        (await Tasks.RunAsync(result, force: false, Token)).ShouldBe(Refused("it is being carried out now"));

        (await EndAsync(H5.Name)).ShouldBeNull();
    }

    [Fact]
    public async Task Lease_of_one_that_died_keeps_nobody_from_cancelling()
    {
        await _bench.ScheduledAsync(Token);
        var now = _bench.Clock.GetUtcNow();
        await _bench.Tasks.TryLeaseAsync(H5.Name, new TaskLease("dead", now.AddSeconds(-1)), now.AddSeconds(-60), Token);

        (await Tasks.CancelAsync(H5.Name, Token)).ShouldBeOfType<TaskOrderResult.Cancelled>();
    }

    [Fact]
    public async Task What_has_ended_is_not_cancelled_and_what_is_not_known_is_not_there()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H5.Name, new TaskEnd.Missed("no source in time"), Token);
        await _bench.Queue.EndAsync(H30.Name, new TaskEnd.Done(), Token);

        (await Tasks.CancelAsync(H5.Name, Token)).ShouldBe(Refused("it has ended already, as missed: no source in time"));
        (await Tasks.CancelAsync(H30.Name, Token)).ShouldBe(Refused("it has ended already, as done"));
        foreach (var asked in new Func<string, Task<TaskOrderResult>>[] { Cancel, Run, Retry })
        {
            (await asked("run-20251122-r9c9-h5"))
                .ShouldBeOfType<TaskOrderResult.Unknown>()
                .Why.ToString()
                .ShouldBe("no task is named 'run-20251122-r9c9-h5'");
        }

        Task<TaskOrderResult> Cancel(string name) => Tasks.CancelAsync(name, Token);
        Task<TaskOrderResult> Run(string name) => Tasks.RunAsync(name, force: false, Token);
        Task<TaskOrderResult> Retry(string name) => Tasks.RetryAsync(name, Token);
    }

    [Theory]
    [InlineData(-121, false, true)]
    [InlineData(-121, true, false)]
    [InlineData(-120, false, false)]
    public async Task Look_before_its_time_is_an_extra_one_unless_it_is_forced(int seconds, bool force, bool isExtra)
    {
        await _bench.ScheduledAsync(Token);
        _bench.Clock.SetUtcNow(H5.DueAt.AddSeconds(seconds));

        var look = (await Tasks.RunAsync(H5.Name, force, Token)).ShouldBeOfType<TaskOrderResult.Looked>().Result;

        (look is RunRaceResult.Looked).ShouldBe(isExtra);
        (await EndAsync(H5.Name)).ShouldBe(isExtra ? null : new TaskEnd.Done());
    }

    [Fact]
    public async Task Task_of_another_kind_is_carried_out_now_and_asked_again_answers_with_its_end()
    {
        await _bench.ScheduledAsync(Token);
        var renewal = PlanSchedule.RenewalOf(H5, [])!;
        await _bench.Queue.AddAsync(renewal, Token);

        foreach (var _ in new[] { 1, 2 })
        {
            (await Tasks.RunAsync(renewal.Name, force: false, Token))
                .ShouldBeOfType<TaskOrderResult.Ran>()
                .Run.ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        }
        _bench.Timer.Wakes.Keys.ShouldNotContain(renewal.Name);
    }

    [Fact]
    public async Task What_is_of_no_use_before_its_time_is_refused()
    {
        await _bench.ScheduledAsync(Token);
        var close = PlanSchedule.CloseOf(InventedRaces.Id, InventedRaces.Off);
        await _bench.Queue.AddAsync(close, Token);
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddSeconds(-1));

        (await Tasks.RunAsync(ResultHours(), force: true, Token)).ShouldBe(Refused("the race is off at 13:35: it has no result yet"));
        _bench.Clock.SetUtcNow(close.DueAt.AddSeconds(-1));
        (await Tasks.RunAsync(close.Name, force: true, Token)).ShouldBe(
            Refused("the last prices are looked at from 13:40 on, after the off")
        );
        (await _bench.Store.GetAsync(ArtifactPaths.Close(InventedRaces.Id), Token)).ShouldBeNull();
    }

    public static TheoryData<TaskEnd> Missed =>
        [new TaskEnd.Missed("no source in time"), new TaskEnd.Failed("bad page"), TaskEnd.Cancelled.ByPerson];

    [Theory]
    [MemberData(nameof(Missed))]
    public async Task Look_that_came_to_nothing_is_made_again_as_an_extra_one_and_its_end_stays(TaskEnd end)
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H5.Name, end, Token);
        _bench.Clock.SetUtcNow(H5.DueAt.AddMinutes(3));

        var look = Made(await Tasks.RetryAsync(H5.Name, Token));

        look.Artifacts.ShouldBe([
            "2025-11-22/R1C3/analysis_extra_h5_20251122T123300Z.json",
            "2025-11-22/R1C3/run_extra_h5.log",
            "2025-11-22/R1C3/snapshot_extra_h5_20251122T123300Z.json",
        ]);
        look.Log.ShouldContain("extra look 180 s after the phase's time");
        (await EndAsync(H5.Name)).ShouldBe(end);
        _bench.Events.Of<HippiqueEvent.RaceDecided>().ShouldBeEmpty();
        (await _bench.Store.GetAsync(ArtifactPaths.Tickets(InventedRaces.Id), Token)).ShouldBeNull();
    }

    /// <summary>Rule 1 of the design: nothing is proposed after the grace of H-5.</summary>
    [Theory]
    [InlineData(-60, true)]
    [InlineData(-59, false)]
    [InlineData(-1, false)]
    public async Task In_the_last_minute_a_look_is_kept_and_nothing_is_analysed(int seconds, bool isAnalysed)
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H5.Name, new TaskEnd.Missed("no source in time"), Token);
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddSeconds(seconds));

        var look = Made(await Tasks.RetryAsync(H5.Name, Token));

        look.Artifacts.ShouldContain(path => path.Contains("snapshot_extra_h5", StringComparison.Ordinal));
        look.Artifacts.Any(path => path.Contains("analysis_extra_h5", StringComparison.Ordinal)).ShouldBe(isAnalysed);
    }

    [Fact]
    public async Task After_the_off_there_is_nothing_to_look_at()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H5.Name, new TaskEnd.Missed("no source in time"), Token);
        _bench.Clock.SetUtcNow(InventedRaces.Off);

        (await Tasks.RetryAsync(H5.Name, Token)).ShouldBe(Refused("the race was off at 13:35: there is nothing to look at any more"));
        _bench.Pmu.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_look_that_came_to_nothing_is_made_again()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H30.Name, new TaskEnd.Late(40), Token);

        (await Tasks.RetryAsync(H5.Name, Token)).ShouldBe(Refused("it is still open: it can be carried out now"));
        (await Tasks.RetryAsync(H30.Name, Token)).ShouldBe(Refused("it has ended already, as late"));
        (await Tasks.RetryAsync(ResultHours(), Token)).ShouldBe(Refused("only a look at H-30 or H-5 is made again as an extra one"));
        await _bench.Queue.EndAsync(H5.Name, TaskEnd.Cancelled.Withdrawn, Token);
        (await Tasks.RetryAsync(H5.Name, Token)).ShouldBe(Refused("it has ended already, as cancelled: the race was withdrawn"));
        _bench.Pmu.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Race_that_was_withdrawn_since_is_not_looked_at()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.Queue.EndAsync(H5.Name, new TaskEnd.Missed("no source in time"), Token);
        Withdraw(true);
        await ScheduleAsync();

        (await Tasks.RetryAsync(H5.Name, Token)).ShouldBe(Refused("the race was withdrawn"));
    }

    private static string ResultHours() => TaskName.Result(InventedRaces.Id);

    private static TaskOrderResult.Refused Refused(string why) => new(Problem.Verbatim(why));

    private static ExtraLook.Made Made(TaskOrderResult result) =>
        result.ShouldBeOfType<TaskOrderResult.Looked>().Result.ShouldBeOfType<RunRaceResult.Looked>().Look.ShouldBeOfType<ExtraLook.Made>();

    private Task<ScheduleDayResult> ScheduleAsync() => _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token);

    private void Plan(DateTimeOffset off)
    {
        foreach (var source in new[] { _bench.Pmu, _bench.ZEturf })
            source.Programme[0] = source.Programme[0] with { Off = off };
    }

    private void Withdraw(bool isCancelled)
    {
        foreach (var source in new[] { _bench.Pmu, _bench.ZEturf })
            source.Programme[0] = source.Programme[0] with { Cancelled = isCancelled };
    }

    private async Task<TaskEnd?> EndAsync(string name) => (await _bench.Tasks.FindAsync(name, Token))!.End;

    private async Task<IEnumerable<string>> OpenAsync() => (await _bench.Tasks.OpenAsync(Token)).Select(record => record.Task.Name);

    /// <summary>A person who is as fast as the move itself.</summary>
    private sealed class CancelOnMove(Func<Task<TaskOrderResult>> cancel) : IEventListener
    {
        public void Heard(HippiqueEvent happened)
        {
            if (happened is HippiqueEvent.TaskMoved { Old.Kind: TaskKind.H5 })
                cancel().GetAwaiter().GetResult();
        }
    }
}
