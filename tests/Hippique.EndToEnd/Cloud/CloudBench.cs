using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Cloud;

/// <summary>
/// Google Cloud at loopback addresses (bucket, queue, jobs, issuer of tokens), and the service in containers that come with the first call and go when the test kills them. One clock for all:
/// it moves to what comes next while nobody works, and in half seconds while somebody does.
/// </summary>
internal sealed class CloudBench : IAsyncDisposable
{
    public const string Url = LoopbackProject.Url;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly LoopbackProject _project;
    private readonly HttpClient _http = new();
    private CloudContainer? _container;

    private CloudBench(FakeTimeProvider clock, LoopbackProject project) => (Clock, _project) = (clock, project);

    public FakeTimeProvider Clock { get; }
    public LoopbackStorage Storage => _project.Storage;
    public LoopbackTasks Queue => _project.Queue;
    public LoopbackScheduler Jobs => _project.Jobs;
    public FakeSource Source { get; } = Day();
    public CloudContainer Container => _container ?? throw new InvalidOperationException("no container runs");

    /// <summary>Names the service's own account.</summary>
    public string Token => _project.Token;

    /// <summary>How many containers there have been.</summary>
    public int Containers { get; private set; }
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<CloudBench> StartAsync(DateTimeOffset now)
    {
        var clock = new FakeTimeProvider(now);
        return new CloudBench(clock, await LoopbackProject.StartAsync(clock));
    }

    /// <summary>A call of the service in the name of its own account, as of Cloud Scheduler; it starts a container if none runs.</summary>
    public async Task<JsonElement> CallAsync(string path, string body)
    {
        await EnsureAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Container.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _project.Token);
        using var response = await BoundedWait.EndAsync(_http.SendAsync(request, Cancelled), Advance);
        var answer = await ServiceUnderTest.JsonOfAsync(response);
        response.IsSuccessStatusCode.ShouldBeTrue(answer.ToString());
        return answer;
    }

    /// <summary>Lets the clock run until this instant and whatever is under way then has ended.</summary>
    public async Task PassUntilAsync(DateTimeOffset until)
    {
        await PassToAsync(until);
        await BoundedWait.UntilAsync(() => _project.UnderWay == 0, Advance);
    }

    /// <summary>Lets the clock run until this instant, whatever is under way then.</summary>
    public async Task PassToAsync(DateTimeOffset until)
    {
        while (Clock.GetUtcNow() < until)
        {
            var next = Queue.Next < Jobs.Next || Jobs.Next is null ? Queue.Next : Jobs.Next;
            // A container is started by the call; here it is there a moment before.
            if (next is not null)
                await EnsureAsync();
            if (_project.UnderWay > 0 || next is null || next <= Clock.GetUtcNow())
                await StepAsync();
            else
                Clock.SetUtcNow(next < until ? next.Value : until);
        }
    }

    /// <summary>The container is gone, with its disk.</summary>
    public async Task KillAsync()
    {
        if (_container is not { } gone)
            return;
        (_container, _project.Service) = (null, null);
        await gone.KillAsync();
    }

    public async Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly date)
    {
        await EnsureAsync();
        return await Container.Services.GetRequiredService<ITaskStore>().OfDayAsync(date, Cancelled);
    }

    public byte[]? Object(string path) => _project.Object(path);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await KillAsync();
        await _project.DisposeAsync();
    }

    private async Task EnsureAsync()
    {
        if (_container is not null)
            return;
        Containers++;
        _container = await CloudContainer.StartAsync(_project.Variables, Change, Cancelled);
        _project.Service = _container.Address;
        await BoundedWait.EndAsync(_container.OpenAsync(Cancelled), Advance);
    }

    private void Change(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IRaceSource>(Source);
    }

    private void Advance() => Clock.Advance(Step);

    private async Task StepAsync()
    {
        Advance();
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancelled);
    }

    private static FakeSource Day()
    {
        var view = new RaceView(InventedRaces.Card(), [InventedRaces.Win(Pool.ZEturf, InventedRaces.Off.AddMinutes(-6))], []);
        return new FakeSource("zeturf")
            .With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS", view, url: CourseUrl("R1C3"))
            .With("R1C4", "VALMOREL", InventedRaces.Off.AddMinutes(30), "PRIX DES ORMES");
    }

    private static string CourseUrl(string code) => $"https://www.zeturf.fr/fr/course/2025-11-22/{code}-valmorel";
}
