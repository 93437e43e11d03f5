using Hippique.Orchestration.Events;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

/// <summary>Issue 10: a plan is tried until it stands, and then made anew every 30 minutes. Walked minute by minute, as the service does it.</summary>
public sealed class PlanUntilItStandsTests : IAsyncDisposable
{
    private static readonly DateOnly Day = InventedRaces.Day;
    private readonly ServiceWalk _walk = new(At(3, 0));
    private int _skipped;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task Sites_down_at_nine_are_asked_after_1_2_5_10_and_then_every_15_minutes_until_the_plan_stands()
    {
        Down();
        // The evening's plan of another process: this start has nothing to plan.
        await PlannedBeforeAsync();
        await _walk.WalkAsync(At(10, 10), Token);

        Failures().ShouldBe(["09:00:00", "09:01:00", "09:03:00", "09:08:00", "09:18:00", "09:33:00", "09:48:00", "10:03:00"]);
        var unwell = await _walk.HealthAsync(Token);
        unwell.IsReady.ShouldBeFalse();
        unwell.Reason.ShouldBe(
            "2025-11-22 has no plan: 8 tries failed since 2025-11-22 08:00:00Z, the next at 2025-11-22 09:18:00Z: "
                + "zeturf: unreachable: what the test says (https://example.invalid/); pmu: robots: what the test says (https://example.invalid/)"
        );

        Up();
        await _walk.WalkAsync(At(10, 20), Token);

        var well = await _walk.HealthAsync(Token);
        (well.IsReady, well.Reason, well.Plan.State, well.Plan.Races, well.Plan.Failures).ShouldBe((true, null, PlanState.Stands, 1, 0));
        var stands = _walk.Events.Of<HippiqueEvent.PlanStands>().ShouldHaveSingleItem();
        (ServiceWalk.Paris(stands.At), stands.Races, stands.Failures).ShouldBe(("10:18:00", 1, 8));
        (await TaskAsync("plan-20251122")).ShouldBe(new TaskEnd.Late(78 * 60));
        (await PhasesAsync()).ShouldBe(["run-20251122-r1c3-h30", "run-20251122-r1c3-h5"]);
    }

    [Fact]
    public async Task Restart_between_tries_at_once_and_goes_on_counting()
    {
        Down();
        await PlannedBeforeAsync();
        await _walk.WalkAsync(At(9, 10), Token);

        _walk.Clock.SetUtcNow(At(9, 12));
        await _walk.StartAsync(Token);
        await _walk.WalkAsync(At(9, 45), Token);

        // 09:00, 01, 03, 08; the start at 09:12, and 15 minutes after each.
        Failures().ShouldBe(["09:00:00", "09:01:00", "09:03:00", "09:08:00", "09:12:00", "09:27:00", "09:42:00"]);
        (await _walk.HealthAsync(Token)).Plan.Failures.ShouldBe(7);
    }

    [Fact]
    public async Task Start_that_fails_is_tried_again_and_leaves_it_to_the_plan_of_nine_then()
    {
        Down();
        _walk.Clock.SetUtcNow(At(8, 30));
        await _walk.StartAsync(Token);
        await _walk.WalkAsync(At(9, 2), Token);

        Failures().ShouldBe(["08:30:00", "08:31:00", "08:33:00", "08:38:00", "08:48:00", "09:00:00"]);
        (await TaskAsync("plan-20251122-start-083000")).ShouldBeNull();

        await _walk.WalkAsync(At(9, 20), Token);
        (await TaskAsync("plan-20251122-start-083000")).ShouldBeOfType<TaskEnd.Cancelled>().Reason.ShouldStartWith("plan-20251122 goes on");
        Failures()[6..].ShouldBe(["09:15:00"]);
    }

    [Fact]
    public async Task Day_that_has_a_plan_is_planned_again_half_a_minute_after_each_half_hour_until_the_last_off()
    {
        Up();
        _walk.Clock.SetUtcNow(At(8, 30));
        await _walk.StartAsync(Token);
        await _walk.WalkAsync(At(14, 30), Token);

        // The off is at 13:35.
        var again = (await _walk.Get<TaskQueue>().OfDayAsync(Day, Token)).Where(record => record.Task.Kind == TaskKind.Replan).ToList();
        again
            .Select(record => ServiceWalk.Paris(record.Task.DueAt))
            .ShouldBe(["09:30:30", "10:00:30", "10:30:30", "11:00:30", "11:30:30", "12:00:30", "12:30:30", "13:00:30", "13:30:30"]);
        again.ShouldAllBe(record => record.End is TaskEnd.Done);
        // At the start, at nine, and nine times after.
        _walk.Events.Of<HippiqueEvent.DayPlanned>().Count(planned => planned.Date == Day).ShouldBe(11);
    }

