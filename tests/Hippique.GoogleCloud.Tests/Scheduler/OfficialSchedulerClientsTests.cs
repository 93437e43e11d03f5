using System.Text;
using System.Text.Json.Nodes;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Wakes;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Scheduler;

/// <summary>Clients that nobody here wrote, against the loopback Cloud Scheduler and what the program put into it.</summary>
public sealed class OfficialSchedulerClientsTests : IAsyncLifetime
{
    private CloudSchedulerBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _bench = await CloudSchedulerBench.StartAsync(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Npm_ReadsWhatTheProgramMadeAndTheProgramReadsWhatItMade()
    {
        Assert.SkipUnless(NpmClients.Present, NpmClients.Absent);
        await _bench.Daily.EnsureAsync(Token);
        var task = InventedTasks.H5(_bench.Now.AddHours(1));
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        var answers = await NpmAsync("daily", "create", "again", "list", "update");

        answers["daily"]!["schedule"]!.GetValue<string>().ShouldBe("0 9 * * *");
        answers["daily"]!["timeZone"]!.GetValue<string>().ShouldBe("Europe/Paris");
        answers["daily"]!["uri"]!.GetValue<string>().ShouldBe("https://hippique.invented.example/schedule");
        answers["daily"]!["body"]!.GetValue<string>().ShouldBe("""{"date":"today","mode":"tasks"}""");
        answers["daily"]!["audience"]!.GetValue<string>().ShouldBe("https://hippique.invented.example");
        answers["create"]!["next"]!.GetValue<long>().ShouldBe(new DateTimeOffset(2026, 3, 15, 5, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        answers["again"]!["error"]!.ToString().ShouldBeOneOf("ALREADY_EXISTS", "6");
        answers["list"]!["pages"]!.GetValue<int>().ShouldBe(2);
        answers["list"]!["names"]!
            .AsArray()
            .Select(name => name!.GetValue<string>())
            .ShouldBe([WakeId.Of(task.Name), DailyJobs.Planning, DailyJobs.EveningPlanning, "made-by-npm"], ignoreOrder: true);
        answers["update"]!["schedule"]!.GetValue<string>().ShouldBe("30 6 * * *");
        answers["update"]!["timeZone"]!.GetValue<string>().ShouldBe("Europe/Paris");
        var theirs = (await _bench.Client.GetAsync("made-by-npm", Token)).OrThrow();
        Encoding.UTF8.GetString(theirs.HttpTarget!.Body!).ShouldBe("""{"by":"npm"}""");
        theirs.AttemptDeadline.ShouldBe("300s");

        var rest = await NpmAsync("pause", "resume", "delete");
        rest["pause"]!["state"]!.ToString().ShouldBe("PAUSED");
        rest["resume"]!["state"]!.ToString().ShouldBe("ENABLED");
        rest["delete"]!["error"]!.ToString().ShouldBeOneOf("NOT_FOUND", "5");
    }

    [Fact]
    public async Task Gcloud_ReadsWhatTheProgramMadeAndTheProgramReadsWhatItMade()
    {
        Assert.SkipUnless(Gcloud.Present, Gcloud.Absent);
        using var gcloud = new Gcloud(_bench.Options.SchedulerEndpoint, _bench.Options.ProjectId);
        const string where = "--location=europe-west1 --format=json";
        await _bench.Daily.EnsureAsync(Token);

        var described = Json(await gcloud.RunAsync($"scheduler jobs describe {DailyJobs.Planning} {where}", Token))!;
        described["schedule"]!.GetValue<string>().ShouldBe("0 9 * * *");
        described["state"]!.GetValue<string>().ShouldBe("ENABLED");
        await gcloud.RunAsync($"scheduler jobs pause {DailyJobs.Planning} {where}", Token);
        (await _bench.Daily.FindAsync(Token))[0].State.ShouldBe("PAUSED");
        await gcloud.RunAsync($"scheduler jobs resume {DailyJobs.Planning} {where}", Token);
        (await _bench.Daily.FindAsync(Token))[0].State.ShouldBe("ENABLED");
        await gcloud.RunAsync($"scheduler jobs run {DailyJobs.Planning} {where}", Token);
        await BoundedWait.UntilAsync(() => _bench.Service.Calls.Count > 0);
        _bench.Service.Calls[0].Path.ShouldBe("/schedule");
        var create = new[]
        {
            "scheduler jobs create http made-by-gcloud",
            "--uri=https://hippique.invented.example/schedule",
            $"--oidc-service-account-email={Invented.Account}",
            "--message-body={}",
            "--schedule=@daily",
            where,
        };
        (await gcloud.TryAsync(string.Join(' ', create), Token)).ExitCode.ShouldNotBe(0, "such schedules are not read here");
        await gcloud.RunAsync(
            string.Join(' ', create).Replace("--schedule=@daily", "--schedule=0~6~*~*~*", StringComparison.Ordinal),
            Token
        );
        (await _bench.Client.GetAsync("made-by-gcloud", Token))
            .OrThrow()
            .HttpTarget!.OidcToken!.ServiceAccountEmail.ShouldBe(Invented.Account);
        Json(await gcloud.RunAsync($"scheduler jobs list {where}", Token))!.AsArray().Count.ShouldBe(3);
        await gcloud.RunAsync($"scheduler jobs update http made-by-gcloud --attempt-deadline=120s {where}", Token);
        (await _bench.Client.GetAsync("made-by-gcloud", Token)).OrThrow().AttemptDeadline.ShouldBe("120s");
        await gcloud.RunAsync($"scheduler jobs delete made-by-gcloud {where}", Token);
        _bench.Scheduler.Ids.ShouldBe([DailyJobs.Planning, DailyJobs.EveningPlanning]);
    }

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private async Task<JsonNode> NpmAsync(params string[] steps)
    {
        var port = _bench.Options.SchedulerEndpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var run = await NpmClients.RunAsync("scheduler.mjs", [port, Invented.Location, .. steps], Token);
        run.ExitCode.ShouldBe(0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }
}
