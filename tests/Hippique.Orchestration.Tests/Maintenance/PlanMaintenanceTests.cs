using Hippique.Orchestration.Events;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Maintenance;

/// <summary>A daily plan that is paused, walked as the service does it.</summary>
public sealed class PlanMaintenanceTests : IAsyncDisposable
{
    private static readonly DateOnly Day = InventedRaces.Day;
    private readonly ServiceWalk _walk = new(At(8, 0));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task No_day_is_planned_while_it_is_paused_also_over_a_restart_and_nothing_is_told_as_failed()
    {
        await PausedAsync();
        await _walk.WalkAsync(At(9, 40), Token);
        await _walk.StartAsync(Token);
        await _walk.WalkAsync(At(10, 40), Token);

        _walk.Events.Of<HippiqueEvent.DayPlanned>().ShouldBeEmpty();
        _walk.Events.Of<HippiqueEvent.PlanFailed>().ShouldBeEmpty();
        var health = await _walk.HealthAsync(Token);
        (health.Plan.State, health.Plan.Failures, health.Plan.Paused!.By).ShouldBe((PlanState.Paused, 0, "owner"));
        health.Reason.ShouldBe("2025-11-22 has no plan: the daily plan is paused since 2025-11-22 07:00:00Z");
        var plan = (await _walk.Get<ITaskStore>().FindAsync("plan-20251122", Token))!;
        (plan.End, plan.PutOff!.Why).ShouldBe((null, "the daily plan is paused"));
    }

    [Fact]
    public async Task What_fell_due_meanwhile_is_planned_at_once_when_it_goes_on()
    {
        await PausedAsync();
        await _walk.WalkAsync(At(10, 1), Token);

        await _walk.Get<PlanMaintenance>().ResumeAsync(Token);
        await _walk.WalkAsync(At(10, 2), Token);

        (await EndAsync("plan-20251122")).ShouldBeOfType<TaskEnd.Late>().Seconds.ShouldBeInRange(3660, 3720);
        (await Tasks(TaskKind.Figures)).ShouldNotBeEmpty();
        (await Tasks(TaskKind.Replan)).ShouldBe(["plan-20251122-again-1030"]);
        (await _walk.HealthAsync(Token)).IsReady.ShouldBeTrue();
    }

    [Fact]
    public async Task Plan_that_stands_is_not_renewed_and_the_service_stays_ready()
    {
        Races();
        await _walk.StartAsync(Token);
        await _walk.WalkAsync(At(9, 10), Token);
        var planned = _walk.Events.Of<HippiqueEvent.DayPlanned>().Count;

        await _walk.Get<PlanMaintenance>().PauseAsync("owner", Token);
        await _walk.WalkAsync(At(11, 10), Token);

        _walk.Events.Of<HippiqueEvent.DayPlanned>().Count.ShouldBe(planned);
        (await EndAsync("plan-20251122-again-0930")).ShouldBe(PlanPause.End);
        (await Tasks(TaskKind.Replan)).ShouldHaveSingleItem();
        var health = await _walk.HealthAsync(Token);
        (health.IsReady, health.Plan.State, health.Plan.Paused is null).ShouldBe((true, PlanState.Stands, false));
    }

    [Fact]
    public async Task Person_who_asks_for_a_plan_gets_it_all_the_same()
    {
        await PausedAsync();
        await _walk.WalkAsync(At(9, 1), Token);

        (await _walk.Get<ScheduleDayHandler>().ScheduleAsync(Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();
        (await _walk.Get<TaskMaintenance>().RunAsync("plan-20251122", force: false, Token))
            .ShouldBeOfType<TaskOrderResult.Ran>()
            .Run.ShouldBeOfType<TaskRun.Ended>()
            .End.IsDone.ShouldBeTrue();

        (await _walk.HealthAsync(Token)).Plan.State.ShouldBe(PlanState.Stands);
    }

    [Fact]
    public async Task Plan_whose_day_passes_meanwhile_ends_as_cancelled_and_brings_nothing_with_it()
    {
        await PausedAsync();
        await _walk.WalkAsync(ParisTime.At(Day.AddDays(1), new TimeOnly(4, 1)), Token);

        (await EndAsync("plan-20251122")).ShouldBe(PlanPause.End);
        (await Tasks(TaskKind.Figures)).ShouldBeEmpty();
        (await Tasks(TaskKind.Clearing)).ShouldBeEmpty();
    }

    [Fact]
    public async Task First_pause_stands_and_going_on_twice_changes_nothing()
    {
        await PausedAsync();
        var maintenance = _walk.Get<PlanMaintenance>();
        var first = await _walk.Get<PlanPauseStore>().GetAsync(Token);
        _walk.Clock.Advance(TimeSpan.FromMinutes(5));

        (await maintenance.PauseAsync("player@example.com", Token)).ShouldBe(first);
        await maintenance.ResumeAsync(Token);
        await maintenance.ResumeAsync(Token);

        (await _walk.Get<PlanPauseStore>().GetAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task File_that_a_hand_has_broken_keeps_no_day_from_its_plan()
    {
        await _walk.Store.PutIfAbsentAsync(PlanPauseStore.Path, "{"u8.ToArray(), Token);
        Races();
        await _walk.StartAsync(Token);

        (await _walk.HealthAsync(Token)).Plan.State.ShouldBe(PlanState.Stands);
        await _walk.Get<PlanMaintenance>().PauseAsync("owner", Token);
        (await _walk.Get<PlanPauseStore>().GetAsync(Token)).ShouldNotBeNull();
    }

    private static DateTimeOffset At(int hour, int minute) => ParisTime.At(Day, new TimeOnly(hour, minute));

    /// <summary>Paused before the service was ever started, as by another process.</summary>
    private async Task PausedAsync()
    {
        Races();
        await new PlanPauseStore(_walk.Store, _walk.Clock).PauseAsync("owner", Token);
        await _walk.StartAsync(Token);
    }

    private void Races() => _walk.Pmu.With("R1C3", "VALMOREL", At(16, 0), "PRIX DES TILLEULS");

    private async Task<TaskEnd?> EndAsync(string name) => (await _walk.Get<ITaskStore>().FindAsync(name, Token))!.End;

    private async Task<string[]> Tasks(TaskKind kind) =>
        [
            .. (await _walk.Get<TaskQueue>().OfDayAsync(Day, Token))
                .Where(record => record.Task.Kind == kind)
                .Select(record => record.Task.Name),
        ];
}
