using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Replay;

public sealed class ReplayQueueTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed class Handler(VirtualClock clock, Func<PlannedTask, int, TaskOutcome> outcome) : ITaskHandler
    {
        public List<(string Name, DateTimeOffset At)> Calls { get; } = [];

        public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
        {
            Calls.Add((task.Name, clock.GetUtcNow()));
            return Task.FromResult(outcome(task, Calls.Count));
        }
    }

    private static PlannedTask Task_(int race, Phase phase) =>
        PlanSchedule.TaskOf(new RaceId(InventedRaces.Day, new RaceCode(1, race)), phase, InventedRaces.Off.AddMinutes(10 * race));

    [Fact]
    public async Task Run_TasksInAnyOrder_AreHandedOutByInstantWithTheClockSet()
    {
        var clock = new VirtualClock(InventedRaces.Off.AddHours(-5));
        var queue = new ReplayQueue(clock);
        foreach (var task in new[] { Task_(2, Phase.H5), Task_(1, Phase.H5), Task_(2, Phase.H30), Task_(1, Phase.H30) })
            await queue.EnqueueAsync(task, Cancel);
        var handler = new Handler(clock, (_, _) => new TaskOutcome.Ended(new TaskEnd.Done()));
        await queue.RunAsync(handler, null, Cancel);
        handler.Calls.Select(call => call.Name[^8..]).ShouldBe(["r1c1-h30", "r1c2-h30", "-r1c1-h5", "-r1c2-h5"]);
        handler.Calls[0].At.ShouldBe(Task_(1, Phase.H30).DueAt);
        handler.Calls[3].At.ShouldBe(Task_(2, Phase.H5).DueAt);
        (await queue.ListAsync(InventedRaces.Day, Cancel)).ShouldAllBe(record => record.End == new TaskEnd.Done());
    }

    [Fact]
    public async Task Run_RetryLater_ComesBackAtItsTime()
    {
        var clock = new VirtualClock(InventedRaces.Off.AddHours(-5));
        var queue = new ReplayQueue(clock);
        await queue.EnqueueAsync(Task_(1, Phase.H30), Cancel);
        (await queue.EnqueueAsync(Task_(1, Phase.H30), Cancel)).ShouldBe(EnqueueOutcome.AlreadyExists);
        var handler = new Handler(
            clock,
            (_, call) =>
                call == 1 ? new TaskOutcome.RetryLater(TimeSpan.FromSeconds(20), "closed") : new TaskOutcome.Ended(new TaskEnd.Late(20))
        );
        await queue.RunAsync(handler, null, Cancel);
        (handler.Calls[1].At - handler.Calls[0].At).ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Run_TaskEndedMeanwhile_IsNotHandedOut()
    {
        var clock = new VirtualClock(InventedRaces.Off.AddHours(-5));
        var queue = new ReplayQueue(clock);
        await queue.EnqueueAsync(Task_(1, Phase.H30), Cancel);
        await queue.EndAsync(Task_(1, Phase.H30).Name, new TaskEnd.Cancelled("withdrawn"), Cancel);
        var handler = new Handler(clock, (_, _) => new TaskOutcome.Ended(new TaskEnd.Done()));
        await queue.RunAsync(handler, null, Cancel);
        handler.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void AdvanceTo_Past_LeavesTheClock()
    {
        var clock = new VirtualClock(InventedRaces.Off);
        var stamp = clock.GetTimestamp();
        clock.AdvanceTo(InventedRaces.Off.AddMinutes(-1));
        clock.GetUtcNow().ShouldBe(InventedRaces.Off);
        clock.AdvanceTo(InventedRaces.Off.AddMinutes(1));
        clock.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromMinutes(1));
    }
}
