using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>What a store of tasks leaves among the objects.</summary>
public sealed class ObjectTaskStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryArtifactStore _objects = new();
    private readonly ObjectTaskStore _store;

    public ObjectTaskStoreTests() => _store = new ObjectTaskStore(_objects);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Task_IsAnObjectOfItsDay_WithAMarkWhileItIsOpen()
    {
        var task = InventedTasks.H5(Now);
        await _store.AddAsync(task, Token);
        (await ListAsync()).ShouldBe([$"tasks/2026-03-14/{task.Name}.json", $"tasks/open/{task.Name}"]);
        (await _objects.GetAsync($"tasks/open/{task.Name}", Token))!.Content.IsEmpty.ShouldBeTrue();

        await _store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        (await ListAsync()).ShouldBe([$"tasks/2026-03-14/{task.Name}.json"]);

        // Added again it gets no mark, since it has ended.
        (await _store.AddAsync(task, Token)).ShouldBeFalse();
        (await ListAsync()).ShouldBe([$"tasks/2026-03-14/{task.Name}.json"]);
    }

    [Fact]
    public async Task End_ThatIsNotTheFirst_LeavesTheMarkToTheNextListing()
    {
        var task = InventedTasks.H5(Now);
        await _store.AddAsync(task, Token);
        await _store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        await _objects.PutIfAbsentAsync($"tasks/open/{task.Name}", default, Token);

        (await _store.EndAsync(task.Name, new TaskEnd.Late(9), Now, Token)).ShouldBeFalse();

        (await ListAsync()).ShouldContain($"tasks/open/{task.Name}");
    }

    [Fact]
    public async Task Task_OpenedAgainWhileItsMarkIsTakenAway_IsOpenAndHasAMark()
    {
        var (task, failed) = (InventedTasks.H5(Now), new TaskEnd.Failed("the page changed"));
        await _store.AddAsync(task, Token);
        await _store.EndAsync(task.Name, failed, Now, Token);
        await _objects.PutIfAbsentAsync($"tasks/open/{task.Name}", default, Token);
        var racing = new DeletingStore(
            _objects,
            () => _store.TryReopenAsync(task.Name, failed, new TaskLease("one", Now.AddSeconds(60)), Token)
        );

        (await new ObjectTaskStore(racing).OpenAsync(Token)).ShouldHaveSingleItem().Task.ShouldBe(task);

        (await _objects.ListAsync("tasks/open/", Token)).ShouldHaveSingleItem();
        (await _store.OpenAsync(Token)).ShouldHaveSingleItem().Task.ShouldBe(task);
    }

    [Fact]
    public async Task EndedTask_ThatDoesNotRead_HidesNoOpenOne()
    {
        var (ended, open) = (InventedTasks.H30(Now), InventedTasks.H5(Now));
        await _store.AddAsync(ended, Token);
        await _store.AddAsync(open, Token);
        await _store.EndAsync(ended.Name, new TaskEnd.Done(), Now, Token);
        await _objects.UpdateAsync($"tasks/2026-03-14/{ended.Name}.json", _ => "{"u8.ToArray(), Token);

        (await _store.OpenAsync(Token)).ShouldHaveSingleItem().Task.ShouldBe(open);
    }

    [Theory]
    [InlineData("run-20260314-r1c1/h5")]
    [InlineData("run-20260314-r1c1\\h5")]
    [InlineData("run-20260314-r1c1:h5")]
    [InlineData("run")]
    public async Task Name_ThatCouldBeNoObjects_IsRefused(string name)
    {
        await Should.ThrowAsync<ArgumentException>(() => _store.AddAsync(InventedTasks.H5(Now) with { Name = name }, Token));

        (await _store.FindAsync(name, Token)).ShouldBeNull();
        (await _store.EndAsync(name, new TaskEnd.Done(), Now, Token)).ShouldBeFalse();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgotten_AreTheEndedTasksOfOldDaysAlone_AndOtherFoldersStay()
    {
        var (old, open, kept) = (
            InventedTasks.H30(Now),
            InventedTasks.H5(Now),
            InventedTasks.H5(Now.AddDays(1), date: InventedTasks.Day.AddDays(1))
        );
        foreach (var task in new[] { old, open, kept })
            await _store.AddAsync(task, Token);
        foreach (var task in new[] { old, kept })
            await _store.EndAsync(task.Name, new TaskEnd.Done(), Now, Token);
        await _objects.PutIfAbsentAsync("tasks/notes/by-hand.json", "{}"u8.ToArray(), Token);

        (await _store.ForgetAsync(InventedTasks.Day.AddDays(1), Token)).ShouldBe(1);

        (await ListAsync()).ShouldBe([
            $"tasks/2026-03-14/{open.Name}.json",
            $"tasks/2026-03-15/{kept.Name}.json",
            "tasks/notes/by-hand.json",
            $"tasks/open/{open.Name}",
        ]);
    }

    [Fact]
    public async Task Lease_WithoutItsEnd_IsNone()
    {
        var task = InventedTasks.H5(Now);
        await _store.AddAsync(task, Token);
        await _store.TryLeaseAsync(task.Name, new TaskLease("one", Now.AddSeconds(60)), Now, Token);
        await _objects.UpdateAsync(
            $"tasks/2026-03-14/{task.Name}.json",
            there =>
                System.Text.Encoding.UTF8.GetBytes(
                    System.Text.Encoding.UTF8.GetString(there!.Content.Span).Replace("lease_until", "was_until", StringComparison.Ordinal)
                ),
            Token
        );

        (await _store.FindAsync(task.Name, Token))!.Lease.ShouldBeNull();
    }

    private Task<IReadOnlyList<string>> ListAsync() => _objects.ListAsync("tasks/", Token);
}
