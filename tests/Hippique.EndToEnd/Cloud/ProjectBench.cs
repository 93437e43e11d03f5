using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.EndToEnd.Serving;
using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Storage;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Logging;
using Hippique.Testing.GoogleCloud.Run;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd.Cloud;

/// <summary>A deployed project at a loopback address, which also answers as the service, and the program in a process of its own that looks at it.</summary>
internal sealed class ProjectBench : IAsyncDisposable, ILoopbackPart
{
    public const string Account = "runner@my-project.iam.gserviceaccount.com";
    public const string Bucket = "my-bucket";
    private const string Location = "projects/my-project/locations/europe-west1";
    private const string Service = Location + "/services/hippique-orchestrator";
    private const string QueueName = Location + "/queues/hippique-tasks";

    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-cloud-").FullName;
    private readonly HttpClient _http = new();
    private LoopbackGoogle _google = null!;

    private ProjectBench(TimeProvider clock)
    {
        Queue = new LoopbackTasks(clock);
        Jobs = new LoopbackScheduler(clock);
        Storage = new LoopbackStorage(TimeProvider.System, Bucket);
        Queue.Caller.Route = _ => new Uri(_google.Address, "refused");
    }

    public LoopbackTasks Queue { get; }
    public LoopbackScheduler Jobs { get; }
    public LoopbackCloudRun Run { get; } = new();
    public LoopbackLogging Log { get; } = new();
    public LoopbackStorage Storage { get; }

    /// <summary>As <c>SERVICE_URL</c> has it.</summary>
    public string Url => _google.Address.AbsoluteUri.TrimEnd('/');

    /// <summary>What <c>/ready</c> answers.</summary>
    public string Ready { get; set; } = """{"ready":true,"reason":null,"plan":{"state":"stands","races":8},"queue":"running"}""";

