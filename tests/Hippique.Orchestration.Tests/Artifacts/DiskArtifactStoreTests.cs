using System.Diagnostics.CodeAnalysis;
using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Artifacts;

public sealed class DiskArtifactStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-store-{Guid.NewGuid():N}");

    [Theory]
    [MemberData(nameof(ArtifactStoreContract.Names), MemberType = typeof(ArtifactStoreContract))]
    public async Task Disk_EveryCheckOfTheContract_Holds(string check)
    {
        using var store = new DiskArtifactStore(_folder);
        await ArtifactStoreContract.Checks[check](store, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(ArtifactStoreContract.Names), MemberType = typeof(ArtifactStoreContract))]
    public async Task Memory_EveryCheckOfTheContract_Holds(string check) =>
        await ArtifactStoreContract.Checks[check](new MemoryArtifactStore(), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Put_Written_LeavesNoOtherFile()
    {
        using var store = new DiskArtifactStore(_folder);
        await store.PutIfAbsentAsync("d/a.json", "x"u8.ToArray(), TestContext.Current.CancellationToken);
        await store.PutIfAbsentAsync("d/a.json", "y"u8.ToArray(), TestContext.Current.CancellationToken);
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBe([Path.Combine(_folder, "d", "a.json")]);
    }

    [Fact]
    public async Task List_DraftOfAKilledWriter_IsNotShown()
    {
        using var store = new DiskArtifactStore(_folder);
        await store.PutIfAbsentAsync("d/a.json", "x"u8.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "d", ".b.json.0123.tmp"), "half", TestContext.Current.CancellationToken);
        (await store.ListAsync("d/", TestContext.Current.CancellationToken)).ShouldBe(["d/a.json"]);
    }

    [Fact]
    public async Task Replace_WhatAKilledWriterLeft_IsOverwrittenByTheNext()
    {
        using var store = new DiskArtifactStore(_folder);
        await store.PutIfAbsentAsync("d/a.json", "one"u8.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "d", $".a.json.{Guid.Empty:N}.tmp"),
            "half of something longer",
            TestContext.Current.CancellationToken
        );

        await store.UpdateAsync("d/a.json", _ => "two"u8.ToArray(), TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(Path.Combine(_folder, "d", "a.json"), TestContext.Current.CancellationToken)).ShouldBe("two");
        Directory.GetFiles(Path.Combine(_folder, "d")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SweepDrafts_OfKilledWriters_AreRemovedAndNothingElse()
    {
        using var store = new DiskArtifactStore(_folder);
        await store.PutIfAbsentAsync("d/a.json", "x"u8.ToArray(), TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder, "d", "b.json");
        // Of this process, which lives; of one with this process's number that started at another time; of a number that nobody has; of whoever held the lock.
        var living = DiskDrafts.NameFor(file);
        var number = Path.GetFileName(living)[".b.json.".Length..][..8];
        string[] dead =
        [
            Path.Combine(_folder, "d", $".b.json.{number}000000000001{new string('a', 12)}.tmp"),
            Path.Combine(_folder, "d", $".b.json.7ffffff0000000000001{new string('a', 12)}.tmp"),
            DiskDrafts.NameForReplacing(Path.Combine(_folder, "c.json")),
        ];
        string[] users =
        [
            Path.Combine(_folder, "d", ".own.tmp"),
            Path.Combine(_folder, "d", "b.json.0123456789abcdef0123456789abcdef.tmp"),
        ];
        foreach (var path in (string[])[living, .. dead, .. users])
            await File.WriteAllTextAsync(path, "half", TestContext.Current.CancellationToken);

        // Elsewhere than on Linux a number that is used again is not told apart.
        (await store.SweepDraftsAsync(TestContext.Current.CancellationToken)).ShouldBe(OperatingSystem.IsLinux() ? 3 : 2);

        foreach (var path in (string[])[living, Path.Combine(_folder, "d", "a.json"), .. users])
            File.Exists(path).ShouldBeTrue(path);
    }

    [Fact]
    public async Task Put_FolderIsAFile_SaysWhichFileCannotBeWritten()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "d"), "a file", TestContext.Current.CancellationToken);
        using var store = new DiskArtifactStore(_folder);
        var error = await Should.ThrowAsync<ArtifactException>(() =>
            store.PutIfAbsentAsync("d/a.json", "x"u8.ToArray(), TestContext.Current.CancellationToken)
        );
        error.Message.ShouldContain(Path.Combine(_folder, "d", "a.json"));
        error.Message.ShouldContain("cannot be written");
    }

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "Skipped elsewhere.")]
    public async Task Put_FullDisk_SaysSoAndKeepsWhatWasThere()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm") && File.Exists("/dev/full"), "needs Linux");
        // A link to /dev/full in the draft's place is not possible (its name is not known), so the error itself is looked at.
        var full = Should.Throw<IOException>(() =>
        {
            using var file = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
            RandomAccess.Write(file, Encoding.UTF8.GetBytes("x"), 0);
        });
        DiskError.Writing("/data/a.json", full).Message.ShouldBe("/data/a.json: cannot be written: the disk is full");
        await Task.CompletedTask;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
