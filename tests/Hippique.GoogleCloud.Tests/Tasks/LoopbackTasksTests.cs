using System.Net;
using System.Text;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Tests.Tasks;

/// <summary>The loopback Cloud Tasks by the rules of the real one: what it refuses, and how it delivers.</summary>
public sealed class LoopbackTasksTests : IAsyncLifetime
{
    private CloudTasksBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await CloudTasksBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"task":{}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"ftp://a.example/"}}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"unknown":1}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/","httpMethod":"GET","body":"e30="}}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/","body":"no base64!"}}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/","oidcToken":{"serviceAccountEmail":"nobody"}}}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"dispatchDeadline":"14s"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"dispatchDeadline":"1801s"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"dispatchDeadline":"15 minutes"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"scheduleTime":"2026-04-13T12:00:01Z"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"scheduleTime":"14 March"}}""")]
    [InlineData("""{"task":{"httpRequest":{"url":"https://a.example/"},"name":"short"}}""")]
    [InlineData(
        """{"task":{"httpRequest":{"url":"https://a.example/"},"name":"projects/invented-project/locations/europe-west1/queues/other/tasks/a"}}"""
    )]
    [InlineData(
        """{"task":{"httpRequest":{"url":"https://a.example/"},"name":"projects/invented-project/locations/europe-west1/queues/hippique-tasks/tasks/a.b"}}"""
    )]
    [InlineData("""[]""")]
    [InlineData("""no json""")]
    public async Task Create_WhatCloudTasksRefuses_Is400(string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await http.PostAsync(new Uri(_bench.Options.TasksEndpoint, $"v2/{Invented.Queue}/tasks"), content, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("INVALID_ARGUMENT");
        _bench.Queue.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_OfTasksThatWereDeliveredOrDeleted_AreReservedForHours()
    {
        await CreateAsync("delivered");
        await CreateAsync("deleted", _bench.Now.AddHours(1));
        (await _bench.Client.DeleteAsync("deleted", Token)).OrThrow();
        await _bench.PassAsync(TimeSpan.FromSeconds(2));

        foreach (var id in new[] { "delivered", "deleted" })
            (await _bench.Client.CreateAsync(Task(id), Token)).Is(RestError.AlreadyExists).ShouldBeTrue(id);
        await _bench.PassAsync(TimeSpan.FromHours(4));
        foreach (var id in new[] { "delivered", "deleted" })
            (await _bench.Client.CreateAsync(Task(id), Token)).OrThrow();
    }

    [Fact]
    public async Task ADelivery_HasTheHeadersOfCloudTasks()
    {
        Answer(call => call.Headers["X-CloudTasks-TaskRetryCount"] == "0" ? 404 : 200);
        await CreateAsync("a", _bench.Now.AddMinutes(1));
        await _bench.PassAsync(TimeSpan.FromMinutes(2));

        var (first, second) = (_bench.Service.Calls[0], _bench.Service.Calls[1]);
        (first.Method, first.Path, first.Body).ShouldBe(("POST", "/a", "{}"));
        first.Headers["User-Agent"].ShouldBe("Google-Cloud-Tasks");
        first.Headers["Content-Type"].ShouldBe("application/json");
        first.Headers["Authorization"].ShouldBe($"Bearer token-of.{Invented.Account}.for.https://hippique.invented.example");
        first.Headers["X-CloudTasks-QueueName"].ShouldBe("hippique-tasks");
        first.Headers["X-CloudTasks-TaskName"].ShouldBe("a");
        first.Headers["X-CloudTasks-TaskExecutionCount"].ShouldBe("0");
        first.Headers["X-CloudTasks-TaskETA"].ShouldBe("1773489660.000000");
        first.Headers.ShouldNotContainKey("X-CloudTasks-TaskPreviousResponse");
        second.Headers["X-CloudTasks-TaskRetryCount"].ShouldBe("1");
        second.Headers["X-CloudTasks-TaskExecutionCount"].ShouldBe("1");
        second.Headers["X-CloudTasks-TaskPreviousResponse"].ShouldBe("404");
        _bench.Queue.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task AFailure_IsTriedAgainByTheQueuesBackoffUntilItIsGivenUp()
    {
        _bench.Queue.AddQueue(Invented.Queue, Retry("""{"minBackoff":"10s","maxBackoff":"300s","maxDoublings":3,"maxAttempts":9}"""));
        Answer(_ => 500);
        await CreateAsync("a");
        await _bench.PassAsync(TimeSpan.FromMinutes(30));

        var at = _bench.Queue.Deliveries.Select(delivery => delivery.At).ToList();
        at.Zip(at.Skip(1), (one, two) => Math.Round((two - one).TotalSeconds / 10) * 10).ShouldBe([10, 20, 40, 80, 160, 240, 300, 300]);
        _bench.Queue.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task RetryAfter_LongerThanTheBackoff_IsKept()
    {
        _bench.Service.Answer = call =>
            System.Threading.Tasks.Task.FromResult(
                call.Headers["X-CloudTasks-TaskRetryCount"] == "0"
                    ? new ServiceAnswer(503, TimeSpan.FromSeconds(90))
                    : new ServiceAnswer(200)
            );
        await CreateAsync("a");
        await _bench.PassAsync(TimeSpan.FromMinutes(3));

        var at = _bench.Queue.Deliveries.Select(delivery => delivery.At).ToList();
        (at[1] - at[0]).ShouldBeInRange(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(92));
        at.Count.ShouldBe(2);
    }

    [Fact]
    public async Task NoAnswerByTheDispatchDeadline_IsAFailure()
    {
        var never = new TaskCompletionSource();
        _bench.Service.Answer = async _ =>
        {
            await never.Task;
            return new ServiceAnswer(200);
        };
        await CreateAsync("a", deadline: "15s");
        _bench.AdvanceOnce(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _bench.Service.Calls.Count == 1);
        _bench.AdvanceOnce(TimeSpan.FromSeconds(15));
        await _bench.RestAsync();

        var task = (await _bench.Client.GetAsync("a", Token)).OrThrow();
        (task.DispatchCount, task.ResponseCount, task.IsUnderWay).ShouldBe((1, 0, true));
        task.LastAttempt!.ResponseStatus!.Code.ShouldBe(4);
        never.SetResult();
    }

    [Fact]
    public async Task NobodyAnswers_TheTaskStaysAndIsTriedAgain()
    {
        _bench.Queue.Caller.Route = _ => null;
        await CreateAsync("a");
        await _bench.PassAsync(TimeSpan.FromSeconds(5));
        _bench.Service.Calls.ShouldBeEmpty();
        _bench.Queue.Caller.Route = _bench.Service.Route;
        await _bench.PassAsync(TimeSpan.FromSeconds(30));

        _bench.Service.Calls.ShouldHaveSingleItem();
        _bench.Queue.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scripted_LateTwiceAndCut_HappensOnce()
    {
        Answer(_ => 200);
        _bench.Queue.Faults = delivery =>
            delivery switch
            {
                { Id: "late", Number: 1 } => new DeliveryFault { Late = TimeSpan.FromMinutes(4) },
                { Id: "twice", Number: 1 } => new DeliveryFault { AgainAfter = TimeSpan.FromSeconds(3) },
                { Id: "cut", Number: 1 } => new DeliveryFault { CutAfter = TimeSpan.Zero },
                _ => DeliveryFault.None,
            };
        var start = _bench.Now;
        foreach (var id in new[] { "late", "twice", "cut" })
            await CreateAsync(id);
        await _bench.PassAsync(TimeSpan.FromMinutes(5));

        var late = _bench.Queue.Deliveries.Where(delivery => delivery.Id == "late").ShouldHaveSingleItem();
        (late.At - start).ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(4.1));
        late.Schedule.ShouldBe(start);
        _bench.Queue.Deliveries.Count(delivery => delivery.Id == "twice").ShouldBe(2);
        _bench.Queue.Deliveries.Count(delivery => delivery.Id == "cut").ShouldBe(2);
        _bench.Queue.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task AQueueThatIsPaused_DeliversWhenItIsResumed()
    {
        Answer(_ => 200);
        (await _bench.Client.PauseAsync(Token)).OrThrow().State.ShouldBe("PAUSED");
        await CreateAsync("a");
        await _bench.PassAsync(TimeSpan.FromMinutes(1));
        _bench.Service.Calls.ShouldBeEmpty();
        (await _bench.Client.ResumeAsync(Token)).OrThrow().State.ShouldBe("RUNNING");
        await _bench.PassAsync(TimeSpan.FromSeconds(1));

        _bench.Service.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TheQueuesConcurrency_IsNotExceeded()
    {
        var rate = System.Text.Json.Nodes.JsonNode.Parse("""{"rateLimits":{"maxConcurrentDispatches":2}}""")!.AsObject();
        _bench.Queue.AddQueue(Invented.Queue, rate);
        var open = new TaskCompletionSource();
        _bench.Service.Answer = async _ =>
        {
            await open.Task;
            return new ServiceAnswer(200);
        };
        foreach (var i in Enumerable.Range(1, 5))
            await CreateAsync($"a{i}");
        _bench.AdvanceOnce(TimeSpan.FromSeconds(1));
        await UntilAsync(() => _bench.Service.Calls.Count == 2);
        _bench.Queue.UnderWay.ShouldBe(2);
        open.SetResult();
        await _bench.PassAsync(TimeSpan.FromSeconds(2));

        _bench.Service.Calls.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Paths_AreCheckedByTheDocumentedPatterns()
    {
        (await _bench.Client.GetAsync("a.b", Token)).Is("INVALID_ARGUMENT").ShouldBeTrue();
        (await _bench.Client.GetAsync("unknown", Token)).Is(RestError.NotFound).ShouldBeTrue();
        using var http = new HttpClient();
        var answer = await http.GetAsync(
            new Uri(_bench.Options.TasksEndpoint, $"v2/{Invented.Queue}/tasks?pageToken=another&pageSize=5"),
            Token
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private void Answer(Func<ServiceCall, int> status) =>
        _bench.Service.Answer = call => System.Threading.Tasks.Task.FromResult(new ServiceAnswer(status(call)));

    private async Task CreateAsync(string id, DateTimeOffset? schedule = null, string? deadline = null) =>
        (await _bench.Client.CreateAsync(Task(id) with { ScheduleTime = schedule, DispatchDeadline = deadline }, Token)).OrThrow();

    private CloudTask Task(string id) =>
        new()
        {
            Name = _bench.Client.NameOf(id),
            HttpRequest = new CloudTaskRequest
            {
                Url = $"https://hippique.invented.example/{id}",
                Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
                Body = "{}"u8.ToArray(),
                OidcToken = _bench.Options.Token,
            },
        };

    private static System.Text.Json.Nodes.JsonObject Retry(string config) =>
        new() { ["retryConfig"] = System.Text.Json.Nodes.JsonNode.Parse(config) };

    private static Task UntilAsync(Func<bool> reached) => BoundedWait.UntilAsync(reached);
}
