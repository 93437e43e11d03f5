using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What was on a disk goes into a bucket, and out of it again.</summary>
public sealed class BucketBackupTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 12, 40, 0, TimeSpan.Zero);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backup_OfADisk_GoesIntoABucketAndBack()
    {
        await using var bench = await BucketBench.StartAsync();
        var (disk, tasks) = (new MemoryArtifactStore(), new MemoryTaskStore());
        for (var race = 1; race <= 40; race++)
            await disk.PutIfAbsentAsync($"2026-03-14/R1C{race}/tickets.json", new byte[] { (byte)race, 10 }, Token);
        await disk.PutIfAbsentAsync("hosts/www.example.org.json", "{}\n"u8.ToArray(), Token);
        await tasks.AddAsync(InventedTasks.H30(Off), Token);
        await tasks.AddAsync(InventedTasks.H5(Off), Token);
        await tasks.EndAsync(InventedTasks.H30(Off).Name, new TaskEnd.Late(12), Off, Token);
        var (bucket, back) = (Of(bench.Open()), Of(new MemoryArtifactStore()));

        await CopyAsync(Of(disk, tasks), bucket);
        // In another process: nothing is kept in memory.
        await CopyAsync(Of(bench.Open()), back);

        (await back.Tasks.AllAsync(Token)).ShouldBe(await tasks.AllAsync(Token));
        foreach (var path in await disk.ListAsync("", Token))
            (await back.Artifacts.GetAsync(path, Token))!.Content.ToArray().ShouldBe((await disk.GetAsync(path, Token))!.Content.ToArray());
        (await bench.Open().GetAsync(RestoreMark.Path, Token)).ShouldBeNull();
    }

    private static async Task CopyAsync(Installation from, Installation to)
    {
        using var file = new MemoryStream();
        await new BackupMaker(from, TimeProvider.System).MakeAsync(file, "x", "1.2.3", Token);
        await new BackupRestore(to).RestoreAsync(await BackupReader.OpenAsync("x.tar.gz", file, Token), "x.tar.gz", Token);
    }

    private static Installation Of(IArtifactStore store, ITaskStore? tasks = null) =>
        new(store, tasks ?? new ObjectTaskStore(store), new ArtifactSourceStore(store));
}