    /// <summary>What a stranger is answered at <c>/health</c>: the service's own answer at first.</summary>
    public Func<IResult> Health { get; set; } =
        () =>
            Results.Json(
                new
                {
                    status = "healthy",
                    service = "hippique-orchestrator",
                    version = "3.0.0",
                }
            );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>With queue, service and both daily jobs, as the scripts leave them.</summary>
    public static async Task<ProjectBench> StartAsync(TimeProvider? clock = null)
    {
        var bench = new ProjectBench(clock ?? TimeProvider.System);
        bench._google = await LoopbackGoogle.StartAsync(bench.Queue, bench.Jobs, bench.Run, bench.Log, bench.Storage, bench);
        bench.SetRate(5, 20);
        bench.Deploy();
        await bench.JobAsync("hippique-daily-planning", "0 9 * * *");
        await bench.JobAsync("hippique-evening-planning", "0 20 * * *");
        return bench;
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/ready",
            () => Results.Content(Ready, "application/json", statusCode: Ready.Contains("true", StringComparison.Ordinal) ? 200 : 503)
        );
        app.MapGet("/health", () => Health());
        app.MapPost("/refused", () => Results.StatusCode(401));
    }

    public void SetRate(double perSecond, int atOnce) =>
        Queue.AddQueue(
            QueueName,
            new JsonObject
            {
                ["rateLimits"] = new JsonObject { ["maxDispatchesPerSecond"] = perSecond, ["maxConcurrentDispatches"] = atOnce },
            }
        );

    /// <param name="told">The container's <c>SERVICE_URL</c>; null: as here.</param>
    /// <param name="failing">Why its newest revision does not start.</param>
    /// <param name="platform">The container's <c>AUTH_PLATFORM</c>; null: not set.</param>
    public void Deploy(string? told = null, string? failing = null, string? platform = null)
    {
        var variables = new Dictionary<string, string> { ["SERVICE_URL"] = told ?? Url, ["SERVICE_ACCOUNT_EMAIL"] = Account };
        if (platform is not null)
            variables["AUTH_PLATFORM"] = platform;
        Run.Deploy(Service, [Url], variables, failing);
        Invite("allUsers");
    }

    /// <summary>Lets these members call the service, beside its own account.</summary>
    public void Invite(params IReadOnlyList<string> members) => Run.Invite(Service, [$"serviceAccount:{Account}", .. members]);

    /// <summary>Switches the Invoker IAM check off.</summary>
    public void DisableInvokerCheck() => Run.DisableInvokerCheck(Service);

    /// <summary>IAM stands in front: a stranger gets the page of Google's front end.</summary>
    public void RefuseStrangers() =>
        Health = () =>
            Results.Content(
                "<html><head><title>403 Forbidden</title></head><body><h1>Error: Forbidden</h1></body></html>",
                "text/html; charset=UTF-8",
                statusCode: 403
            );

    public async Task TaskAsync(string name, DateTimeOffset at, string? audience = null)
    {
        var task = new JsonObject
        {
            ["name"] = $"{QueueName}/tasks/{WakeId.Of(name)}",
            ["scheduleTime"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["httpRequest"] = new JsonObject
            {
                ["url"] = $"{Url}/tasks/{name}",
                ["httpMethod"] = "POST",
                ["oidcToken"] = Oidc(audience),
            },
        };
        await PostAsync($"v2/{QueueName}/tasks", new JsonObject { ["task"] = task });
    }

    public async Task JobAsync(string name, string cron, string? audience = null)
    {
        await _http.DeleteAsync(new Uri(_google.Address, $"v1/{Location}/jobs/{name}"), Token);
        var job = new JsonObject
        {
            ["name"] = $"{Location}/jobs/{name}",
            ["schedule"] = cron,
            ["timeZone"] = "Europe/Paris",
            ["httpTarget"] = new JsonObject
            {
                ["uri"] = $"{Url}/schedule",
                ["httpMethod"] = "POST",
                ["headers"] = new JsonObject { ["X-Hippique-Wake"] = "2026-03-14T13:55:00Z" },
                ["oidcToken"] = Oidc(audience),
            },
        };
        await PostAsync($"v1/{Location}/jobs", job);
    }

    public Task DeleteJobAsync(string name) => _http.DeleteAsync(new Uri(_google.Address, $"v1/{Location}/jobs/{name}"), Token);

    /// <summary>Puts phases of today's races into the bucket, as the service does.</summary>
    public async Task StoreTasksAsync(IEnumerable<(int Race, DateTimeOffset Due)> phases)
    {
        var bucket = new BucketOptions
        {
            Bucket = Bucket,
            Prefix = "prod/snapshots",
            Endpoint = _google.Address,
        };
        using var store = new GcsArtifactStore(bucket, TimeProvider.System, NullLogger<GcsArtifactStore>.Instance);
        var tasks = new ObjectTaskStore(store);
        var today = ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());
        foreach (var (race, due) in phases)
            await tasks.AddAsync(InventedTasks.H30(due.AddMinutes(30), race, today), Token);
    }

    /// <summary>Today's plan is no plan.</summary>
    public void SpoilPlan() =>
        Storage.Put(
            Bucket,
            $"prod/snapshots/{ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow()):yyyy-MM-dd}/plan.json",
            "no plan"u8.ToArray()
        );

    public Task PauseQueueAsync() => PostAsync($"v2/{QueueName}:pause", []);

    /// <summary>Runs a verb of the program with the project's variables.</summary>
    public async Task<(int Code, IReadOnlyList<string> Out, IReadOnlyList<string> Error)> SayAsync(
        string line,
        params (string Name, string Value)[] variables
    )
    {
        using var verb = Begin(line, variables);
        var code = await verb.ExitAsync();
        return (code, verb.Out, verb.Error);
    }

    /// <summary>The same, while it runs.</summary>
    public HippiqueProcess Begin(string line, params (string Name, string Value)[] variables) =>
        new(
            _folder,
            line,
            [
                ("PROJECT_ID", "my-project"),
                ("QUEUE", "cloud"),
                ("SERVICE_URL", Url + "/"),
                ("SERVICE_ACCOUNT_EMAIL", Account),
                ("CLOUD_TASKS_ENDPOINT", Url),
                ("CLOUD_SCHEDULER_ENDPOINT", Url),
                ("CLOUD_RUN_ENDPOINT", Url),
                ("CLOUD_LOGGING_ENDPOINT", Url),
                ("GCS_ENDPOINT", Url),
                ("GCS_BUCKET", Bucket),
                ("SOURCES__STATISTICS", "none"),
                // No credentials anywhere, and nobody is asked for some.
                ("NO_GCE_CHECK", "true"),
                ("GOOGLE_APPLICATION_CREDENTIALS", ""),
                ("CLOUDSDK_CONFIG", _folder),
                ("HOME", _folder),
                .. variables,
            ]
        );

    public async Task<JsonElement> JsonAsync(string line, params (string Name, string Value)[] variables)
    {
        var said = await SayAsync(line + " --json", variables);
        return JsonDocument.Parse(string.Join('\n', said.Out)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        Queue.Dispose();
        Jobs.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private JsonObject Oidc(string? audience) => new() { ["serviceAccountEmail"] = Account, ["audience"] = audience ?? Url };

    private async Task PostAsync(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_google.Address, path), body, Token);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Token));
    }
}
