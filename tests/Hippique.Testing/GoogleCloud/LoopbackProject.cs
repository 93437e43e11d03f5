using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.GoogleCloud.Tokens;

namespace Hippique.Testing.GoogleCloud;

/// <summary>A project at a loopback address as the deployment leaves it: bucket, queue, jobs, issuer of tokens. Its queue and its jobs call whatever <see cref="Service"/> names.</summary>
public sealed class LoopbackProject : IAsyncDisposable
{
    public const string Url = "https://races.example.invalid";
    public const string Bucket = "my-bucket";
    public const string QueueName = "projects/my-project/locations/europe-west1/queues/hippique-tasks";
    private const string Prefix = "prod/snapshots";
    private readonly LoopbackGoogle _google;

    private LoopbackProject(
        LoopbackGoogle google,
        LoopbackStorage storage,
        LoopbackTasks queue,
        LoopbackScheduler jobs,
        LoopbackIssuer issuer
    )
    {
        (_google, Storage, Queue, Jobs, Issuer) = (google, storage, queue, jobs, issuer);
        foreach (var caller in new[] { queue.Caller, jobs.Caller })
        {
            caller.Route = address => Service is { } there ? new Uri(there, address.PathAndQuery) : null;
            caller.Token = (audience, email) => issuer.Token(audience, email);
        }
    }

    public LoopbackStorage Storage { get; }
    public LoopbackTasks Queue { get; }
    public LoopbackScheduler Jobs { get; }
    public LoopbackIssuer Issuer { get; }

    /// <summary>Where the service answers now; null: nowhere, as while a container is replaced.</summary>
    public Uri? Service { get; set; }

    /// <summary>All of Google that the project needs.</summary>
    public Uri Address => _google.Address;

    /// <summary>Calls that are being answered.</summary>
    public int UnderWay => Queue.UnderWay + Jobs.UnderWay;

    /// <summary>A container's environment.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>
        {
            ["PROJECT_ID"] = "my-project",
            ["SERVICE_URL"] = Url,
            ["SERVICE_ACCOUNT_EMAIL"] = LoopbackIssuer.Robot,
            ["GCS_BUCKET"] = Bucket,
            ["GCS_ENDPOINT"] = Address.AbsoluteUri,
            ["CLOUD_TASKS_ENDPOINT"] = Address.AbsoluteUri,
            ["CLOUD_SCHEDULER_ENDPOINT"] = Address.AbsoluteUri,
            ["OIDC_ISSUER"] = Issuer.Issuer,
            ["K_SERVICE"] = "hippique",
            ["SOURCES__ORDER"] = "none",
        };

    /// <summary>Names the service's own account.</summary>
    public string Token => Issuer.Token(Url, LoopbackIssuer.Robot);

    /// <param name="clock">Of all its parts.</param>
    /// <param name="queue">Settings of the queue, as in <c>queues.create</c>; null: the service's defaults.</param>
    public static async Task<LoopbackProject> StartAsync(TimeProvider clock, JsonObject? queue = null)
    {
        var (storage, issuer) = (new LoopbackStorage(clock, Bucket), new LoopbackIssuer(clock));
        var (tasks, jobs) = (new LoopbackTasks(clock), new LoopbackScheduler(clock));
        tasks.AddQueue(QueueName, queue);
        return new LoopbackProject(await LoopbackGoogle.StartAsync(storage, tasks, jobs, issuer), storage, tasks, jobs, issuer);
    }

    /// <summary>What lies in the bucket under the service's prefix; null: nothing.</summary>
    public byte[]? Object(string path) => Storage.Content(Bucket, $"{Prefix}/{path}");

    /// <summary>Puts what lies in a data folder there, as a service would have.</summary>
    public void Fill(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Storage.Put(Bucket, $"{Prefix}/{Path.GetRelativePath(folder, file)}", File.ReadAllBytes(file));
    }

    public async ValueTask DisposeAsync()
    {
        Queue.Dispose();
        Jobs.Dispose();
        await _google.DisposeAsync();
        Issuer.Dispose();
    }
}
