using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Tests.Storage;

/// <summary>In memory, as a replay has it.</summary>
public sealed class MemorySourceStoreTests : SourceStoreContract
{
    private readonly ArtifactSourceStore _store = new(new MemoryArtifactStore());

    protected override ISourceStore Open() => _store;
}

/// <summary>On a disk, where each process opens the folder for itself.</summary>
public sealed class DiskSourceStoreTests : SourceStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-test-").FullName;
    private readonly List<DiskArtifactStore> _opened = [];

    public void Dispose()
    {
        _opened.ForEach(store => store.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Folder_that_is_a_file_is_an_io_error()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using var artifacts = new DiskArtifactStore(file);
        var store = new ArtifactSourceStore(artifacts);

        await Should.ThrowAsync<IOException>(() =>
            store.AppendLinesAsync("hosts/a.json", "x\n"u8.ToArray(), TestContext.Current.CancellationToken)
        );
        await Should.ThrowAsync<IOException>(() => store.UpdateAsync("hosts/a.json", _ => [1], TestContext.Current.CancellationToken));
    }

    protected override ISourceStore Open()
    {
        var artifacts = new DiskArtifactStore(_folder, durable: false);
        _opened.Add(artifacts);
        return new ArtifactSourceStore(artifacts);
    }
}
