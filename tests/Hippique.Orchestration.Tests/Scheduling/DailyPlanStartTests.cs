using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Scheduling;

/// <summary>When a start plans the day, and which plans are to come.</summary>
public sealed class DailyPlanStartTests
{
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8, 59, true)]
    [InlineData(9, 0, false)]
    public async Task Morning_plan_that_waits_is_not_under_way_before_its_hour(int hour, int minute, bool plansAtStart)
    {
        var day = InventedRaces.Day.AddDays(1);
        await _bench.Queue.AddAsync(DailyPlanHours.OfDay(day), Token);
        // Other tasks of the day say nothing about its plan.
        var race = new RaceId(day, new RaceCode(1, 3));
        await _bench.Queue.AddAsync(PlanSchedule.TaskOf(race, Phase.H30, InventedRaces.Off.AddDays(1)), Token);
        _bench.Clock.SetUtcNow(ParisTime.At(day, new TimeOnly(hour, minute)));

        await StartAsync();

        HasStart().ShouldBe(plansAtStart);
    }

    [Fact]
    public async Task Plan_that_has_ended_or_another_kind_does_not_go_on()
    {
        var ended = DailyPlanHours.OfDay(InventedRaces.Day);
        await _bench.Queue.AddAsync(ended, Token);
        await _bench.Queue.EndAsync(ended.Name, new TaskEnd.Failed("no source"), Token);
        await _bench.Queue.AddAsync(DailyPlanHours.OfEarlyRaces(InventedRaces.Day), Token);

        await StartAsync();

        HasStart().ShouldBeTrue();
    }

    [Fact]
    public async Task Day_of_which_only_the_early_races_are_queued_is_planned()
    {
        _bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off).With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(35));
        await _bench.Planner.PlanAsync(InventedRaces.Day, Token);
        foreach (var phase in new[] { Phase.H30, Phase.H5 })
            await _bench.Queue.AddAsync(PhaseBench.Task(phase), Token);

        await StartAsync();

        HasStart().ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, new[] { "plan-20260611", "plan-20260612-early", "plan-20260612" })]
    [InlineData(-1, new[] { "plan-20260611", "plan-20260612-early" })]
    public void Next_reaches_exactly_a_day_and_a_half(int seconds, string[] expected)
    {
        var now = ParisTime.At(new DateOnly(2026, 6, 10), new TimeOnly(21, 0)).AddSeconds(seconds);

        DailyPlanHours.Next(now).Select(plan => plan.Name).ShouldBe(expected);
    }

    [Fact]
    public void Next_has_no_plan_that_is_due_now()
    {
        var now = ParisTime.At(new DateOnly(2026, 6, 10), DailyPlanHours.Evening);

        DailyPlanHours.Next(now).Select(plan => plan.Name).ShouldBe(["plan-20260611", "plan-20260612-early"]);
    }

    /// <summary>The call that started a container may be the one that plans; a second container within the minute asks for no second plan.</summary>
    [Fact]
    public async Task Start_by_a_call_leaves_the_plan_a_minute()
    {
        var options = new TaskRunnerOptions { PlanAfterStart = TimeSpan.FromMinutes(1) };
        var now = _bench.Clock.GetUtcNow();

        await new DailyPlanSchedule(_bench.Plans, _bench.PlanPauses, _bench.Queue, options, _bench.Clock).StartAsync(Token);
        _bench.Clock.SetUtcNow(now.AddSeconds(30));
        await new DailyPlanSchedule(_bench.Plans, _bench.PlanPauses, _bench.Queue, options, _bench.Clock).StartAsync(Token);

        _bench
            .Timer.Wakes.Where(wake => wake.Key.Contains("start", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .Value.ShouldBe(now.AddMinutes(1));
    }

    private Task StartAsync() =>
        new DailyPlanSchedule(_bench.Plans, _bench.PlanPauses, _bench.Queue, new TaskRunnerOptions(), _bench.Clock).StartAsync(Token);

    private bool HasStart() => _bench.Timer.Wakes.Keys.Any(name => name.Contains("start", StringComparison.Ordinal));
}
