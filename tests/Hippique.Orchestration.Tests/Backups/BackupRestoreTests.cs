using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Backups;

public sealed class BackupRestoreTests
{
    private readonly BackupBench _bench = new();
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly MemoryTaskStore _tasks = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private Installation Other => BackupBench.Of(_artifacts, _tasks);

    [Theory]
    [InlineData("2026-03-14/plan.json")]
    [InlineData("history/2026-03-13.jsonl")]
    [InlineData("hosts/www.example.org.json")]
    [InlineData("planning.json")]
    public async Task Nothing_is_overwritten(string path)
    {
        using var file = await FilledAsync();
        await BackupBench.PutAsync(_artifacts, path, "{}\n");

        (await RefusedAsync(file)).ShouldStartWith("there is something here already");
        (await _artifacts.ListAsync("", Token)).ShouldBe([path]);
    }

    [Fact]
    public async Task Where_there_are_tasks_nothing_is_restored()
    {
        using var file = await FilledAsync();
        await _tasks.AddAsync(InventedTasks.H5(BackupBench.Now), Token);

        (await RefusedAsync(file)).ShouldStartWith("there is something here already");
    }

    [Fact]
    public async Task One_that_was_stopped_goes_on_and_until_then_nobody_works_there()
    {
        using var file = await FilledAsync();
        for (var writes = 1; ; writes++)
        {
            var breaking = new BreakingStore(_artifacts, writes);
            try
            {
                await BackupBench.RestoreAsync(file, BackupBench.Of(breaking, _tasks));
                break;
            }
            // One of several writes at the same time may have been the one that broke.
            catch (Exception broken) when (broken is IOException)
            {
                if (writes > 1)
                    (
                        await Should.ThrowAsync<UnreadableFileException>(() => UnfinishedRestore.RefuseAsync(_artifacts, Token))
                    ).Message.ShouldBe("the restore of x.tar.gz was begun here and has not ended: hippique restore x.tar.gz");
            }
        }

        await UnfinishedRestore.RefuseAsync(_artifacts, Token);
        (await _artifacts.ListAsync("", Token)).ShouldBe(await _bench.Artifacts.ListAsync("", Token));
        (await _tasks.AllAsync(Token)).ShouldBe(await _bench.Tasks.AllAsync(Token));
    }

    [Fact]
    public async Task Half_of_one_backup_is_not_completed_by_another()
    {
        using var file = await FilledAsync();
        await Should.ThrowAsync<IOException>(() =>
            BackupBench.RestoreAsync(file, BackupBench.Of(new BreakingStore(_artifacts, 3), _tasks))
        );
        await _bench.PutAsync("2026-03-14/R1C9/tickets.json", "{}\n");
        using var other = await _bench.MakeAsync();

        (await RefusedAsync(other)).ShouldStartWith("the restore of x.tar.gz, another backup, was begun here");
    }

    [Fact]
    public async Task A_task_that_was_added_before_the_process_was_killed_gets_its_end()
    {
        using var file = await FilledAsync();
        var task = InventedTasks.H30(BackupBench.Now.AddMinutes(40));
        await _artifacts.PutIfAbsentAsync(RestoreMark.Path, ArtifactJson.Write(await MarkOfAsync(file)), Token);
        await _tasks.AddAsync(task, Token);

        await BackupBench.RestoreAsync(file, Other);

        (await _tasks.FindAsync(task.Name, Token))!.End.ShouldBe(new TaskEnd.Late(12));
    }

    [Fact]
    public async Task One_that_is_cut_off_anywhere_is_refused_before_anything_is_written()
    {
        using var file = await FilledAsync();
        var bytes = file.ToArray();
        // The last bytes are padding of the tar and the end of the compression, without which the list is whole.
        for (var length = 0; length < bytes.Length - 64; length += 37)
            await ShouldBeBrokenAsync(bytes[..length]);
    }

    [Fact]
    public async Task One_in_which_a_byte_has_changed_is_refused()
    {
        using var file = await FilledAsync();
        var plain = Unpacked(file);
        foreach (var place in Places(plain, "\"é\": 1").Concat(Places(plain, "not started by")))
        {
            var changed = (byte[])plain.Clone();
            changed[place] ^= 1;
            await ShouldBeBrokenAsync(Packed(changed));
        }
    }

    [Theory]
    [InlineData("artifacts/../token")]
    [InlineData("/etc/passwd")]
    [InlineData("artifacts/.lock")]
    public async Task An_entry_that_would_lie_elsewhere_is_refused(string name)
    {
        using var plain = new MemoryStream();
        await using (var tar = new TarWriter(plain, leaveOpen: true))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) }, Token);

        (await ShouldBeBrokenAsync(Packed(plain.ToArray()))).ShouldContain("it has an entry");
    }

    [Fact]
    public async Task One_of_a_newer_version_is_refused_and_says_which()
    {
        using var plain = new MemoryStream();
        var header = new BackupHeader
        {
            Schema = BackupHeader.Newest + 1,
            Program = "9.0.0",
            MadeAt = BackupBench.Now,
            From = "/invented/data",
        };
        await using (var tar = new TarWriter(plain, leaveOpen: true))
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, "backup.json") { DataStream = new MemoryStream(ArtifactJson.Write(header)) },
                Token
            );

        (await RefusedAsync(new MemoryStream(Packed(plain.ToArray())))).ShouldContain("use version 9.0.0");
    }

    private async Task<MemoryStream> FilledAsync()
    {
        await _bench.FillAsync();
        return await _bench.MakeAsync();
    }

    private async Task<string> RefusedAsync(Stream file) =>
        (await Should.ThrowAsync<UnreadableFileException>(() => BackupBench.RestoreAsync(file, Other))).Message;

    private async Task<string> ShouldBeBrokenAsync(byte[] bytes)
    {
        var refused = await RefusedAsync(new MemoryStream(bytes));
        refused.ShouldStartWith("x.tar.gz: no backup of this program, or a broken one: ");
        (await _artifacts.ListAsync("", Token)).ShouldBeEmpty();
        return refused;
    }

    private static async Task<RestoreMark> MarkOfAsync(Stream file) =>
        new((await BackupReader.OpenAsync("x.tar.gz", file, Token)).Contents.Sha256, "x.tar.gz");

    private static byte[] Unpacked(MemoryStream file)
    {
        file.Position = 0;
        using var unpacked = new MemoryStream();
        using var compressed = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        compressed.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Packed(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var compressed = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            compressed.Write(plain);
        return packed.ToArray();
    }

    private static IEnumerable<int> Places(byte[] bytes, string text) =>
        [bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) is var at and >= 0 ? at : throw new InvalidOperationException(text)];
}
