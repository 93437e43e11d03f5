using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Testing.Chaos;

/// <summary>That the checks of rehearsed days find what they are there for.</summary>
public sealed class TaskCheckTests
{
    private static readonly DateTimeOffset Later = InventedRaces.Off.AddHours(1);
    private static readonly TaskRecord H30 = Ended(Phase.H30, new TaskEnd.Done());
    private static readonly TaskRecord H5 = Ended(Phase.H5, new TaskEnd.Late(70));

    [Fact]
    public async Task A_day_whose_looks_have_one_end_each_has_no_fault()
    {
        var moved = Ended(Phase.H5, new TaskEnd.Cancelled("moved"));
        TaskCheck.Lost(await PlanAsync(), [H30, H5, moved], Later).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_look_without_a_task_and_one_with_two_are_found()
    {
        TaskCheck.Lost(await PlanAsync(), [H30], Later).ShouldHaveSingleItem().ShouldContain("H5: 0 tasks stand for it");
        TaskCheck.Lost(await PlanAsync(), [H30, H5, H5], Later).ShouldHaveSingleItem().ShouldContain("H5: 2 tasks stand for it");
    }

    [Fact]
    public async Task A_task_past_its_grace_without_an_end_is_found_unless_somebody_works_on_it()
    {
        var open = H5 with { End = null };
        TaskCheck.Lost(await PlanAsync(), [H30, open], Later).ShouldHaveSingleItem().ShouldStartWith($"lost: {open.Task.Name} has no end");
        TaskCheck.Overdue([open with { Lease = new TaskLease("a", Later.AddSeconds(1)) }], Later).ShouldBeEmpty();
        TaskCheck.Overdue([open with { Lease = new TaskLease("a", Later.AddSeconds(-1)) }], Later).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_look_that_failed_is_found()
    {
        var failed = Ended(Phase.H5, new TaskEnd.Failed("the scheduler"));
        TaskCheck.Lost(await PlanAsync(), [H30, failed], Later).ShouldBe([$"failed: {failed.Task.Name}: the scheduler"]);
        TaskCheck.Lost(await PlanAsync(), [H30, Ended(Phase.H5, new TaskEnd.Failed("pmu: not_found: 404"))], Later).ShouldBeEmpty();
    }

    [Fact]
    public void An_end_that_was_told_twice_is_found() => TaskCheck.Doubled(["a", "b", "a"]).ShouldBe(["doubled: a ended 2 times"]);

    private static TaskRecord Ended(Phase phase, TaskEnd end) => new() { Task = PhaseBench.Task(phase), End = end };

    private static async Task<DayPlan> PlanAsync()
    {
        var bench = await new PhaseBench().ScheduledAsync(TestContext.Current.CancellationToken);
        return (await bench.Plans.GetAsync(InventedRaces.Day, TestContext.Current.CancellationToken))!;
    }
}
