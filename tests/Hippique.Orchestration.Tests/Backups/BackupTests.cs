using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Backups;

public sealed class BackupTests
{
    private readonly BackupBench _bench = new();
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly MemoryTaskStore _tasks = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private Installation Other => BackupBench.Of(_artifacts, _tasks);

    [Fact]
    public async Task What_was_backed_up_is_restored_to_the_byte_and_the_tick()
    {
        await _bench.FillAsync();
        using var file = await _bench.MakeAsync();

        await BackupBench.RestoreAsync(file, Other);

        var paths = await _bench.Artifacts.ListAsync("", Token);
        (await _artifacts.ListAsync("", Token)).ShouldBe(paths);
        foreach (var path in paths)
            (await BackupBench.TextAsync(_artifacts, path)).ShouldBe(await BackupBench.TextAsync(_bench.Artifacts, path));
        (await _tasks.AllAsync(Token)).ShouldBe(await _bench.Tasks.AllAsync(Token));
    }

    [Fact]
    public async Task It_says_what_it_holds()
    {
        await _bench.FillAsync();
        using var file = await _bench.MakeAsync();

        var contents = (await BackupReader.OpenAsync("x.tar.gz", file, Token)).Contents;

        contents.Header.ShouldBe(
            new BackupHeader
            {
                Program = "1.2.3",
                MadeAt = BackupBench.Now,
                From = "/invented/data",
            }
        );
        (contents.Files, contents.Tasks).ShouldBe((8, 3));
        contents.Days.ShouldBe([new DateOnly(2026, 3, 13), new DateOnly(2026, 3, 14)]);
    }

    [Fact]
    public async Task A_lease_is_not_kept_and_a_task_at_work_is_open_again()
    {
        await _bench.FillAsync();
        var name = InventedTasks.H5(BackupBench.Now.AddMinutes(40)).Name;
        await _bench.Tasks.TryLeaseAsync(name, new TaskLease("somebody", BackupBench.Now.AddMinutes(1)), BackupBench.Now, Token);
        using var file = await _bench.MakeAsync();

        await BackupBench.RestoreAsync(file, Other);

        (await _tasks.FindAsync(name, Token)).ShouldBe(new TaskRecord { Task = InventedTasks.H5(BackupBench.Now.AddMinutes(40)) });
    }

    [Theory]
    [InlineData("serve.json")]
    [InlineData("token")]
    [InlineData("queue.db")]
    [InlineData("nodes/one/serve.json")]
    [InlineData("tasks/2026-03-14/run.json")]
    public async Task What_is_about_one_process_is_left_out(string path)
    {
        await _bench.PutAsync(path, "{}\n");
        using var file = await _bench.MakeAsync();

        (await BackupReader.OpenAsync("x.tar.gz", file, Token)).Contents.Files.ShouldBe(0);
    }

    /// <summary>A phase writes its snapshot, then its tickets: the tickets without the snapshot would be a state that no kill leaves.</summary>
    [Fact]
    public async Task What_is_written_while_it_is_copied_is_in_it_with_what_was_written_before()
    {
        await _bench.PutAsync("2026-03-14/R1C1/a.json", "{}\n");
        var store = new ListedStore(
            _bench.Artifacts,
            listed: async list =>
            {
                if (list > 3)
                    return;
                await _bench.PutAsync($"2026-03-14/R1C{list}/snapshot.json", "{}\n");
                await _bench.PutAsync($"2026-03-14/R1C{list}/tickets.json", "{}\n");
            }
        );

        using var file = await MakeAsync(store);
        await BackupBench.RestoreAsync(file, Other);

        var there = await _artifacts.ListAsync("", Token);
        there.ShouldBe(await _bench.Artifacts.ListAsync("", Token));
        there.Count.ShouldBe(7);
    }

    [Fact]
    public async Task What_changes_after_it_was_read_is_read_again_and_the_newer_one_counts()
    {
        await _bench.PutAsync("2026-03-14/plan.json", "{ \"races\": 1 }\n");
        var changed = false;
        var store = new ListedStore(
            _bench.Artifacts,
            read: async path =>
            {
                // The plan is read before the race, in the order of their names.
                if (path != "2026-03-15/plan.json" || changed)
                    return;
                changed = true;
                await _bench.PutAsync("2026-03-14/plan.json", "{ \"races\": 22 }\n");
            }
        );
        for (var race = 1; race <= 20; race++)
            await _bench.PutAsync($"2026-03-14/R1C{race}/tickets.json", "{}\n");
        await _bench.PutAsync("2026-03-15/plan.json", "{}\n");

        using var file = await MakeAsync(store);
        await BackupBench.RestoreAsync(file, Other);

        (await BackupBench.TextAsync(_artifacts, "2026-03-14/plan.json")).ShouldBe("{ \"races\": 22 }\n");
    }

    [Fact]
    public async Task What_is_cleared_while_it_is_copied_is_not_in_it()
    {
        await _bench.PutAsync("2025-01-01/pages/index.jsonl", "{}\n");
        await _bench.PutAsync("2025-01-01/pages/aa/body", "page");
        await _bench.PutAsync("2026-03-14/plan.json", "{}\n");
        var store = new ListedStore(
            _bench.Artifacts,
            read: async path =>
            {
                // The index first, as clearing does; the page had been read by then.
                if (path != "2026-03-14/plan.json")
                    return;
                await _bench.Artifacts.DeleteAsync("2025-01-01/pages/index.jsonl", Token);
                await _bench.Artifacts.DeleteAsync("2025-01-01/pages/aa/body", Token);
            }
        );

        using var file = await MakeAsync(store);
        await BackupBench.RestoreAsync(file, Other);

        (await _artifacts.ListAsync("", Token)).ShouldBe(["2026-03-14/plan.json"]);
    }

    [Fact]
    public async Task A_task_that_ends_while_it_is_copied_is_open_in_it_or_has_what_it_left()
    {
        var task = InventedTasks.H5(BackupBench.Now.AddMinutes(40));
        await _bench.Tasks.AddAsync(task, Token);
        await _bench.PutAsync("2026-03-14/plan.json", "{}\n");
        var store = new ListedStore(
            _bench.Artifacts,
            listed: async list =>
            {
                if (list > 1)
                    return;
                await _bench.PutAsync("2026-03-14/R1C1/tickets.json", "{}\n");
                await _bench.Tasks.EndAsync(task.Name, new TaskEnd.Done(), BackupBench.Now, Token);
            }
        );

        using var file = await MakeAsync(store);
        await BackupBench.RestoreAsync(file, Other);

        (await _tasks.FindAsync(task.Name, Token))!.End.ShouldBeNull();
        (await BackupBench.TextAsync(_artifacts, "2026-03-14/R1C1/tickets.json")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_something_changes_all_the_time_there_is_no_backup()
    {
        await _bench.PutAsync("2026-03-14/plan.json", "{}\n");
        var store = new ListedStore(_bench.Artifacts, listed: list => _bench.PutAsync("2026-03-14/plan.json", $"{{ \"list\": {list} }}\n"));

        var busy = await Should.ThrowAsync<ArtifactBusyException>(() => MakeAsync(store));

        busy.Message.ShouldContain("120 looks");
    }

    private Task<MemoryStream> MakeAsync(IArtifactStore store) =>
        _bench.MakeAsync(new Installation(store, _bench.Tasks, new ArtifactSourceStore(store)));
}
