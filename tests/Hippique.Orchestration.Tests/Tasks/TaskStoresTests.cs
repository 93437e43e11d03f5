using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

public sealed class TaskStoresTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-tasks-{Guid.NewGuid():N}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task Memory_EveryCheckOfTheContract_Holds(string check) =>
        await TaskStoreContract.Checks[check](new MemoryTaskStore(), Token);

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task ObjectsOnDisk_EveryCheckOfTheContract_Holds(string check)
    {
        using var disk = new DiskArtifactStore(_folder);

        await TaskStoreContract.Checks[check](new ObjectTaskStore(disk), Token);
    }

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task ObjectsInMemory_EveryCheckOfTheContract_Holds(string check) =>
        await TaskStoreContract.Checks[check](new ObjectTaskStore(new MemoryArtifactStore()), Token);

    [Fact]
    public async Task Objects_TwoStoresOverOneFolder_SeeEachOther()
    {
        using var one = new DiskArtifactStore(_folder);
        using var other = new DiskArtifactStore(_folder);
        var task = InventedTasks.H5(Now);
        await new ObjectTaskStore(one).AddAsync(task, Token);

        (await new ObjectTaskStore(other).AddAsync(task, Token)).ShouldBeFalse();
        (await new ObjectTaskStore(other).EndAsync(task.Name, new TaskEnd.Done(), Now, Token)).ShouldBeTrue();
        (await new ObjectTaskStore(one).EndAsync(task.Name, new TaskEnd.Late(60), Now, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Objects_KilledBetweenTheTwoWritesOfATask_IsOpenOnceItIsAddedAgain()
    {
        var objects = new MemoryArtifactStore();
        var store = new ObjectTaskStore(objects);
        var task = InventedTasks.H5(Now);
        await store.AddAsync(task, Token);
        await objects.DeleteAsync($"tasks/open/{task.Name}", Token);

        (await store.OpenAsync(Token)).ShouldBeEmpty();
        (await store.AddAsync(task, Token)).ShouldBeFalse();
        (await store.OpenAsync(Token)).ShouldHaveSingleItem().Task.ShouldBe(task);
    }

    [Fact]
    public async Task Objects_KilledBetweenTheTwoWritesOfAnEnd_IsNotOpenAndItsMarkGoes()
    {
        var objects = new MemoryArtifactStore();
        var store = new ObjectTaskStore(objects);
        var task = InventedTasks.H5(Now);
        await store.AddAsync(task, Token);
        await store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        await objects.PutIfAbsentAsync($"tasks/open/{task.Name}", default, Token);

        (await store.OpenAsync(Token)).ShouldBeEmpty();
        (await objects.ListAsync("tasks/open/", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Objects_NameWithoutItsDay_IsRefused()
    {
        var store = new ObjectTaskStore(new MemoryArtifactStore());

        var refused = await Should.ThrowAsync<ArgumentException>(() =>
            store.AddAsync(InventedTasks.H5(Now) with { Date = InventedTasks.Day.AddDays(1) }, Token)
        );

        refused.Message.ShouldContain("run-20260314-r1c1-h5 does not carry its programme day, 2026-03-15");
    }

    [Fact]
    public async Task Objects_StateOfANewerVersion_IsNamed()
    {
        var objects = new MemoryArtifactStore();
        var store = new ObjectTaskStore(objects);
        var task = InventedTasks.H5(Now);
        await store.AddAsync(task, Token);
        await store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        var path = $"tasks/2026-03-14/{task.Name}.json";
        await objects.UpdateAsync(
            path,
            there =>
                System.Text.Encoding.UTF8.GetBytes(
                    System.Text.Encoding.UTF8.GetString(there!.Content.Span).Replace("\"done\"", "\"paid\"", StringComparison.Ordinal)
                ),
            Token
        );

        (await Should.ThrowAsync<ArtifactException>(() => store.FindAsync(task.Name, Token))).Message.ShouldBe(
            $"{path}: the task is in the state 'paid', which this version does not know"
        );
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
