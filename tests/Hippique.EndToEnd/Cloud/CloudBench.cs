using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.GoogleCloud.Tokens;
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
    public const string Url = "https://races.example.com";
    private const string Bucket = "my-bucket";
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly LoopbackGoogle _google;
    private readonly LoopbackIssuer _issuer;
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, string> _variables;
    private CloudContainer? _container;

    private CloudBench(
        FakeTimeProvider clock,
        LoopbackGoogle google,
        LoopbackStorage storage,
        LoopbackTasks queue,
        LoopbackScheduler jobs,
        LoopbackIssuer issuer
    )
    {
        (Clock, _google, Storage, Queue, Jobs, _issuer) = (clock, google, storage, queue, jobs, issuer);
        _variables = new()
        {
            ["PROJECT_ID"] = "my-project",
            ["SERVICE_URL"] = Url,
            ["SERVICE_ACCOUNT_EMAIL"] = LoopbackIssuer.Robot,
            ["GCS_BUCKET"] = Bucket,
            ["GCS_ENDPOINT"] = google.Address.AbsoluteUri,
            ["CLOUD_TASKS_ENDPOINT"] = google.Address.AbsoluteUri,
            ["CLOUD_SCHEDULER_ENDPOINT"] = google.Address.AbsoluteUri,
            ["OIDC_ISSUER"] = issuer.Issuer,
            ["K_SERVICE"] = "hippique",
            ["SOURCES__ORDER"] = "none",
        };
        foreach (var caller in new[] { queue.Caller, jobs.Caller })
        {
            caller.Route = address => _container is { } there ? new Uri(there.Address, address.PathAndQuery) : null;
            caller.Token = (audience, email) => issuer.Token(audience, email);
        }
    }

    public FakeTimeProvider Clock { get; }
    public LoopbackStorage Storage { get; }
    public LoopbackTasks Queue { get; }
    public LoopbackScheduler Jobs { get; }
    public FakeSource Source { get; } = Day();
    public CloudContainer Container => _container ?? throw new InvalidOperationException("no container runs");

    /// <summary>How many containers there have been.</summary>
    public int Containers { get; private set; }
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<CloudBench> StartAsync(DateTimeOffset now)
    {
        var clock = new FakeTimeProvider(now);
        var (storage, issuer) = (new LoopbackStorage(clock, Bucket), new LoopbackIssuer(clock));
        var (queue, jobs) = (new LoopbackTasks(clock), new LoopbackScheduler(clock));
        queue.AddQueue("projects/my-project/locations/europe-west1/queues/hippique-tasks");
        return new CloudBench(clock, await LoopbackGoogle.StartAsync(storage, queue, jobs, issuer), storage, queue, jobs, issuer);
    }

    /// <summary>A call of the service in the name of its own account, as of Cloud Scheduler; it starts a container if none runs.</summary>
    public async Task<JsonElement> CallAsync(string path, string body)
    {
        await EnsureAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Container.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token(Url, LoopbackIssuer.Robot));
        var sending = _http.SendAsync(request, Cancelled);
        while (!sending.IsCompleted)
            await StepAsync();
        using var response = await sending;
        var answer = await ServiceUnderTest.JsonOfAsync(response);
        response.IsSuccessStatusCode.ShouldBeTrue(answer.ToString());
        return answer;
    }

    /// <summary>Lets the clock run until this instant and whatever is under way then has ended.</summary>
    public async Task PassUntilAsync(DateTimeOffset until)
    {
        await PassToAsync(until);
        while (UnderWay > 0)
            await StepAsync();
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
            if (UnderWay > 0 || next is null || next <= Clock.GetUtcNow())
                await StepAsync();
            else
                Clock.SetUtcNow(next < until ? next.Value : until);
        }
    }

    private int UnderWay => Queue.UnderWay + Jobs.UnderWay;

    /// <summary>The container is gone, with its disk.</summary>
    public async Task KillAsync()
    {
        if (_container is not { } gone)
            return;
        _container = null;
        await gone.KillAsync();
    }

    public async Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly date)
    {
        await EnsureAsync();
        return await Container.Services.GetRequiredService<ITaskStore>().OfDayAsync(date, Cancelled);
    }

    public byte[]? Object(string path) => Storage.Content(Bucket, $"prod/snapshots/{path}");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await KillAsync();
        Queue.Dispose();
        Jobs.Dispose();
        await _google.DisposeAsync();
        _issuer.Dispose();
    }

    private async Task EnsureAsync()
    {
        if (_container is not null)
            return;
        Containers++;
        var starting = CloudContainer.StartAsync(_variables, Change, Cancelled);
        _container = await starting;
        var opening = _container.OpenAsync(Cancelled);
        while (!opening.IsCompleted)
            await StepAsync();
        await opening;
    }

    private void Change(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IRaceSource>(Source);
    }

    private async Task StepAsync()
    {
        Clock.Advance(Step);
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
