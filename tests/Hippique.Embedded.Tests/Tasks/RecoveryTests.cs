using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Embedded.Tests.Tasks;

/// <summary>What a killed process leaves behind, made by hand; a real process is killed in the end-to-end tests.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-recovery-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_task_whose_grace_ran_out_while_nothing_ran_is_missed_at_the_start()
    {
        await LeaveOpenAsync(InventedTasks.H30(Now.AddMinutes(10)), InventedTasks.H5(Now.AddMinutes(10)));

        await using var test = new QueueUnderTest(Now, _folder);
        await test.StartAsync();

        var records = await test.Queue.OfDayAsync(InventedTasks.Day, Token);
        records[0].End.ShouldBeOfType<TaskEnd.Missed>().Reason.ShouldContain("not started by 2026-03-14T11:55:00Z");
        records[1].End.ShouldBeNull();
    }

    [Fact]
    public async Task A_task_within_its_grace_runs_at_once_and_one_without_a_trigger_gets_one()
    {
        var due = InventedTasks.H5(Now.AddMinutes(4));
        var waiting = InventedTasks.H5(Now.AddMinutes(6), race: 2);
        await LeaveOpenAsync(due, waiting);

        await using var test = new QueueUnderTest(Now, _folder);
        await test.StartAsync();
        await test.RunUntilAsync(() => test.Handler.Started.Count == 1, TimeSpan.FromSeconds(5));
        test.Handler.Started.ShouldBe([due.Name]);
        await test.RunUntilAsync(() => test.Handler.Started.Count == 2, TimeSpan.FromMinutes(2));

        test.Clock.GetUtcNow().ShouldBeInRange(waiting.DueAt, waiting.DueAt.AddSeconds(2));
        (await test.RecordAsync(due.Name, InventedTasks.Day)).End.ShouldBeOfType<TaskEnd.Late>();
    }

    [Fact]
    public async Task A_task_that_was_stopped_while_it_ran_runs_again_and_one_that_ended_does_not()
    {
        var (ran, cut) = (InventedTasks.H5(Now.AddMinutes(6)), InventedTasks.H5(Now.AddMinutes(6), race: 2));
        await using (var first = new QueueUnderTest(Now, _folder))
        {
            await first.StartAsync();
            await first.Queue.AddAsync(ran, Token);
            await first.RunUntilAsync(() => first.RecordAsync(ran.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromMinutes(2));
        }
        await LeaveOpenAsync(cut);

        await using var second = new QueueUnderTest(Now.AddMinutes(2), _folder);
        await second.StartAsync();
        await second.RunUntilAsync(() => second.RecordAsync(cut.Name, InventedTasks.Day).Result.End is not null, TimeSpan.FromSeconds(5));

        second.Handler.Started.ShouldBe([cut.Name]);
    }

    [Fact]
    public async Task A_job_without_a_task_is_forgotten()
    {
        var task = InventedTasks.H5(Now.AddMinutes(6));
        await using (var first = new QueueUnderTest(Now, _folder))
        {
            await first.StartAsync();
            await first.Queue.AddAsync(task, Token);
        }
        await using (var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = _folder }.DatabasePath))
            await table.EndAsync(task.Name, new TaskEnd.Cancelled("withdrawn"), Now, Token);

        await using var second = new QueueUnderTest(Now, _folder);
        await second.StartAsync();
        await second.LeapAsync(TimeSpan.FromSeconds(61));
        await second.LeapAsync(TimeSpan.FromSeconds(2));

        second.Handler.Started.ShouldBeEmpty();
    }

    // The table without Quartz's rows beside it: what a kill between the two writes leaves.
    private async Task LeaveOpenAsync(params PlannedTask[] tasks)
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = _folder }.DatabasePath);
        foreach (var task in tasks)
            await table.AddAsync(task, Token);
    }
}
