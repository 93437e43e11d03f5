using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

/// <summary>The two snapshots of an invented race as files of a folder of their own.</summary>
internal sealed class SnapshotFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-analyse-");

    public string FullName => _folder.FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    public async Task<string> FileAsync(Snapshot snapshot, string name)
    {
        var path = Path.Combine(FullName, name);
        await File.WriteAllBytesAsync(path, ArtifactJson.Write(snapshot), Cancel);
        return path;
    }

    public async Task<string[]> BothAsync() =>
        [await FileAsync(InventedRaces.Snapshot(Phase.H30), "h30.json"), await FileAsync(InventedRaces.Snapshot(Phase.H5), "h5.json")];

    /// <summary>What <c>analyse --json</c> makes of them.</summary>
    public async Task<(string Text, RaceAnalysis Analysis)> AnalysedAsync()
    {
        var cli = await Cli.RunAsync(["analyse", .. await BothAsync(), "--json"]);
        return (cli.Out, ArtifactJson.Read<RaceAnalysis>("stdout", System.Text.Encoding.UTF8.GetBytes(cli.Out)));
    }
}
