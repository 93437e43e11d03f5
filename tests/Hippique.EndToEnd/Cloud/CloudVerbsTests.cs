using System.Text.Json;
using System.Text.Json.Nodes;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd.Cloud;

/// <summary><c>hippique cloud</c> as a person runs it, against a project at a loopback address.</summary>
public sealed class CloudVerbsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(
        "en",
        "8 races are planned for today",
        "hippique-tasks: running",
        "at most 5 calls a second, 20 at once",
        "after 0.1 s, doubled 16 times, at most 3600 s",
        "up after 100 attempts"
    )]
    [InlineData(
        "fr",
        "8 courses prévues aujourd’hui",
        "hippique-tasks : en marche",
        "au plus 5 appels par seconde, 20 à la fois",
        "après 0,1 s, doublé 16 fois, au plus 3600 s",
        "abandon après 100 essais"
    )]
    public async Task Status_ShowsServiceReadinessQueueAndJobs(string language, params string[] says)
    {
        await using var bench = await ProjectBench.StartAsync();

        var (code, lines, error) = await bench.SayAsync("cloud status", ("HIPPIQUE_LANG", language));

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        var text = string.Join('\n', lines);
        foreach (var part in says)
            text.ShouldContain(part);
        text.ShouldContain("hippique-orchestrator-00001-abc");
        text.ShouldContain("0 9 * * * (Europe/Paris)");
        lines.ShouldAllBe(line => line.Length <= 80 || line.Contains("://"));
    }

    [Fact]
    public async Task Status_Json_HasThePartsAndWhyOneIsMissing()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Deploy(failing: "The user-provided container failed to start.");
        bench.Queue.Deny("cloudtasks.queues.get");
        await bench.DeleteJobAsync("hippique-evening-planning");

        var status = await bench.JsonAsync("cloud status");

        status.GetProperty("service").GetProperty("serves").GetBoolean().ShouldBeFalse();
        status.GetProperty("service").GetProperty("newer_revision").GetString().ShouldBe("hippique-orchestrator-00002-def");
        status.GetProperty("ready").GetProperty("races").GetInt32().ShouldBe(8);
        status.GetProperty("queue").ValueKind.ShouldBe(JsonValueKind.Null);
        status.GetProperty("jobs").GetArrayLength().ShouldBe(1);
        var errors = status.GetProperty("errors").EnumerateArray().Select(one => one.GetString()!).ToList();
        errors.ShouldContain(one => one.Contains("roles/cloudtasks.viewer"));
        errors.ShouldContain(one => one.Contains("hippique-evening-planning does not exist"));
    }

    [Theory]
    [InlineData("cloud tasks", "roles/cloudtasks.viewer")]
    [InlineData("cloud pause", "roles/cloudtasks.queueAdmin")]
    [InlineData("cloud pause", "roles/cloudscheduler.admin")]
    [InlineData("cloud logs", "roles/logging.viewer")]
    [InlineData("cloud status", "roles/run.viewer")]
    public async Task Permission_ThatIsMissing_IsNamedByItsRole(string verb, string role)
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Queue.Deny("cloudtasks.tasks.list", "cloudtasks.queues.pause");
        bench.Jobs.Deny("cloudscheduler.jobs.pause");
        bench.Log.Deny("logging.logEntries.list");
        bench.Run.Deny("run.services.get");

        var (code, _, error) = await bench.SayAsync(verb);

        code.ShouldBe(1);
        error.ShouldContain(line => line.Contains(role));
    }

    [Fact]
    public async Task Tasks_AreInTheOrderOfTimeOverPages_WithoutTheHash()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var bench = await ProjectBench.StartAsync(clock);
        await bench.TaskAsync("run-20260314-r1c2-h5", Noon.AddHours(3));
        await bench.TaskAsync("run-20260314-r1c1-h30", Noon.AddHours(1));
        await bench.TaskAsync("run-20260314-r1c1-h5", Noon.AddHours(2));

        var (code, lines, _) = await bench.SayAsync("cloud tasks --limit 2");
        var json = await bench.JsonAsync("cloud tasks");

        code.ShouldBe(0);
        lines[0].ShouldBe("hippique-tasks: 3 tasks wait");
        // A minute after the call, which comes a minute before.
        lines.ShouldContain(line => line.Contains("14/03 13:01:00") && line.Contains(" run-20260314-r1c1-h30 "));
        lines.ShouldNotContain(line => line.Contains("r1c2"));
        lines[^1].ShouldBe("1 more task; --limit shows them");
        lines.ShouldAllBe(line => line.Length <= 80);
        json.GetProperty("total").GetInt32().ShouldBe(3);
        json.GetProperty("tasks")
            .EnumerateArray()
            .Select(task => task.GetProperty("name").GetString())
            .ShouldBe(["run-20260314-r1c1-h30", "run-20260314-r1c1-h5", "run-20260314-r1c2-h5"]);
    }

    [Fact]
    public async Task Tasks_ThatTheServiceRefuses_ShowAttemptsAndTheLastAnswer()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var bench = await ProjectBench.StartAsync(clock);
        await bench.TaskAsync("run-20260314-r1c1-h30", Noon.AddSeconds(1));
        await DeliverAsync(bench, clock);

        (await bench.SayAsync("cloud tasks", ("HIPPIQUE_LANG", "fr"))).Out.ShouldContain(line => line.Contains("16 UNAUTHENTICATED"));
        var task = (await bench.JsonAsync("cloud tasks")).GetProperty("tasks")[0];
        task.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(0);
        task.GetProperty("last_code").GetInt32().ShouldBe(16);
    }

    [Fact]
    public async Task Pause_AndResume_SwitchJobsAndQueue_AndSayWhatChanged()
    {
        await using var bench = await ProjectBench.StartAsync();

        var paused = await bench.SayAsync("cloud pause");
        var again = await bench.SayAsync("cloud pause", ("HIPPIQUE_LANG", "fr"));
        var states = await bench.JsonAsync("cloud status");
        var resumed = await bench.JsonAsync("cloud resume");

        paused.Code.ShouldBe(0);
        paused.Out.ShouldBe(["hippique-daily-planning: now paused", "hippique-evening-planning: now paused", "hippique-tasks: now paused"]);
        again.Code.ShouldBe(0);
        again.Out.ShouldBe([
            "hippique-daily-planning : déjà en pause",
            "hippique-evening-planning : déjà en pause",
            "hippique-tasks : déjà en pause",
        ]);
        states.GetProperty("queue").GetProperty("state").GetString().ShouldBe("PAUSED");
        states.GetProperty("jobs").EnumerateArray().ShouldAllBe(job => job.GetProperty("state").GetString() == "PAUSED");
        resumed.GetProperty("parts").EnumerateArray().ShouldAllBe(part => part.GetProperty("changed").GetInt32() == 1);
        bench.Jobs.Ids.ShouldBe(["hippique-daily-planning", "hippique-evening-planning"]);
    }

    [Fact]
    public async Task Pause_AlsoStopsTheJobsOfSingleTasks()
    {
        await using var bench = await ProjectBench.StartAsync(new FakeTimeProvider(Noon));
        await bench.JobAsync(GoogleCloud.Wakes.WakeId.Of("run-20260314-r1c1-h30"), "55 14 14 3 *");

        var paused = await bench.JsonAsync("cloud pause");
        bench.Jobs.Ids.ShouldContain("hippique-paused");
        var resumed = await bench.JsonAsync("cloud resume");

        foreach (var (answer, state) in new[] { (paused, "PAUSED"), (resumed, "ENABLED") })
        {
            var jobs = answer.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("kind").GetString() == "jobs");
            jobs.GetProperty("changed").GetInt32().ShouldBe(1);
            jobs.GetProperty("state").GetString().ShouldBe(state);
        }
        bench.Jobs.Ids.ShouldNotContain("hippique-paused");
    }

    [Fact]
    public async Task Logs_OfARun_AreInTheOrderOfTime_OneLineAnEntry()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var bench = await ProjectBench.StartAsync();
        bench.Log.LargestPage = 2;
        for (var i = 0; i < 5; i++)
            Log(bench, now.AddMinutes(i - 10), "INFO", $"step {i} " + new string('x', 100), "run-20251016-r1c3-h30");
        Log(bench, now.AddMinutes(-1), "ERROR", "of another run", "run-20251016-r1c4-h30");
        Log(bench, now.AddDays(-40), "INFO", "too old", "run-20251016-r1c3-h30");

        var (code, lines, error) = await bench.SayAsync("cloud logs --run run-20251016-r1c3-h30 --limit 3");
        var json = await bench.JsonAsync("cloud logs --run run-20251016-r1c3-h30");

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        lines.Count.ShouldBe(3);
        lines[0].ShouldContain("INFO    step 2 x");
        lines[2].ShouldContain("step 4");
        lines.ShouldAllBe(line => line.EndsWith(new string('x', 100)));
        json.GetProperty("entries").GetArrayLength().ShouldBe(5);
        json.GetProperty("entries")[0].GetProperty("message").GetString()!.Length.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Logs_AreOfTheLastHour_AndOfTheSeverity()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var bench = await ProjectBench.StartAsync();
        Log(bench, now.AddMinutes(-5), "WARNING", "lately", null);
        Log(bench, now.AddMinutes(-4), "INFO", "harmless", null);
        Log(bench, now.AddHours(-3), "ERROR", "before", null);
        bench.Log.Add(
            "my-project",
            "hippique-orchestrator",
            now.AddMinutes(-3),
            "WARNING",
            new JsonObject
            {
                ["httpRequest"] = new JsonObject
                {
                    ["requestMethod"] = "POST",
                    ["requestUrl"] = "/run",
                    ["status"] = 401,
                },
            }
        );

        var warnings = (await bench.SayAsync("cloud logs --severity warning")).Out;
        warnings
            .Select(line => line[line.IndexOf("WARNING", StringComparison.Ordinal)..])
            .ShouldBe(["WARNING lately", "WARNING POST /run 401"]);
        (await bench.SayAsync("cloud logs --since 1d --severity ERROR")).Out.ShouldHaveSingleItem().ShouldEndWith("before");
        (await bench.SayAsync("cloud logs --since 1m", ("HIPPIQUE_LANG", "fr")))
            .Out.ShouldHaveSingleItem()
            .ShouldStartWith("aucune ligne depuis ");
    }

    [Fact]
    public async Task Queue_ThatIsNotThere_IsSaidInOneLine()
    {
        await using var bench = await ProjectBench.StartAsync();

        var (code, lines, error) = await bench.SayAsync("cloud tasks", ("QUEUE_ID", "another"));

        code.ShouldBe(1);
        lines.ShouldBeEmpty();
        error.ShouldHaveSingleItem().ShouldBe("hippique: the queue another does not exist; run scripts/deploy_cloud_run.sh");
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("settle")]
    public async Task Verb_ThatChangesTheProject_SaysWhichFirst(string verb)
    {
        await using var bench = await ProjectBench.StartAsync();

        var cloud = (await bench.SayAsync(verb)).Error;
        var bucket = (await bench.SayAsync(verb, ("QUEUE", "embedded"))).Error;
        var home = (await bench.SayAsync(verb, ("QUEUE", "embedded"), ("GCS_BUCKET", ""))).Error;

        cloud[0]
            .ShouldStartWith(
                "hippique: this works in project my-project (europe-west1): tasks go into its queue hippique-tasks, files to gs://my-bucket/prod/snapshots."
            );
        bucket[0].ShouldStartWith("hippique: files go to gs://my-bucket/prod/snapshots, not to this machine");
        home.ShouldNotContain(line => line.Contains("my-project") || line.Contains("gs://"));
    }

    /// <summary>It needs no queue.</summary>
    [Fact]
    public async Task Import_OfTheRecord_SaysThatItGoesIntoTheBucket()
    {
        await using var bench = await ProjectBench.StartAsync();

        var (_, _, bucket) = await bench.SayAsync("history import absent.jsonl");
        var (_, _, home) = await bench.SayAsync("history import absent.jsonl", ("QUEUE", "embedded"), ("GCS_BUCKET", ""));

        bucket[0].ShouldStartWith("hippique: files go to gs://my-bucket/prod/snapshots, not to this machine");
        home.ShouldNotContain(line => line.Contains("gs://"));
    }

    [Fact]
    public async Task Project_WithoutCredentials_IsSaidWithWhatToDo()
    {
        await using var bench = await ProjectBench.StartAsync();

        var (code, _, error) = await bench.SayAsync("cloud status", ("CLOUD_RUN_ENDPOINT", "https://run.googleapis.com"));

        code.ShouldBe(1);
        error.ShouldHaveSingleItem().ShouldContain("gcloud auth application-default login");
    }

    [Fact]
    public async Task Google_ThatDoesNotAnswer_IsSaidInOneLine()
    {
        await using var bench = await ProjectBench.StartAsync();

        var (code, _, error) = await bench.SayAsync("cloud logs", ("CLOUD_LOGGING_ENDPOINT", "http://127.0.0.1:1"));

        code.ShouldBe(1);
        error.ShouldHaveSingleItem().ShouldStartWith("hippique: the log of my-project: Google Cloud cannot be reached (");
    }

    /// <summary>The verbs that read files read the bucket if there is one, and a folder that is named.</summary>
    [Fact]
    public async Task Tickets_AreReadFromTheBucket()
    {
        await using var bench = await ProjectBench.StartAsync();
        var none = await bench.SayAsync("tickets --date 2026-03-14");
        bench.Storage.Requests.ShouldContain(request => request.Name == "prod/snapshots/2026-03-14/plan.json");
        bench.Storage.ForgetRequests();
        var named = await bench.SayAsync("tickets --date 2026-03-14 --data elsewhere");

        none.Error.ShouldBe(["hippique: no plan of 2026-03-14 in gs://my-bucket/prod/snapshots"]);
        named.Error.ShouldHaveSingleItem().ShouldEndWith("elsewhere");
        bench.Storage.Requests.ShouldBeEmpty();
    }

    internal static async Task DeliverAsync(ProjectBench bench, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(2));
        await BoundedWait.UntilAsync(() => bench.Queue.Deliveries.Count > 0 && bench.Queue.UnderWay == 0);
    }

    private static void Log(ProjectBench bench, DateTimeOffset at, string severity, string message, string? run)
    {
        var payload = new JsonObject { ["message"] = message };
        if (run is not null)
            payload["correlation_id"] = run;
        bench.Log.Add("my-project", "hippique-orchestrator", at, severity, new JsonObject { ["jsonPayload"] = payload });
    }
}
