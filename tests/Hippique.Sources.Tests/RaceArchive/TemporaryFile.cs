namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>A file for one test, gone with it.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-test-");

    public TemporaryFile(byte[] content, string name = "2025-03.jsonl.gz")
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
