using System.Text;
using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;

namespace Hippique.EndToEnd.Deploy;

/// <summary>
/// The scripts with the real gcloud, whose calls of Cloud Tasks, Cloud Scheduler and Cloud Storage go to a loopback server of these protocols; the rest is kept by the stand-in.
/// </summary>
public sealed class RealGcloudTests : IDisposable
{
    private const string Location = "projects/my-project/locations/europe-west1";
    private const string Queue = Location + "/queues/hippique-tasks";

    /// <summary>What is another at each call, and with each change.</summary>
    private static readonly string[] Times = ["scheduleTime", "userUpdateTime", "lastAttemptTime", "status"];

    private readonly ScriptBench _bench = new("PROJECT_ID=my-project", "GCS_BUCKET=my-bucket");
    private readonly LoopbackTasks _tasks = new(TimeProvider.System);
    private readonly LoopbackScheduler _scheduler = new(TimeProvider.System);
    private readonly LoopbackBuckets _storage = new();

    public void Dispose()
    {
        _tasks.Dispose();
        _scheduler.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Every_script_twice_ends_as_once_and_a_deployment_puts_right_what_somebody_changed()
    {
        var gcloud = ShellRun.Find("gcloud");
        Assert.SkipWhen(gcloud is null, "gcloud is not installed");
        await using var google = await LoopbackGoogle.StartAsync(_tasks, _scheduler, _storage);
        _bench.Pass(gcloud!, google.Address, "tasks", "scheduler", "storage");
        using var http = new HttpClient { BaseAddress = google.Address };

        await EverythingAsync();
        var wanted = await StateAsync(http);
        wanted.ShouldContain("\"maxDispatchesPerSecond\":5");
        wanted.ShouldContain("\"publicAccessPrevention\":\"enforced\"");
        wanted.ShouldContain("\"schedule\":\"0 20 * * *\"");
        wanted.ShouldContain("\"audience\":\"https://hippique-orchestrator-abc123.a.run.app\"");

        _tasks.AddQueue(Queue, new JsonObject { ["retryConfig"] = new JsonObject { ["minBackoff"] = "600s" } });
        await ChangeAsync(http, "/storage/v1/b/my-bucket", """{"iamConfiguration":{"publicAccessPrevention":"inherited"}}""");
        await ChangeAsync(
            http,
            $"/v1/{Location}/jobs/hippique-daily-planning?updateMask=schedule,timeZone",
            """{"schedule":"0 3 * * *","timeZone":"Etc/UTC"}"""
        );
        (await StateAsync(http)).ShouldNotBe(wanted);
        await EverythingAsync();
        (await StateAsync(http)).ShouldBe(wanted);

        await _bench.RunAsync("pause");
        await _bench.RunAsync("pause");
        var paused = await StateAsync(http);
        paused.Split("\"PAUSED\"").Length.ShouldBe(4);
        await _bench.RunAsync("resume");
        await _bench.RunAsync("resume");
        (await StateAsync(http)).ShouldBe(wanted);

        await _bench.RunAsync("teardown", "--yes");
        _scheduler.Ids.ShouldBeEmpty();
        (await StateAsync(http)).ShouldContain("Queue does not exist");
        _storage.Buckets.ShouldHaveSingleItem();
        await _bench.RunAsync("teardown", "--yes", "--delete-data");
        _storage.Buckets.ShouldBeEmpty();
    }

    private async Task EverythingAsync()
    {
        await _bench.RunAsync("deploy_cloud_run");
        await _bench.RunAsync("create_scheduler_0900");
    }

    private async Task<string> StateAsync(HttpClient http)
    {
        var state = new StringBuilder();
        foreach (var path in (string[])[$"/v2/{Queue}", $"/v1/{Location}/jobs"])
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
            foreach (var job in json["jobs"]?.AsArray() ?? [])
            {
                foreach (var time in Times)
                    job!.AsObject().Remove(time);
            }
            state.AppendLine(json.ToJsonString());
        }
        return state.AppendJoin('\n', _storage.Buckets).ToString();
    }

    private static async Task ChangeAsync(HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        (await http.PatchAsync(path, content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}
