namespace Hippique.Sources.Tests.Recording;

/// <summary>A folder of one test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hippique-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
