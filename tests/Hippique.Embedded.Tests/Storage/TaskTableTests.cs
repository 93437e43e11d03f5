using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;

namespace Hippique.Embedded.Tests.Storage;

public sealed class TaskTableTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-tasks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Ended_tasks_of_days_before_the_first_that_is_kept_are_forgotten()
    {
        var token = TestContext.Current.CancellationToken;
        await using var table = new TaskTable(new EmbeddedOptions { DataFolder = _folder });
        var (ended, open) = (PlannedTasks.H30(Now), PlannedTasks.H5(Now));
        await table.InsertAsync(ended, token);
        await table.InsertAsync(open, token);
        await table.EndAsync(ended.Name, new TaskEnd.Done(), Now, token);

        (await table.ForgetAsync(PlannedTasks.Day, token)).ShouldBe(0);
        (await table.ForgetAsync(PlannedTasks.Day.AddDays(1), token)).ShouldBe(1);

        (await table.FindAsync(ended.Name, token)).ShouldBeNull();
        (await table.FindAsync(open.Name, token)).ShouldNotBeNull();
    }
}
