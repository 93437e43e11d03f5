using System.Diagnostics;
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
            await killed.UntilAsync(() => _site.Looks > 0);
            await killed.KillAsync();
        }
        (await EndAsync()).ShouldBeNull();

        _site.Open();
        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    [Fact]
    public async Task Killed_while_it_analyses_the_phase_is_done_after_the_restart_and_what_the_analysis_started_is_ended()
    {
        _site.Open();
        var (own, daemon) = (Path.Combine(_folder, "own"), Path.Combine(_folder, "daemon"));
        const string Hang = "echo $$ > $F.tmp; mv $F.tmp $F; exec sleep 600";
        var script = Path.Combine(_folder, "analysis");
        await File.WriteAllTextAsync(
            script,
            $"(env -i PATH=\"$PATH\" F='{daemon}' setsid sh -c '{Hang}' > /dev/null 2>&1 < /dev/null &)\nF='{own}'; {Hang}\n",
            Token
        );
        List<string> ids;
        using (var killed = Serve(("GPI_MODULE", $"/bin/sh {script}")))
        {
            await killed.UntilAsync(() => File.Exists(own) && File.Exists(daemon));
            ids = [await File.ReadAllTextAsync(own, Token), await File.ReadAllTextAsync(daemon, Token)];
            // It keeps account twice a second.
            await killed.UntilAsync(() => ids.All(id => Noted().Contains($" {id.Trim()} ", StringComparison.Ordinal)));
            File.Exists(ArtifactPath(ArtifactPaths.Snapshot(_site.Race, Phase.H5))).ShouldBeTrue();
            await killed.KillAsync();
        }
        ids.ShouldAllBe(id => ProcessState.Lives(id));
        (await EndAsync()).ShouldBeNull();
        // Half a plan, as a killed process leaves it, and two files of the user's own.
        var draft = Path.Combine(Data, $".plan.json.{new string('0', 32)}.tmp");
        string[] users = [Path.Combine(Data, ".notes.tmp"), Path.Combine(Data, "mine.new")];
        foreach (var path in (string[])[draft, Path.Combine(Data, "token.4242.new"), .. users])
            await File.WriteAllTextAsync(path, "half", Token);
        // Somebody else's analysis, with a mark that names another folder.
        using var stranger = Process.Start(
            new ProcessStartInfo("sleep", ["600"]) { Environment = { ["HIPPIQUE_MODULE_RUN"] = $"{Guid.NewGuid():N}@{_folder}/other" } }
        )!;

        using var again = Serve();
        await again.UntilAsync(() => again.Out.Any(line => line.Contains("2 processes of an analysis ended", StringComparison.Ordinal)));
        ids.ShouldAllBe(id => !ProcessState.Lives(id));
        stranger.HasExited.ShouldBeFalse();
        stranger.Kill();
        users.ShouldAllBe(path => File.Exists(path));
        foreach (var path in users)
            File.Delete(path);
        Directory.GetFiles(Data, "*.new").ShouldBeEmpty();
        await ShouldBeDoneAsync(again);
        Directory.GetDirectories(Path.Combine(Data, ".modules")).ShouldBeEmpty();
    }

    private string Noted() =>
        string.Concat(
            Directory.GetFiles(Path.Combine(Data, ".modules"), "processes", SearchOption.AllDirectories).Select(File.ReadAllText)
        );

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
        await serve.UntilAsync(() => (end = EndAsync().GetAwaiter().GetResult()) is not null);
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
}
