using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Hippique.EndToEnd.Serving;
using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Storage;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.GoogleCloud;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd.Cloud;

/// <summary>The real program on Google Cloud, killed by the system (SIGKILL) while it answers a call of the queue, and its disk gone: the next container carries out the phase.</summary>
public sealed class CloudKillTests : IAsyncLifetime
{
    private readonly string _disks = Directory.CreateTempSubdirectory("hippique-cloud-kill-").FullName;
    private readonly InventedPmuSite _site = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private LoopbackProject _project = null!;
    private int _containers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string H5 => TaskName.Run(_site.Race, Phase.H5);

    public async ValueTask InitializeAsync() => _project = await LoopbackProject.StartAsync(TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _project.DisposeAsync();
        await _site.DisposeAsync();
        Directory.Delete(_disks, recursive: true);
    }

    [Fact]
    public async Task Killed_while_it_asks_the_site_the_phase_is_done_once_by_the_next_container()
    {
        _site.Hang();
        using (var killed = Serve())
        {
            await ScheduleAsync(killed);
            await killed.UntilAsync(() => _site.Looks > 0);
            _project.Service = null;
            await killed.KillAsync();
        }
        (await EndAsync()).ShouldBeNull();
        foreach (var disk in Directory.GetDirectories(_disks))
            Directory.Delete(disk, recursive: true);

        _site.Open();
        using var next = Serve();
        // No word of the test reaches it: the queue delivers again what was cut.
        await next.UntilAsync(async () => await EndAsync() is not null);

        (await EndAsync()).ShouldBeOfType<TaskEnd.Late>();
        Read<Snapshot>(ArtifactPaths.Snapshot(_site.Race, Phase.H5)).Pools.Select(pool => pool.Pool).ShouldContain(Pool.PmuInternet);
        Read<RaceAnalysis>(ArtifactPaths.Analysis(_site.Race)).Guards.ShouldNotBeEmpty();
        _project.Object(ArtifactPaths.Tickets(_site.Race)).ShouldNotBeNull();
        await next.UntilAsync(() => _project.UnderWay == 0);
        (await next.TerminateAsync()).ShouldBe(0);
        string.Join('\n', next.Out).ShouldContain($"{H5} ended: late");
    }

    /// <summary>A new container: its disk holds nothing.</summary>
    private HippiqueProcess Serve()
    {
        var disk = Directory.CreateDirectory(Path.Combine(_disks, $"{++_containers}")).FullName;
        var port = FreePort();
        var container = new HippiqueProcess(
            disk,
            "serve",
            [
                .. _project.Variables.Select(pair => (pair.Key, pair.Value)),
                ("PORT", $"{port}"),
                ("BIND", "loopback"),
                ("DATA_DIR", Path.Combine(disk, "data")),
                ("OPERATORS", "pmu"),
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__STATISTICS", "none"),
                ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri),
            ]
        );
        _project.Service = new Uri($"http://127.0.0.1:{port}");
        return container;
    }

    private async Task ScheduleAsync(HippiqueProcess serve)
    {
        await serve.UntilAsync(IsUpAsync);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_project.Service!, "schedule"))
        {
            Content = JsonContent.Create(new { date = $"{_site.Race.Date:yyyy-MM-dd}", mode = "tasks" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _project.Token);
        using var answer = await _http.SendAsync(request, Token);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Token));
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(_project.Service!, "healthz"), Token);
            return answer.IsSuccessStatusCode;
        }
        // It does not listen yet.
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<TaskEnd?> EndAsync()
    {
        var bucket = new BucketOptions
        {
            Bucket = LoopbackProject.Bucket,
            Prefix = "prod/snapshots",
            Endpoint = _project.Address,
        };
        using var store = new GcsArtifactStore(bucket, TimeProvider.System, NullLogger<GcsArtifactStore>.Instance);
        return (await new ObjectTaskStore(store).FindAsync(H5, Token)).ShouldNotBeNull().End;
    }

    private T Read<T>(string path) => ArtifactJson.Read<T>(path, _project.Object(path).ShouldNotBeNull());

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
