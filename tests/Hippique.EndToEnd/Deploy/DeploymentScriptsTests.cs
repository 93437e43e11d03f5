namespace Hippique.EndToEnd.Deploy;

/// <summary>The scripts that put the service on Google Cloud, run against a stand-in for gcloud that keeps what exists.</summary>
public sealed class DeploymentScriptsTests : IDisposable
{
    private const string Secret = "s3cret, with a space";

    private readonly ScriptBench _bench = new(
        "# mine",
        "PROJECT_ID=my-project",
        "GCS_BUCKET=\"my-bucket\" # the one",
        "OPERATORS=zeturf,pmu",
        "OIDC_CLIENT_ID=abc",
        $"OIDC_CLIENT_SECRET={Secret}",
        "PORT=9000"
    );

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Two_runs_end_in_the_same_state_and_nothing_is_missing_in_it()
    {
        await EverythingAsync();
        var first = _bench.Things;
        var env = await File.ReadAllTextAsync(_bench.EnvFile, TestContext.Current.CancellationToken);

        await EverythingAsync();

        _bench.Things.ShouldBe(first);
        (await File.ReadAllTextAsync(_bench.EnvFile, TestContext.Current.CancellationToken)).ShouldBe(env);
        env.ShouldContain("SERVICE_URL=https://hippique-orchestrator-abc123.a.run.app\n");
        first["bindings"].Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(NeededRoles);
        var service = first["run_services-hippique-orchestrator"].Split('\n');
        service.ShouldContain("--max-instances=1");
        service.ShouldContain("--allow-unauthenticated");
        var variables = service.Single(line => line.StartsWith("--set-env-vars=", StringComparison.Ordinal)).Split("~|~");
        variables.ShouldContain("OPERATORS=zeturf,pmu");
        variables.ShouldContain("QUEUE=cloud");
        variables.ShouldContain("SERVICE_URL=https://hippique-orchestrator-abc123.a.run.app");
        // Cloud Run sets the port.
        variables.ShouldNotContain("PORT=9000");
        first["storage_buckets-my-bucket"].ShouldContain("--public-access-prevention\n--uniform-bucket-level-access\n");
        foreach (var job in (string[])["daily", "evening"])
            first[$"scheduler_jobs-hippique-{job}-planning"]
                .ShouldContain("--oidc-token-audience=https://hippique-orchestrator-abc123.a.run.app\n");
    }

    private async Task EverythingAsync()
    {
        await _bench.RunAsync("deploy_cloud_run");
        await _bench.RunAsync("create_scheduler_0900");
    }

    private const string Account = "serviceAccount:hippique@my-project.iam.gserviceaccount.com";

    private static readonly string[] NeededRoles =
    [
        $"iam service-accounts hippique@my-project.iam.gserviceaccount.com {Account} roles/iam.serviceAccountUser",
        $"run services hippique-orchestrator {Account} roles/run.invoker",
        $"secrets hippique-orchestrator-oidc-client-secret {Account} roles/secretmanager.secretAccessor",
        $"storage buckets gs://my-bucket {Account} roles/storage.objectAdmin",
        $"tasks queues hippique-tasks {Account} roles/cloudtasks.enqueuer",
    ];

