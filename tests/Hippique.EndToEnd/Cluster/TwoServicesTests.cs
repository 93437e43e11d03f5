using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Hippique.EndToEnd.Cluster;

/// <summary>Two real services on one database and one folder; one of them goes in the middle of a look.</summary>
public sealed class TwoServicesTests(SharedPostgres shared) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-cluster-").FullName;
    private readonly InventedPmuSite _site = new();
    private PostgresDatabase? _database;
    private string _address = "";
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Look => TaskName.Run(_site.Race, Phase.H5);

    public async ValueTask InitializeAsync()
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        _address = await server!.NewDatabaseAsync();
        _database = new PostgresDatabase(
            new PostgresOptions { Database = DatabaseAddress.Parse(_address).Value, Node = NodeIdentity.New("test", "0") }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_look_of_a_node_that_is_killed_ends_once_on_the_other()
    {
        _site.Hang();
        using var killed = Serve("killed");
        await killed.UntilAsync(() => _site.Looks > 0);
        using var survivor = Serve("survivor");
        await survivor.SaysAsync("Node survivor of the installation whose database is");
        (await OwnerAsync()).ShouldStartWith("killed-");

        await killed.KillAsync();
        _site.Open();

        (await EndAsync(survivor)).ShouldBeOfType<TaskEnd.Late>();
        File.Exists(Path.Combine(_folder, "data", ArtifactPaths.Tickets(_site.Race))).ShouldBeTrue();
        await survivor.LogsAsync($"{Look} ended");
        var ends = survivor.Out.Count(line => line.Contains($"{Look} ended", StringComparison.Ordinal));
        ends.ShouldBe(1);
        var nodes = await NodesAsync();
        nodes.Select(node => node.GetProperty("name").GetString()).ShouldBe(["killed", "survivor"]);
        nodes[1].GetProperty("state").GetString().ShouldBe("alive");
        nodes[0].GetProperty("tasks").GetInt32().ShouldBe(0);
        (await survivor.TerminateAsync()).ShouldBe(0);
        (await NodesAsync()).Select(node => node.GetProperty("name").GetString()).ShouldBe(["killed"]);
    }

    [Fact]
    public async Task A_node_that_stood_still_past_its_lease_leaves_what_the_other_has_done()
    {
        _site.Hang();
        using var stopped = Serve("stopped");
        await stopped.UntilAsync(() => _site.Looks > 0);
        using var other = Serve("other");
        await other.SaysAsync("Node other of");
        var pid = await PidAsync("stopped");
        await SignalAsync("STOP", pid);
        _site.Open();
        var end = await EndAsync(other);
        var before = Artifacts();

        await SignalAsync("CONT", pid);
        await stopped.LogsAsync($"{Look}: the lease was lost to another process");

        (await EndAsync(other)).ShouldBe(end);
        Artifacts().ShouldBe(before);
        stopped.Out.ShouldAllBe(line => !line.Contains($"{Look} ended", StringComparison.Ordinal));
        (await stopped.TerminateAsync()).ShouldBe(0);
        (await other.TerminateAsync()).ShouldBe(0);
    }

    private HippiqueProcess Serve(string node) => new(_folder, "serve", Variables(node));

    private (string, string)[] Variables(string node) =>
        [
            ("PORT", "0"),
            ("QUEUE", "postgres"),
            ("DATABASE_URL", _address),
            ("NODE_NAME", node),
            ("OPERATORS", "pmu"),
            ("SOURCES__ORDER", "pmu"),
            ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri),
        ];

    private async Task<TaskRecord> LookAsync() => (await new SqlTaskStore(_database!).FindAsync(Look, Token)).ShouldNotBeNull();

    private async Task<string> OwnerAsync() => (await LookAsync()).Lease.ShouldNotBeNull().Owner;

    private async Task<TaskEnd> EndAsync(HippiqueProcess serve)
    {
        TaskEnd? end = null;
        await serve.UntilAsync(() => (end = LookAsync().GetAwaiter().GetResult().End) is not null);
        return end!;
    }

    private async Task<IReadOnlyList<JsonElement>> NodesAsync()
    {
        using var nodes = new HippiqueProcess(_folder, "nodes --json", Variables("test"));
        (await nodes.ExitAsync()).ShouldBe(0, string.Join('\n', nodes.Error));
        return [.. JsonElement.Parse(string.Concat(nodes.Out)).GetProperty("nodes").EnumerateArray()];
    }

    private async Task<int> PidAsync(string node) =>
        (await NodesAsync()).Single(one => one.GetProperty("name").GetString() == node).GetProperty("pid").GetInt32();

    /// <summary>What the look left, each file with its bytes; the log tells of both tries.</summary>
    private IReadOnlyList<string> Artifacts() =>
        [
            .. Directory
                .GetFiles(Path.GetDirectoryName(Path.Combine(_folder, "data", ArtifactPaths.Tickets(_site.Race)))!)
                .Where(path => !path.EndsWith(".log", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}"),
        ];

    private static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Token);
    }
}
