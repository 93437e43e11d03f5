using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Tasks;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clock_put_back_by_three_hours_does_not_delay_what_its_new_time_makes_due()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        await test.RunUntilAsync(() => test.Clock.GetUtcNow() > Now.AddSeconds(3), TimeSpan.FromSeconds(10));

        test.Clock.AdjustTime(Now.AddHours(-3));
        var task = InventedTasks.H5(Now.AddHours(-3).AddSeconds(310));
        await test.Queue.AddAsync(task, Token);
        await test.RunUntilAsync(() => !test.Handler.Started.IsEmpty, TimeSpan.FromSeconds(20));

        test.Clock.GetUtcNow().ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(2));
    }

    [Fact]
    public async Task A_clock_put_back_while_a_task_waits_runs_it_once_and_at_its_own_time()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        await test.Queue.AddAsync(task, Token);
        await test.RunUntilAsync(() => test.Clock.GetUtcNow() > Now.AddSeconds(58), TimeSpan.FromSeconds(70));

        test.Clock.AdjustTime(Now.AddSeconds(30));
        await test.RunUntilAsync(() => test.Clock.GetUtcNow() > Now.AddSeconds(56), TimeSpan.FromSeconds(40));
        test.Handler.Started.ShouldBeEmpty();
        await test.RunUntilAsync(() => !test.Handler.Started.IsEmpty, TimeSpan.FromSeconds(10));

        test.Clock.GetUtcNow().ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(2));
        await test.LeapAsync(TimeSpan.FromSeconds(5));
        test.Handler.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_that_leaps_into_the_grace_runs_late_and_beyond_it_misses()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var soon = InventedTasks.H5(Now.AddMinutes(6));
        var later = InventedTasks.H5(Now.AddMinutes(120), race: 2);
        await test.Queue.AddAsync(soon, Token);
        await test.Queue.AddAsync(later, Token);

        await test.LeapAsync(TimeSpan.FromMinutes(3));
        await test.RunUntilAsync(() => test.RecordAsync(soon.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(10));
        (await test.RecordAsync(soon.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Late>().Seconds.ShouldBeInRange(118, 130);

        await test.LeapAsync(TimeSpan.FromDays(1));
        await test.RunUntilAsync(() => test.RecordAsync(later.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(60));
        (await test.RecordAsync(later.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Missed>();
        test.Handler.Started.ShouldBe([soon.Name]);
    }
}
