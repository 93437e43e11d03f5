using System.Text;
using System.Text.Json.Nodes;
using Hippique.GoogleCloud.Wakes;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Tasks;

/// <summary>Clients that nobody here wrote, against the loopback Cloud Tasks and what the program put into it.</summary>
public sealed class OfficialTasksClientsTests : IAsyncLifetime
{
    private CloudTasksBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await CloudTasksBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Npm_ReadsWhatTheProgramMadeAndTheProgramReadsWhatItMade()
    {
        Assert.SkipUnless(NpmClients.Present, NpmClients.Absent);
        var tasks = Enumerable.Range(1, 4).Select(race => InventedTasks.H5(_bench.Now.AddHours(1), race)).ToList();
        foreach (var task in tasks)
            await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        var full = (await NpmAsync("full"))["full"]!.AsArray();
        full.Count.ShouldBe(4);
        foreach (var task in tasks)
        {
            var read = full.Single(item => item!["url"]!.GetValue<string>().EndsWith(task.Name, StringComparison.Ordinal))!;
            read["method"]!.ToString().ShouldBe("POST");
            read["body"]!.GetValue<string>().ShouldBe("{}");
            read["email"]!.GetValue<string>().ShouldBe(Invented.Account);
            read["audience"]!.GetValue<string>().ShouldBe("https://hippique.invented.example");
            read["deadline"]!.GetValue<int>().ShouldBe(900);
        }
        var made = await NpmAsync("create", "again", "list");
        made["create"]!["seconds"]!.GetValue<long>().ShouldBe(1773493200);
        made["again"]!["error"]!.ToString().ShouldBeOneOf("ALREADY_EXISTS", "6");
        made["list"]!["pages"]!.GetValue<int>().ShouldBe(3);
        made["list"]!["names"]!
            .AsArray()
            .Select(name => name!.GetValue<string>())
            .ShouldBe(tasks.Select(task => WakeId.Of(task.Name)).Append("made-by-npm"), ignoreOrder: true);

        var theirs = (await _bench.Client.GetAsync("made-by-npm", Token)).OrThrow();
        theirs.ScheduleTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1773493200));
        theirs.DispatchDeadline.ShouldBe("600s");
        theirs.HttpRequest!.OidcToken!.Audience.ShouldBe("https://hippique.invented.example");
        (await _bench.Client.ListAsync(Token)).OrThrow().Count.ShouldBe(5);
        Encoding
            .UTF8.GetString(
                _bench
                    .Queue.Requests.Select(request => request.Body?["task"]?["httpRequest"]?["body"])
                    .OfType<JsonNode>()
                    .Select(body => Convert.FromBase64String(body.GetValue<string>()))
                    .Last()
            )
            .ShouldBe("""{"by":"npm"}""");

        var rest = await NpmAsync("pause", "resume", "delete");
        rest["pause"]!["there"]!.ToString().ShouldBe("PAUSED");
        rest["resume"]!["state"]!.ToString().ShouldBe("RUNNING");
        rest["delete"]!["error"]!.ToString().ShouldBeOneOf("NOT_FOUND", "5");
        (await _bench.Timer.IsPausedAsync(Token)).ShouldBeFalse();
        (await _bench.Timer.WaitingAsync(Token)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Gcloud_ReadsWhatTheProgramMadeAndTheProgramReadsWhatItMade()
    {
        Assert.SkipUnless(Gcloud.Present, Gcloud.Absent);
        using var gcloud = new Gcloud(_bench.Options.TasksEndpoint, _bench.Options.ProjectId);
        const string where = "--queue=hippique-tasks --location=europe-west1 --format=json";
        var task = InventedTasks.H5(_bench.Now.AddHours(1));
        var id = WakeId.Of(task.Name);
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        var described = Json(await gcloud.RunAsync($"tasks describe {id} {where}", Token))!;
        described["httpRequest"]!["url"]!.GetValue<string>().ShouldBe($"https://hippique.invented.example/tasks/{task.Name}");
        described["scheduleTime"]!.GetValue<string>().ShouldBe("2026-03-14T12:54:00Z");
        await gcloud.RunAsync(
            $"tasks create-http-task made-by-gcloud --url=https://hippique.invented.example/x --schedule-time=2026-03-14T13:00:00Z --oidc-service-account-email={Invented.Account} --oidc-token-audience=https://hippique.invented.example {where}",
            Token
        );
        Json(await gcloud.RunAsync($"tasks list {where}", Token))!.AsArray().Count.ShouldBe(2);
        (await _bench.Client.GetAsync("made-by-gcloud", Token))
            .OrThrow()
            .ScheduleTime.ShouldBe(new DateTimeOffset(2026, 3, 14, 13, 0, 0, TimeSpan.Zero));
        await gcloud.RunAsync($"tasks delete made-by-gcloud {where}", Token);
        _bench.Queue.Ids.ShouldBe([id]);
        (await gcloud.TryAsync($"tasks describe made-by-gcloud {where}", Token)).ExitCode.ShouldNotBe(0);

        const string region = "--location=europe-west1 --format=json";
        Json(await gcloud.RunAsync($"tasks queues describe hippique-tasks {region}", Token))!["state"]!
            .GetValue<string>()
            .ShouldBe("RUNNING");
        await gcloud.RunAsync($"tasks queues pause hippique-tasks {region}", Token);
        (await _bench.Timer.IsPausedAsync(Token)).ShouldBeTrue();
        await gcloud.RunAsync($"tasks queues resume hippique-tasks {region}", Token);
        (await _bench.Timer.IsPausedAsync(Token)).ShouldBeFalse();
        await gcloud.RunAsync($"tasks queues update hippique-tasks --max-dispatches-per-second=5 --max-attempts=10 {region}", Token);
        var queue = (await _bench.Client.QueueAsync(Token)).OrThrow();
        (queue.RateLimits!.MaxDispatchesPerSecond, queue.RetryConfig!.MaxAttempts).ShouldBe((5d, 10));
        await gcloud.RunAsync($"tasks queues create another {region}", Token);
        Json(await gcloud.RunAsync($"tasks queues list {region}", Token))!.AsArray().Count.ShouldBe(2);
    }

    private static JsonNode? Json(string text) => JsonNode.Parse(text);

    private async Task<JsonNode> NpmAsync(params string[] steps)
    {
        var port = _bench.Options.TasksEndpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var run = await NpmClients.RunAsync("tasks.mjs", [port, Invented.Queue, .. steps], Token);
        run.ExitCode.ShouldBe(0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }
}
