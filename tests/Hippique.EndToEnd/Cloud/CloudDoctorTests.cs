using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Cloud;

/// <summary><c>hippique doctor</c> with the variables of a project: it finds each troubleshooting entry of <c>docs/cloud.md</c> by itself, and names it.</summary>
public sealed class CloudDoctorTests
{
    private static readonly string[] OfCloud = ["cloud", "service_url", "access", "oidc_token", "cloud_tasks", "rate_limit", "bucket"];

    private static readonly DateTimeOffset LongAgo = new(2026, 3, 14, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Project_AsTheScriptsLeaveIt_IsWell()
    {
        await using var bench = await ProjectBench.StartAsync();
        await bench.TaskAsync("run-20260314-r1c1-h30", TimeProvider.System.GetUtcNow().AddHours(1));

        var checks = await CheckAsync(bench);

        checks.Select(check => check.Name).ShouldBe(OfCloud, ignoreOrder: true);
        checks.ShouldAllBe(check => check.State == "ok");
        checks.ShouldContain(check => check.Found.Contains("gs://my-bucket/prod/snapshots"));
        bench.Queue.Requests.Skip(1).ShouldAllBe(request => request.Method == "GET");
        bench.Jobs.Requests.Skip(4).ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task ServiceUrl_OfAnotherService_IsNotFound()
    {
        await using var bench = await ProjectBench.StartAsync();

        var other = await CheckAsync(bench, ("SERVICE_URL", "https://hippique-orchestrator-xyz-ew.a.run.app"));
        var absent = await CheckAsync(bench, ("SERVICE_NAME", "another"));
        var domain = await CheckAsync(bench, ("SERVICE_URL", "https://races.example.invalid"));

        Only(other, "service_url").ShouldBe("error", "SERVICE_URL not found: https://hippique-orchestrator-xyz-ew.a.run.app");
        other.ShouldContain(check => check.Name == "oidc_token" && check.State == "error");
        Only(absent, "service_url").ShouldBe("error", "SERVICE_URL not found: there is no service another in europe-west1");
        Only(domain, "service_url").ShouldBe("warning", "https://races.example.invalid is no address that Cloud Run gave");
    }

    [Fact]
    public async Task ServiceUrl_ThatIsNotSet_IsNotFound()
    {
        await using var bench = await ProjectBench.StartAsync();

        var checks = await CheckAsync(bench, ("SERVICE_URL", ""));

        Only(checks, "service_url").ShouldBe("error", "SERVICE_URL not found: QUEUE=cloud, and it is not set");
    }

    [Fact]
    public async Task Token_ThatIsForAnother_IsInvalid()
    {
        await using var bench = await ProjectBench.StartAsync();
        await bench.JobAsync("hippique-daily-planning", "0 9 * * *", audience: "https://old.example.org");
        await bench.TaskAsync("run-20260314-r1c1-h30", TimeProvider.System.GetUtcNow().AddHours(1), audience: "https://old.example.org");
        bench.Deploy(told: "https://old.example.org/");

        var tokens = (await CheckAsync(bench)).Where(check => check.Name == "oidc_token").ToList();

        tokens.ShouldAllBe(check => check.State == "error" && check.Found.StartsWith("OIDC token invalid: ") && check.Advice.Length > 0);
        tokens.ShouldContain(check => check.Found.Contains("was deployed with SERVICE_URL=https://old.example.org"));
        tokens.ShouldContain(check => check.Found.Contains("the job hippique-daily-planning: audience https://old.example.org"));
        tokens.ShouldContain(check => check.Found.Contains("1 task in the queue: audience https://old.example.org"));
        tokens.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Tokens_ThatTheServiceRefuses_AreInvalid_AndTheTaskIsLate()
    {
        var clock = new FakeTimeProvider(LongAgo);
        await using var bench = await ProjectBench.StartAsync(clock);
        await bench.TaskAsync("run-20260314-r1c1-h30", LongAgo.AddSeconds(1));
        await CloudVerbsTests.DeliverAsync(bench, clock);

        var checks = await CheckAsync(bench);

        Only(checks, "oidc_token").ShouldBe("error", "OIDC token invalid: the service refuses 1 task of the queue (16 UNAUTHENTICATED)");
        Only(checks, "cloud_tasks").ShouldBe("error", "Cloud Tasks not executing: 1 task is past the time, the first since ");
        Only(checks, "cloud_tasks").Found.ShouldEndWith("last answer: 16 UNAUTHENTICATED");
    }

    [Fact]
    public async Task Queue_ThatIsPaused_DoesNotExecute()
    {
        await using var bench = await ProjectBench.StartAsync();
        (await bench.SayAsync("cloud pause")).Code.ShouldBe(0);

        var tasks = (await CheckAsync(bench)).Where(check => check.Name == "cloud_tasks").ToList();

        tasks
            .Select(check => check.Found)
            .ShouldBe([
                "Cloud Tasks not executing: the queue hippique-tasks is paused",
                "Cloud Tasks not executing: the job hippique-daily-planning is paused",
                "Cloud Tasks not executing: the job hippique-evening-planning is paused",
            ]);
        tasks.ShouldAllBe(check => check.State == "error" && check.Advice.Contains("hippique cloud resume"));
    }

    [Fact]
    public async Task Queue_OrJob_ThatIsMissing_DoesNotExecute()
    {
        await using var bench = await ProjectBench.StartAsync();
        await bench.DeleteJobAsync("hippique-evening-planning");

        var tasks = (await CheckAsync(bench, ("QUEUE_ID", "another"))).Where(check => check.Name == "cloud_tasks").ToList();

        tasks.ShouldContain(check => check.Found.Contains("there is no queue another in europe-west1"));
        tasks.ShouldContain(check => check.Found.Contains("there is no job hippique-evening-planning"));
    }

    [Theory]
    [InlineData(
        "403 PERMISSION_DENIED: lacks IAM permission \"cloudtasks.tasks.create\" for the resource",
        "roles/cloudtasks.enqueuer",
        "error"
    )]
    [InlineData("403 PERMISSION_DENIED: lacks IAM permission \"iam.serviceAccounts.actAs\"", "roles/iam.serviceAccountUser", "error")]
    [InlineData(
        "runner has no permission cloudtasks.tasks.delete; wakes are asked for without it",
        "roles/cloudtasks.taskDeleter",
        "warning"
    )]
    public async Task Permission_ThatTheServiceLacks_IsFoundInItsLog_AndNamedByItsRole(string message, string role, string state)
    {
        await using var bench = await ProjectBench.StartAsync();
        Log(bench, message);

        var check = Only(await CheckAsync(bench), "cloud_tasks");

        check.State.ShouldBe(state);
        check.Found.ShouldContain(role);
        check.Advice.ShouldContain("scripts/deploy_cloud_run.sh");
    }

    [Fact]
    public async Task Rate_ThatIsTooLowForTheDay_IsExceeded()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.SetRate(0.05, 3);
        // All of one minute, in the store: the queue itself has none of them.
        var due = TimeProvider.System.GetUtcNow().AddHours(1);
        await bench.StoreTasksAsync(Enumerable.Range(1, 6).Select(race => (race, due.AddSeconds(race))));

        var rate = (await CheckAsync(bench)).Where(check => check.Name == "rate_limit").ToList();

        rate.Select(check => check.Found)
            .ShouldBe([
                "Rate limit exceeded: the queue makes 0.05 calls a second, too few for 6 tasks in a minute; at least 0.1 are needed",
                "Rate limit exceeded: the queue makes 3 calls at once, and 6 tasks wait at once in the service for 60 s",
            ]);
        rate.ShouldAllBe(check => check.State == "error" && check.Advice.Contains("20 at once"));
    }

    [Fact]
    public async Task Quota_ThatGoogleRefusedFor_IsTold()
    {
        await using var bench = await ProjectBench.StartAsync();
        Log(bench, "429 RESOURCE_EXHAUSTED: Quota exceeded");

        Only(await CheckAsync(bench), "rate_limit").ShouldBe("warning", "Rate limit exceeded: Google refused 1 call for a quota");
    }

    /// <summary>That a person may not look says nothing of the service.</summary>
    [Fact]
    public async Task Permission_ThatThePersonLacks_IsUnknown()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Queue.Deny("cloudtasks.queues.get", "cloudtasks.tasks.list");
        bench.Jobs.Deny("cloudscheduler.jobs.get");
        bench.Run.Deny("run.services.get");
        bench.Log.Deny("logging.logEntries.list");
        bench.Storage.Deny("storage.objects.get");

        var checks = await CheckAsync(bench);

        checks.Where(check => check.Name != "cloud").ShouldAllBe(check => check.State == "warning" && check.Found.StartsWith("unknown: "));
        checks.ShouldContain(check => check.Found.Contains("roles/run.viewer"));
        checks.ShouldContain(check => check.Name == "bucket" && check.Found.Contains("storage.objects.get"));
    }

    [Fact]
    public async Task Bucket_ThatIsMissing_IsAnError_AndTheContainersOwnPermissionsAreTheServices()
    {
        await using var bench = await ProjectBench.StartAsync();
        var absent = await CheckAsync(bench, ("GCS_BUCKET", "no-such-bucket"));
        bench.Storage.Deny("storage.objects.create");
        var denied = await CheckAsync(bench, ("K_SERVICE", "hippique-orchestrator"), ("ALLOWED_EMAILS", "me@example.org"));
        var none = await CheckAsync(bench, ("GCS_BUCKET", ""));

        Only(absent, "bucket").ShouldBe("error", "there is no bucket no-such-bucket");
        Only(denied, "bucket")
            .ShouldBe("error", "my-bucket: the service lacks storage.objects.create; the role roles/storage.objectAdmin is missing");
        Only(none, "bucket").ShouldBe("warning", "Without GCS_BUCKET everything is lost with the container");
        Only(none, "bucket")
            .Found.ShouldContain(
                "plan, tasks, snapshots, analyses, tickets, recorded pages, figures, history, ledger and counts of requests"
            );
    }

    /// <summary>A file that cannot be read does not hide what is wrong with the queue.</summary>
    [Fact]
    public async Task Bucket_WhoseFilesAreNotWhatTheyShouldBe_IsAnError_AndTheRestIsAskedAllTheSame()
    {
        await using var bench = await ProjectBench.StartAsync();
        await bench.PauseQueueAsync();
        bench.SpoilPlan();

        var checks = await CheckAsync(bench);

        Only(checks, "bucket").State.ShouldBe("error");
        Only(checks, "cloud_tasks").ShouldBe("error", "Cloud Tasks not executing: the queue hippique-tasks is paused");
    }

    [Fact]
    public async Task Machine_WithoutCredentials_KnowsNothing()
    {
        await using var bench = await ProjectBench.StartAsync();

        var checks = await CheckAsync(bench, ("CLOUD_RUN_ENDPOINT", "https://run.googleapis.com"));

        checks.Select(check => check.Name).ShouldBe(["cloud", "bucket"]);
        checks[0].State.ShouldBe("warning");
        checks[0].Found.ShouldContain("gcloud auth application-default login");
    }

    [Fact]
    public async Task French_KeepsTheNamesOfTheEntries_AndEveryLineFits()
    {
        await using var bench = await ProjectBench.StartAsync();
        await bench.PauseQueueAsync();
        await bench.JobAsync("hippique-daily-planning", "0 9 * * *", audience: "https://old.example.org");

        var (code, lines, _) = await bench.SayAsync("doctor", ("HIPPIQUE_LANG", "fr"));

        code.ShouldBe(1);
        var words = string.Join(' ', lines.SelectMany(line => line.Split('│')).Select(cell => cell.Trim()));
        words.ShouldContain("« Cloud Tasks");
        words.ShouldContain("« OIDC token");
        lines.ShouldAllBe(line => line.Length <= 80 || line.Contains("://"));
    }

    private static async Task<List<Check>> CheckAsync(ProjectBench bench, params (string Name, string Value)[] variables) =>
        [
            .. (await bench.JsonAsync("doctor", variables))
                .GetProperty("checks")
                .EnumerateArray()
                .Select(check => new Check(Text(check, "name"), Text(check, "state"), Text(check, "found"), Text(check, "advice")))
                .Where(check => OfCloud.Contains(check.Name)),
        ];

    private static string Text(JsonElement check, string name) => check.GetProperty(name).GetString()!;

    private static Check Only(List<Check> checks, string name) => checks.Where(check => check.Name == name).ShouldHaveSingleItem();

    private static void Log(ProjectBench bench, string message) =>
        bench.Log.Add(
            "my-project",
            "hippique-orchestrator",
            TimeProvider.System.GetUtcNow().AddHours(-2),
            "WARNING",
            new JsonObject { ["jsonPayload"] = new JsonObject { ["message"] = message } }
        );

    private sealed record Check(string Name, string State, string Found, string Advice)
    {
        public void ShouldBe(string state, string begins)
        {
            State.ShouldBe(state);
            Found.ShouldStartWith(begins);
        }
    }
}
