using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Backups;

/// <summary>An installation in memory, and backups of it.</summary>
internal sealed class BackupBench
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public MemoryArtifactStore Artifacts { get; } = new();
    public MemoryTaskStore Tasks { get; } = new();
    public FakeTimeProvider Clock { get; } = new(Now);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Installation Of(IArtifactStore artifacts, ITaskStore tasks) => new(artifacts, tasks, new ArtifactSourceStore(artifacts));

    public Task PutAsync(string path, string text) => PutAsync(Artifacts, path, text);

    public static Task PutAsync(IArtifactStore store, string path, string text) =>
        store.UpdateAsync(path, _ => Encoding.UTF8.GetBytes(text), Token);

    public static async Task<string?> TextAsync(IArtifactStore store, string path) =>
        await store.GetAsync(path, Token) is { } there ? Encoding.UTF8.GetString(there.Content.Span) : null;

    public Task<MemoryStream> MakeAsync() => MakeAsync(Of(Artifacts, Tasks));

    public async Task<MemoryStream> MakeAsync(Installation from)
    {
        var file = new MemoryStream();
        var making = new BackupMaker(from, Clock).MakeAsync(file, "/invented/data", "1.2.3", Token);
        // It waits between its looks.
        while (!making.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await making;
        return file;
    }

    public static async Task RestoreAsync(Stream file, Installation to) =>
        await new BackupRestore(to).RestoreAsync(await BackupReader.OpenAsync("x.tar.gz", file, Token), "x.tar.gz", Token);

    /// <summary>A race with a task of each kind of end.</summary>
    public async Task FillAsync()
    {
        await PutAsync("2026-03-14/plan.json", "{}\n");
        await PutAsync("2026-03-14/R1C1/tickets.json", "{ \"é\": 1 }\n");
        await PutAsync("2026-03-13/R1C1/run_h5.log", "{}\n{}\n");
        await PutAsync("history/2026-03-13.jsonl", "{}\n");
        await PutAsync("shadow/gpi-edge/2026-03.jsonl", "{}\n");
        await PutAsync("trials/2026-03-01-gpi-edge/rules.yaml", "name: gpi-edge\n");
        await PutAsync("planning.json", "{}\n");
        await PutAsync("hosts/www.example.org.json", "{ \"count\": 3 }\n");
        var off = Now.AddMinutes(40);
        await Tasks.AddAsync(InventedTasks.H30(off), Token);
        await Tasks.AddAsync(InventedTasks.H5(off), Token);
        await Tasks.AddAsync(InventedTasks.H5(off, 2), Token);
        await Tasks.EndAsync(InventedTasks.H30(off).Name, new TaskEnd.Late(12), Now, Token);
        await Tasks.EndAsync(InventedTasks.H5(off, 2).Name, new TaskEnd.Missed("not started by 14:39"), Now.AddTicks(7), Token);
    }
}
