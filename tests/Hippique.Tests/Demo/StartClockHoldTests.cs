using Hippique.Demo;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Demo;

public sealed class StartClockHoldTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 12, 10, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _machine = new(Start);

    [Fact]
    public async Task The_clock_stands_at_a_due_instant_until_the_task_has_begun()
    {
        using var clock = new ScaledClock(Start, speed: 1000, basis: _machine);
        var queue = new FakeTaskQueue();
        var task = PlanSchedule.TaskOf(new RaceId(new DateOnly(2026, 4, 12), new RaceCode(1, 1)), Phase.H5, Start.AddMinutes(10));
        await queue.EnqueueAsync(task, TestContext.Current.CancellationToken);
        var handler = new Ending();
        var punctual = new StartClockHold(handler, clock, longest: Timeout.InfiniteTimeSpan);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = punctual.FollowAsync(queue, task.Race.Date, over.Token);

        (await StandsAsync(clock)).ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(5));

        await punctual.RunAsync(task, over.Token);
        handler.Tasks.ShouldBe([task]);
        (await MovesAsync(clock)).ShouldBeTrue();
        await over.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(following);
    }

    /// <summary>Lets the machine's time pass until that no longer moves the clock.</summary>
    private async Task<DateTimeOffset> StandsAsync(ScaledClock clock)
    {
        var still = 0;
        for (var look = 0; look < 5000 && still < 20; look++)
            still = await MovesAsync(clock, looks: 1) ? 0 : still + 1;
        still.ShouldBe(20, "the clock never stood still");
        return clock.GetUtcNow();
    }

    private async Task<bool> MovesAsync(ScaledClock clock, int looks = 1000)
    {
        var before = clock.GetUtcNow();
        for (var look = 0; look < looks; look++)
        {
            _machine.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            if (clock.GetUtcNow() > before)
                return true;
        }
        return false;
    }

    private sealed class Ending : ITaskHandler
    {
        public List<PlannedTask> Tasks { get; } = [];

        public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
        {
            Tasks.Add(task);
            return Task.FromResult<TaskOutcome>(new TaskOutcome.Ended(new TaskEnd.Done()));
        }
    }
}
