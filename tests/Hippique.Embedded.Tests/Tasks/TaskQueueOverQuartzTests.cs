using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Tasks;

public sealed class TaskQueueOverQuartzTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_runs_at_its_time_and_ends_as_done()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));

        (await test.Queue.AddAsync(task, Token)).ShouldBeTrue();
        await test.RunUntilAsync(() => !test.Handler.Started.IsEmpty, TimeSpan.FromMinutes(2));

        test.Clock.GetUtcNow().ShouldBeInRange(task.DueAt, task.DueAt.AddSeconds(2));
        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(5));
        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBe(new TaskEnd.Done());
    }

    /// <summary>One that asks for wakes while the queue stops is told to stop before the timer refuses it.</summary>
    [Fact]
    public async Task A_task_under_way_when_the_queue_stops_stays_open()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-queue-").FullName;
        var tasks = Enumerable.Range(1, 8).Select(race => InventedTasks.H5(Now.AddMinutes(6), race)).ToList();
        await using (var test = new QueueUnderTest(Now, folder))
        {
            await test.StartAsync();
            var later = InventedTasks.H5(Now.AddMinutes(60), 9);
            await test.Queue.AddAsync(later, Token);
            // Until the stop begins.
            test.Handler.Hold = true;
            test.Handler.Work = async (_, cancellationToken) =>
            {
                while (!cancellationToken.IsCancellationRequested)
                    await test.Timer.WakeAsync(later, later.DueAt, CancellationToken.None);
                cancellationToken.ThrowIfCancellationRequested();
            };
            foreach (var task in tasks)
                await test.Queue.AddAsync(task, Token);
            await test.RunUntilAsync(() => test.Handler.Held == tasks.Count, TimeSpan.FromMinutes(2));
        }
        await using var again = new QueueUnderTest(Now, folder);
        foreach (var task in tasks)
            (await again.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBeNull();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(60));

        (await test.Queue.AddAsync(task, Token)).ShouldBeTrue();
        (await test.Queue.AddAsync(task with { DueAt = task.DueAt.AddMinutes(1) }, Token)).ShouldBeFalse();

        (await test.Queue.OfDayAsync(InventedTasks.Day, Token)).ShouldHaveSingleItem().Task.ShouldBe(task);
    }

    [Fact]
    public async Task The_first_end_counts_and_the_task_does_not_run()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        await test.Queue.AddAsync(task, Token);

        (await test.Queue.EndAsync(task.Name, new TaskEnd.Cancelled("moved to 15:12"), Token)).ShouldBeTrue();
        (await test.Queue.EndAsync(task.Name, new TaskEnd.Done(), Token)).ShouldBeFalse();
        await test.LeapAsync(TimeSpan.FromMinutes(2));
        await test.LeapAsync(TimeSpan.FromSeconds(2));

        test.Handler.Started.ShouldBeEmpty();
        var record = await test.RecordAsync(task.Name, InventedTasks.Day);
        record.End.ShouldBe(new TaskEnd.Cancelled("moved to 15:12"));
        record.EndedAt.ShouldBe(Now);
    }

    [Fact]
    public async Task Many_tasks_of_one_minute_run_together_but_not_more_than_allowed()
    {
        await using var test = new QueueUnderTest(Now, maxConcurrency: 4);
        test.Handler.Hold = true;
        await test.StartAsync();
        for (var race = 1; race <= 9; race++)
            await test.Queue.AddAsync(InventedTasks.H5(Now.AddMinutes(6), race), Token);

        await test.RunUntilAsync(() => test.Handler.Started.Count >= 4, TimeSpan.FromMinutes(2));
        test.Handler.Release();
        await test.RunUntilAsync(() => test.Handler.Started.Count == 9, TimeSpan.FromSeconds(30));

        test.Handler.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task Paused_nothing_starts_and_what_falls_due_is_late_after_the_pause()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        await test.Queue.AddAsync(task, Token);

        await test.Timer.PauseAsync(Token);
        var added = InventedTasks.H5(Now.AddMinutes(6), race: 2);
        await test.Queue.AddAsync(added, Token);
        await test.LeapAsync(TimeSpan.FromSeconds(100));
        await test.LeapAsync(TimeSpan.FromSeconds(2));
        test.Handler.Started.ShouldBeEmpty();

        await test.Timer.ResumeAsync(Token);
        await test.RunUntilAsync(() => test.Handler.Started.Count == 2, TimeSpan.FromSeconds(10));
        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(5));

        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Late>().Seconds.ShouldBeInRange(40, 55);
    }

    [Fact]
    public async Task Paused_beyond_the_grace_a_task_ends_as_missed_with_the_reason()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        await test.Queue.AddAsync(task, Token);
        await test.Timer.PauseAsync(Token);

        await test.LeapAsync(TimeSpan.FromMinutes(6));
        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromMinutes(2));

        test.Handler.Started.ShouldBeEmpty();
        (await test.RecordAsync(task.Name, InventedTasks.Day))
            .End.ShouldBeOfType<TaskEnd.Missed>()
            .Reason.ShouldContain("2026-03-14T12:05:00Z");
    }

    [Fact]
    public async Task A_source_that_cannot_be_asked_is_asked_again_and_the_task_ends_once()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        test.Handler.Answer = (_, attempt) => attempt < 3 ? new TaskOutcome.RetryLater(TimeSpan.FromSeconds(20), "zeturf: timeout") : null;
        await test.Queue.AddAsync(task, Token);

        await test.RunUntilAsync(() => test.Handler.Started.Count == 3, TimeSpan.FromMinutes(4));
        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(5));

        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Late>().Seconds.ShouldBeInRange(39, 46);
    }

    [Fact]
    public async Task A_retry_that_would_come_after_the_grace_is_a_miss_with_its_reason()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddMinutes(6));
        test.Handler.Answer = (_, _) => new TaskOutcome.RetryLater(TimeSpan.FromMinutes(10), "zeturf: too_many_requests");
        await test.Queue.AddAsync(task, Token);

        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromMinutes(2));

        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBe(new TaskEnd.Missed("zeturf: too_many_requests"));
    }

    [Fact]
    public async Task A_handler_that_throws_leaves_a_failed_task_and_a_working_queue()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        test.Handler.Answer = (task, _) => task.Race!.Value.Code.Race == 1 ? throw new InvalidOperationException("no such thing") : null;
        var (broken, next) = (InventedTasks.H5(Now.AddMinutes(6)), InventedTasks.H5(Now.AddMinutes(7), race: 2));
        await test.Queue.AddAsync(broken, Token);
        await test.Queue.AddAsync(next, Token);

        await test.RunUntilAsync(() => test.RecordAsync(next.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromMinutes(4));

        (await test.RecordAsync(broken.Name, InventedTasks.Day)).End.ShouldBe(
            new TaskEnd.Failed("InvalidOperationException: no such thing")
        );
        (await test.RecordAsync(next.Name, InventedTasks.Day)).End.ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task A_task_that_is_ended_while_it_falls_due_keeps_its_first_end()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        // Due at once: each of them is being fired while it is taken back.
        var tasks = Enumerable.Range(1, 100).Select(race => InventedTasks.H5(Now.AddMinutes(4), race)).ToList();

        foreach (var task in tasks)
        {
            await test.Queue.AddAsync(task, Token);
            await test.Queue.EndAsync(task.Name, new TaskEnd.Cancelled("the race was withdrawn"), Token);
        }

        await test.RunUntilAsync(
            () => test.Queue.OfDayAsync(InventedTasks.Day, Token).Result.All(record => record.End is not null),
            TimeSpan.FromSeconds(30)
        );
        var records = await test.Queue.OfDayAsync(InventedTasks.Day, Token);
        records.Count.ShouldBe(100);
        foreach (var record in records)
            (record.End is TaskEnd.Cancelled or TaskEnd.Late or TaskEnd.Done).ShouldBeTrue($"{record.Task.Name}: {record.End}");
    }

    [Fact]
    public async Task A_task_past_its_grace_is_never_started()
    {
        await using var test = new QueueUnderTest(Now);
        await test.StartAsync();
        var task = InventedTasks.H5(Now.AddSeconds(30));
        await test.Queue.AddAsync(task, Token);

        await test.RunUntilAsync(() => test.RecordAsync(task.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromMinutes(2));

        test.Handler.Started.ShouldBeEmpty();
        (await test.RecordAsync(task.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Missed>();
    }
}
