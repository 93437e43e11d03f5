using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Tests.Recording;

/// <summary>A folder of one test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DiskArtifactStore _artifacts;

    public TemporaryFolder()
    {
        _artifacts = new DiskArtifactStore(Path, durable: false);
        Store = new ArtifactSourceStore(_artifacts);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("hippique-test-").FullName;

    /// <summary>Keeps in the folder what sources keep.</summary>
    public ISourceStore Store { get; }

    public void Dispose()
    {
        _artifacts.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
