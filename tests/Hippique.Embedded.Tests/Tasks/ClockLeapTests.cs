using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Tasks;

/// <summary>Issue 10: the clock is a day ahead for 40 seconds, over the real queue, with more tasks than places.</summary>
public sealed class ClockLeapTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(24, 40)]
    [InlineData(24, 150)]
    [InlineData(2, 20)]
    [InlineData(-3, 40)]
    public async Task A_clock_that_leaps_for_a_while_loses_no_task_and_runs_each_at_its_time(int hours, int seconds)
    {
        await using var test = new QueueUnderTest(Now, maxConcurrency: 4);
        await test.StartAsync();
        // All of them after the leap.
        var tasks = Enumerable.Range(1, 12).Select(race => InventedTasks.H5(Now.AddMinutes(10 + race), race)).ToList();
        foreach (var task in tasks)
            await test.Queue.AddAsync(task, Token);
        await PassAsync(test, TimeSpan.FromSeconds(20));

        test.Clock.Leap = TimeSpan.FromHours(hours);
        await PassAsync(test, TimeSpan.FromSeconds(seconds));
        test.Clock.Leap = TimeSpan.Zero;
        await PassAsync(test, TimeSpan.FromSeconds(10));

        await test.RunUntilAsync(
            () => test.Queue.OfDayAsync(InventedTasks.Day, Token).Result.All(record => record.End is TaskEnd.Done),
            TimeSpan.FromMinutes(25)
        );
        (await test.Queue.OfDayAsync(InventedTasks.Day, Token)).ShouldAllBe(record => record.End == new TaskEnd.Done());
        test.Handler.Started.ShouldBe(tasks.Select(task => task.Name));
    }

    [Fact]
    public async Task What_a_start_in_the_leap_gave_up_is_carried_out_after_it()
    {
        await using var test = new QueueUnderTest(Now);
        var task = InventedTasks.H5(Now.AddMinutes(10));
        await test.Queue.AddAsync(task, Token);
        test.Clock.Leap = OneDay;
        await test.StartAsync();
        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Missed>();

        test.Clock.Leap = TimeSpan.Zero;
        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is TaskEnd.Done, TimeSpan.FromMinutes(10));

        test.Clock.GetUtcNow().ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(2));
    }

    /// <summary>Tasks that the leap has woken wait for the right clock, so the queue does not come to rest: it is given real time instead.</summary>
    private static async Task PassAsync(QueueUnderTest test, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(500))
        {
            test.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }
}
