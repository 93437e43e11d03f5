using Hippique.Demo;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Events;
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
        var queue = new TaskQueue(new MemoryTaskStore(), new FakeTaskTimer(), clock);
        var race = new RaceId(new DateOnly(2026, 4, 12), new RaceCode(1, 1));
        var task = PlanSchedule.TaskOf(race, Phase.H5, Start.AddMinutes(10));
        await queue.AddAsync(task, TestContext.Current.CancellationToken);
        var hold = new StartClockHold(clock, longest: Timeout.InfiniteTimeSpan);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = hold.FollowAsync(queue, race.Date, over.Token);

        (await StandsAsync(clock)).ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(5));

        hold.Heard(new HippiqueEvent.TaskBegun(task, "this-machine"));
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
}