    [Fact]
    public async Task Further_roles_are_given_only_to_whom_they_are_asked_for()
    {
        await _bench.RunAsync("deploy_cloud_run", "--grant", "cancel,scheduler", "--operator", "me@example.org");

        var further = _bench.Things["bindings"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(NeededRoles);
        further
            .Select(line => string.Join(' ', line.Split(' ')[^2..]))
            .ShouldBe(
                [
                    $"{Account} roles/cloudscheduler.admin",
                    $"{Account} roles/cloudtasks.taskDeleter",
                    "user:me@example.org roles/cloudscheduler.admin",
                    "user:me@example.org roles/cloudtasks.queueAdmin",
                    "user:me@example.org roles/cloudtasks.viewer",
                    "user:me@example.org roles/logging.viewer",
                    "user:me@example.org roles/run.viewer",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_secret_is_in_no_command_line_and_its_version_is_made_once()
    {
        await _bench.RunAsync("deploy_cloud_run");
        var said = await _bench.RunAsync("deploy_cloud_run");

        _bench.Things["secrets-hippique-orchestrator-oidc-client-secret-value"].ShouldBe(Secret);
        _bench.Commands.ShouldAllBe(line => !line.Contains("s3cret", StringComparison.Ordinal));
        (said.Out + said.Error).ShouldNotContain("s3cret");
        _bench.Commands.Count(line => line.Contains("versions add", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_of_messages_lie_beside_it_and_go_with_the_rest()
    {
        using var bench = new ScriptBench(
            "PROJECT_ID=my-project",
            "GCS_BUCKET=my-bucket",
            "NOTIFY_SMTP_URL=smtps://me:s3cret@smtp.example.org",
            "NOTIFY_MAIL_FROM=me@example.org",
            "NOTIFY_MAIL_TO=me@example.org"
        );
        await bench.RunAsync("deploy_cloud_run", "--image", "example.org/mine:1");

        bench.Things["secrets-hippique-orchestrator-notify-smtp-url-value"].ShouldBe("smtps://me:s3cret@smtp.example.org");
        var service = bench.Things["run_services-hippique-orchestrator"];
        service.ShouldContain("--set-secrets=NOTIFY_SMTP_URL=hippique-orchestrator-notify-smtp-url:latest\n");
        service.ShouldContain("NOTIFY_MAIL_FROM=me@example.org");
        bench.Commands.ShouldAllBe(line => !line.Contains("s3cret", StringComparison.Ordinal));

        await bench.RunAsync("teardown", "--yes");
        bench.Things.Keys.ShouldNotContain(name => name.StartsWith("secrets-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_IAM_the_service_is_told_so()
    {
        await _bench.RunAsync("deploy_cloud_run", "--private", "--image", "example.org/mine:1");

        var service = _bench.Things["run_services-hippique-orchestrator"];
        service.ShouldContain("--no-allow-unauthenticated\n");
        service.ShouldContain("--invoker-iam-check\n");
        service.ShouldContain("~|~AUTH_PLATFORM=cloud-run-iam\n");
        service.ShouldContain("--image=example.org/mine:1\n");
        _bench.Commands.ShouldAllBe(line => !line.StartsWith("gcloud builds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_of_ones_own_stays_and_that_of_another_service_is_replaced()
    {
        await File.AppendAllTextAsync(_bench.EnvFile, "SERVICE_URL=https://races.example.org/\n", TestContext.Current.CancellationToken);
        await _bench.RunAsync("deploy_cloud_run");
        _bench.Things["run_services-hippique-orchestrator"].ShouldContain("~|~SERVICE_URL=https://races.example.org~|~");

        var env = (await File.ReadAllTextAsync(_bench.EnvFile, TestContext.Current.CancellationToken)).Replace(
            "https://races.example.org",
            "https://another-abc123.a.run.app",
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(_bench.EnvFile, env, TestContext.Current.CancellationToken);
        await _bench.RunAsync("deploy_cloud_run");
        _bench
            .Things["run_services-hippique-orchestrator"]
            .ShouldContain("~|~SERVICE_URL=https://hippique-orchestrator-abc123.a.run.app~|~");
    }

    [Fact]
    public async Task Pause_and_resume_may_be_repeated()
    {
        (await _bench.TryAsync("pause")).Error.ShouldContain("There is no queue hippique-tasks");
        await EverythingAsync();

        await _bench.RunAsync("pause");
        await _bench.RunAsync("pause");
        States().ShouldBe(["PAUSED", "PAUSED", "PAUSED"]);

        await _bench.RunAsync("resume");
        await _bench.RunAsync("resume");
        States().ShouldBe(["ENABLED", "ENABLED", "RUNNING"]);
    }

    private IEnumerable<string> States() =>
        _bench.Things.Where(thing => thing.Key.EndsWith("-state", StringComparison.Ordinal)).Select(thing => thing.Value.Trim());

    [Fact]
    public async Task Teardown_asks_first_and_keeps_the_bucket_unless_told()
    {
        await EverythingAsync();
        var before = _bench.Things;

        (await _bench.AnsweringAsync("yes\n", "teardown")).Code.ShouldBe(1);
        _bench.Things.ShouldBe(before);

        (await _bench.AnsweringAsync("my-project\n", "teardown")).Code.ShouldBe(0);
        await _bench.RunAsync("teardown", "--yes");
        _bench.Things.Keys.ShouldBe(["apis", "bindings", "image", "storage_buckets-my-bucket"]);

        await _bench.RunAsync("teardown", "--yes", "--delete-data");
        _bench.Things.Keys.ShouldBe(["apis", "bindings", "image"]);
    }

    [Fact]
    public async Task Teardown_leaves_an_account_that_the_scripts_did_not_name()
    {
        await File.AppendAllTextAsync(
            _bench.EnvFile,
            "SERVICE_ACCOUNT_EMAIL=shared@my-project.iam.gserviceaccount.com\n",
            TestContext.Current.CancellationToken
        );
        await _bench.RunAsync("deploy_cloud_run");

        await _bench.RunAsync("teardown", "--yes");

        _bench.Things.Keys.ShouldContain("iam_service-accounts-shared");
    }

    [Theory]
    [InlineData("deploy_cloud_run", "gcloud run deploy hippique-orchestrator")]
    [InlineData("create_scheduler_0900", "gcloud scheduler jobs create http hippique-evening-planning")]
    [InlineData("pause", "gcloud tasks queues pause hippique-tasks")]
    [InlineData("resume", "gcloud scheduler jobs resume hippique-daily-planning")]
    [InlineData("teardown", "gcloud run services delete hippique-orchestrator")]
    public async Task A_dry_run_prints_what_it_would_do_and_asks_nobody(string script, string line)
    {
        await File.AppendAllTextAsync(_bench.EnvFile, "SERVICE_URL=https://races.example.org\n", TestContext.Current.CancellationToken);
        var env = await File.ReadAllTextAsync(_bench.EnvFile, TestContext.Current.CancellationToken);

        var run = await _bench.RunAsync(script, "--dry-run");

        run.Out.Split('\n').ShouldContain(printed => printed.StartsWith(line, StringComparison.Ordinal));
        run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(printed => printed.StartsWith("gcloud ", StringComparison.Ordinal));
        run.Out.ShouldNotContain("s3cret");
        _bench.Commands.ShouldBeEmpty();
        (await File.ReadAllTextAsync(_bench.EnvFile, TestContext.Current.CancellationToken)).ShouldBe(env);
        (await _bench.RunAsync(script, "--help")).Out.ShouldContain($"scripts/{script}.sh");
        (await _bench.TryAsync(script, "--dyr-run")).Code.ShouldBe(1);
    }

    /// <summary>A <c>.env</c> is data: nothing in it is carried out.</summary>
    [Theory]
    [InlineData("PROJECT_ID=my-project\nBANKROLL=$(touch ran)\n", 0, "")]
    [InlineData("PROJECT_ID=my-project\ntouch ran\n", 1, ".env:2: expected NAME=value")]
    [InlineData("PROJECT_ID=--help\n", 1, "PROJECT_ID: '--help' is no project id")]
    [InlineData("PROJECT_ID=my-project\nREQUIRE_AUTH=false\n", 1, "REQUIRE_AUTH=false is refused")]
    [InlineData("REGION=europe-west1\n", 1, "PROJECT_ID is not set")]
    public async Task What_stands_in_the_file_is_checked_before_anything_is_done(string env, int code, string said)
    {
        await File.WriteAllTextAsync(_bench.EnvFile, env, TestContext.Current.CancellationToken);

        var run = await _bench.TryAsync("deploy_cloud_run", "--dry-run");

        run.Code.ShouldBe(code);
        run.Error.ShouldContain(said);
        File.Exists(Path.Combine(_bench.Folder, "ran")).ShouldBeFalse();
    }
}
