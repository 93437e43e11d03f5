using System.Diagnostics;
using System.Globalization;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.EndToEnd.Serving;

/// <summary>The real program is killed while a phase is at work: while it waits for a site, and while the analysis runs, its snapshot written.</summary>
public sealed class KillInPhaseTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-kill-").FullName;
    private readonly InventedPmuSite _site = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_while_it_asks_the_site_the_phase_is_done_after_the_restart()
    {
        _site.Hang();
        using (var killed = Serve())
        {
            await UntilAsync(() => _site.Looks > 0, killed);
            await killed.KillAsync();
        }
        (await EndAsync()).ShouldBeNull();

        _site.Open();
        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    [Fact]
    public async Task Killed_while_it_analyses_the_phase_is_done_after_the_restart()
    {
        _site.Open();
        var (started, script) = (Path.Combine(_folder, "started"), Path.Combine(_folder, "analysis"));
        await File.WriteAllTextAsync(script, $"echo $$ > '{started}.new' && mv '{started}.new' '{started}'\nexec sleep 300\n", Token);
        using (var killed = Serve(("GPI_MODULE", $"/bin/sh {script}")))
        {
            await UntilAsync(() => File.Exists(started), killed);
            File.Exists(ArtifactPath(ArtifactPaths.Snapshot(_site.Race, Phase.H5))).ShouldBeTrue();
            await killed.KillAsync();
        }
        using (var orphan = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(started, Token), CultureInfo.InvariantCulture)))
            orphan.Kill();
        (await EndAsync()).ShouldBeNull();

        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    private HippiqueProcess Serve(params (string Name, string Value)[] variables) =>
        new(
            _folder,
            "serve",
            [
                ("PORT", "0"),
                ("OPERATORS", "pmu"),
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri),
                .. variables,
            ]
        );

    /// <summary>The phase, which was due a minute before the test began, ends once, late, and all that it leaves is whole.</summary>
    private async Task ShouldBeDoneAsync(HippiqueProcess serve)
    {
        TaskEnd? end = null;
        await UntilAsync(() => (end = EndAsync().GetAwaiter().GetResult()) is not null, serve);
        end.ShouldBeOfType<TaskEnd.Late>();
        Read<Snapshot>(ArtifactPaths.Snapshot(_site.Race, Phase.H5)).Pools.Select(pool => pool.Pool).ShouldContain(Pool.PmuInternet);
        Read<RaceAnalysis>(ArtifactPaths.Analysis(_site.Race)).Guards.ShouldNotBeEmpty();
        File.Exists(ArtifactPath(ArtifactPaths.Tickets(_site.Race))).ShouldBeTrue();
        (await serve.TerminateAsync()).ShouldBe(0);
        (await EndAsync()).ShouldBe(end);
        Directory.GetFiles(Data, "*.tmp*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private T Read<T>(string path) => ArtifactJson.Read<T>(path, File.ReadAllBytes(ArtifactPath(path)));

    private string ArtifactPath(string path) => Path.Combine(Data, path);

    private async Task<TaskEnd?> EndAsync()
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        return (await table.FindAsync(TaskName.Run(_site.Race, Phase.H5), Token)).ShouldNotBeNull().End;
    }

    private static async Task UntilAsync(Func<bool> condition, HippiqueProcess serve)
    {
        for (var look = 0; !condition(); look++)
        {
            if (serve.HasExited || look == 1500)
                Assert.Fail(string.Join(Environment.NewLine, [.. serve.Error, .. serve.Out]));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }
}