    [Fact]
    public async Task Replan_that_every_source_refuses_keeps_the_plan_and_says_so()
    {
        Up();
        _walk.Clock.SetUtcNow(At(8, 30));
        await _walk.StartAsync(Token);
        Down();
        await _walk.WalkAsync(At(9, 35), Token);

        (await TaskAsync("plan-20251122-again-0930")).ShouldBeOfType<TaskEnd.Failed>().Cause.ShouldContain("unreachable");
        _walk.Events.Of<HippiqueEvent.PlanKept>()[^1].Why.ToString().ShouldContain("robots");
        var health = await _walk.HealthAsync(Token);
        (health.IsReady, health.Plan.Races).ShouldBe((true, 1));
        health.Plan.Why.ShouldNotBeNull().ShouldContain("unreachable");
        var scheduled = (await _walk.Get<ScheduleDayHandler>().ScheduleAsync(Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();
        (scheduled.TotalRaces, scheduled.IsKept, scheduled.Refusals.Count).ShouldBe((1, true, 2));
    }

    [Fact]
    public async Task Evening_plan_that_fails_is_tried_until_the_morning()
    {
        Up();
        _walk.Clock.SetUtcNow(At(19, 59));
        await _walk.StartAsync(Token);
        Down();
        await _walk.WalkAsync(At(20, 40), Token);
        Failures().ShouldBe(["20:00:00", "20:01:00", "20:03:00", "20:08:00", "20:18:00", "20:33:00"]);
        _walk.Pmu.With("R1C1", "VALMOREL", ParisTime.At(Day.AddDays(1), new TimeOnly(6, 30)), "PRIX DES AULNES");
        _walk.Pmu.ProgrammeError = null;

        await _walk.WalkAsync(At(20, 50), Token);

        (await _walk.Get<PlanStore>().GetAsync(Day.AddDays(1), Token))!.Races.Count.ShouldBe(1);
        (await _walk.Get<ITaskStore>().FindAsync("plan-20251123-early", Token))!.End.ShouldBe(new TaskEnd.Late(48 * 60));
    }

    [Fact]
    public async Task Day_that_no_source_offers_is_tried_until_noon_and_then_has_no_races()
    {
        _walk.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.NotFound, "pmu");
        _walk.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.NotFound, "zeturf");
        await PlannedBeforeAsync();
        await _walk.WalkAsync(At(11, 59), Token);
        (await _walk.HealthAsync(Token)).IsReady.ShouldBeFalse();

        await _walk.WalkAsync(At(15, 0), Token);

        (await TaskAsync("plan-20251122")).ShouldBeOfType<TaskEnd.Cancelled>().Reason.ShouldStartWith("no source offers 2025-11-22");
        var health = await _walk.HealthAsync(Token);
        (health.IsReady, health.Plan.State, health.Plan.NextTry).ShouldBe((true, PlanState.NoRaces, null));
        Failures().Last().ShouldBe("12:03:00");
    }

    [Fact]
    public async Task Plan_that_ended_as_failed_is_begun_again()
    {
        Down();
        await PlannedBeforeAsync();
        await _walk.WalkAsync(At(9, 0), Token);
        await _walk.Get<TaskQueue>().EndAsync("plan-20251122", new TaskEnd.Failed("by hand"), Token);
        Up();

        await _walk.WalkAsync(At(9, 2), Token);

        (await _walk.HealthAsync(Token)).IsReady.ShouldBeTrue();
    }

    [Fact]
    public async Task Queue_that_is_paused_or_not_open_is_not_ready()
    {
        Up();
        _walk.Clock.SetUtcNow(At(8, 30));
        await _walk.StartAsync(Token);
        await _walk.Get<ITaskTimer>().PauseAsync(Token);
        (await _walk.HealthAsync(Token)).Reason.ShouldBe("the queue is paused: no task is woken");
        _walk.Get<QueueStatus>().Close();
        (await _walk.HealthAsync(Token)).Reason.ShouldBe("the service is stopping");
        new QueueStatus().ShouldSatisfyAllConditions(status => status.IsOpen.ShouldBeFalse(), status => status.IsClosed.ShouldBeFalse());
    }

    private static DateTimeOffset At(int hour, int minute) => ParisTime.At(Day, new TimeOnly(hour, minute));

    /// <summary>The service starts in the night before, with the plan of nine in its queue.</summary>
    private async Task PlannedBeforeAsync()
    {
        var task = DailyPlanHours.OfDay(Day);
        await _walk.StartAsync(Token);
        // What the night's start tried of the day before, and of the early races, is another test's.
        foreach (var name in new[] { "plan-20251121-start-030000", "plan-20251122-early" })
            await _walk.Get<TaskQueue>().EndAsync(name, new TaskEnd.Cancelled("by the test"), Token);
        await _walk.Get<PlanTryStore>().UpdateAsync(Day, tries => new PlanTries { Date = tries.Date }, Token);
        (await _walk.Get<ITaskStore>().FindAsync(task.Name, Token)).ShouldNotBeNull();
        _walk.Clock.SetUtcNow(At(8, 59));
        _skipped = _walk.Events.Of<HippiqueEvent.PlanFailed>().Count;
    }

    private string[] Failures() =>
        [.. _walk.Events.Of<HippiqueEvent.PlanFailed>().Skip(_skipped).Select(failed => ServiceWalk.Paris(failed.At))];

    private void Down()
    {
        _walk.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable, "zeturf");
        _walk.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "pmu");
    }

    private void Up()
    {
        (_walk.ZEturf.ProgrammeError, _walk.Pmu.ProgrammeError) = (null, null);
        if (_walk.Pmu.Programme.Count == 0)
            _walk.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
    }

    private async Task<TaskEnd?> TaskAsync(string name) => (await _walk.Get<ITaskStore>().FindAsync(name, Token))!.End;

    private async Task<string[]> PhasesAsync() =>
        [
            .. (await _walk.Get<TaskQueue>().OfDayAsync(Day, Token))
                .Where(record => record.Task.Kind.IsPhase())
                .Select(record => record.Task.Name),
        ];
}
