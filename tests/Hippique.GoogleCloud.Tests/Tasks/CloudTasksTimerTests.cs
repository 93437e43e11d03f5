using System.Text;
using System.Text.Json.Nodes;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Tasks;

public sealed class CloudTasksTimerTests : IAsyncLifetime
{
    private CloudTasksBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await CloudTasksBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(TaskTimerContract.Names), MemberType = typeof(TaskTimerContract))]
    public Task EveryCheckOfTheContract_Holds(string check) => TaskTimerContract.Checks[check](_bench, Token);

    [Fact]
    public async Task WakeAsync_ItsOwnInstant_IsATaskThatCallsTheServiceAMinuteBefore()
    {
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        var sent = _bench.Queue.Requests.ShouldHaveSingleItem();
        var made = (JsonObject)sent.Body!["task"]!;
        sent.Authorization.ShouldBe("Bearer a token");
        made["name"]!.GetValue<string>().ShouldBe($"{Invented.Queue}/tasks/{WakeId.Of(task.Name)}");
        made["scheduleTime"]!.GetValue<string>().ShouldBe("2026-03-14T13:54:00Z");
        made["dispatchDeadline"]!.GetValue<string>().ShouldBe("900s");
        var request = (JsonObject)made["httpRequest"]!;
        request["url"]!.GetValue<string>().ShouldBe($"https://hippique.invented.example/tasks/{task.Name}");
        request["httpMethod"]!.GetValue<string>().ShouldBe("POST");
        request["headers"]!["Content-Type"]!.GetValue<string>().ShouldBe("application/json");
        Encoding.UTF8.GetString(Convert.FromBase64String(request["body"]!.GetValue<string>())).ShouldBe("{}");
        request["oidcToken"]!["serviceAccountEmail"]!.GetValue<string>().ShouldBe(Invented.Account);
        request["oidcToken"]!["audience"]!.GetValue<string>().ShouldBe("https://hippique.invented.example");
    }

    /// <summary>The service carries out at once what is past its own instant, so that a wake that came a minute early would be a minute early.</summary>
    [Fact]
    public async Task WakeAsync_AfterItsOwnInstant_IsNotCalledEarlier()
    {
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt.AddSeconds(20), Token);

        Schedules().ShouldBe(["2026-03-14T13:55:20Z"]);
    }

    [Fact]
    public async Task WakeAsync_WithinTheLead_IsCalledAtOnce()
    {
        var task = InventedTasks.H5(_bench.Now.AddMinutes(5).AddSeconds(30));
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        Schedules().ShouldBe([null]);
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
        _bench.Queue.Deliveries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WakeAsync_Again_ChangesNothing()
    {
        var task = Later();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bench.NewTimer().WakeAsync(task, task.DueAt, Token)));

        _bench.Queue.Ids.ShouldBe([WakeId.Of(task.Name)]);
    }

    [Fact]
    public async Task WakeAsync_InParallelAtManyInstants_LeavesOne()
    {
        var task = Later();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _bench.Timer.WakeAsync(task, task.DueAt.AddSeconds(i), Token)));

        _bench.Queue.Ids.Count.ShouldBe(1);
    }

    /// <summary>The name of a wake that was taken back stays reserved for hours.</summary>
    [Fact]
    public async Task WakeAsync_AfterItWasTakenBack_ComesUnderAnotherName()
    {
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);
        await _bench.Timer.CancelAsync(task.Name, Token);
        await _bench.NewTimer().WakeAsync(task, task.DueAt, Token);
        await _bench.NewTimer().WakeAsync(task, task.DueAt, Token);

        _bench.Queue.Ids.ShouldBe([WakeId.Of(task.Name, time: 2)]);
        (await _bench.NewTimer().WaitingAsync(Token)).ShouldBe(new Dictionary<string, DateTimeOffset> { [task.Name] = task.DueAt });
    }

    /// <summary>Somebody runs the task by hand hours before its time: the service sets it anew while that wake is still being delivered.</summary>
    [Fact]
    public async Task WakeAsync_WhileTheWakeOfThatNameIsBeingDelivered_ComesOnceMore()
    {
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);
        _bench.Service.Answer = async _ =>
        {
            await _bench.Timer.WakeAsync(task, task.DueAt, Token);
            return new ServiceAnswer(200);
        };
        await RunByHandAsync(task);

        _bench.Queue.Ids.ShouldBe([WakeId.Of(task.Name, time: 2)]);
    }

    [Fact]
    public async Task WakeAsync_ThirtyDaysAway_IsNotAskedForYet()
    {
        var task = InventedTasks.H5(_bench.Now.AddDays(31));
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        _bench.Queue.Ids.ShouldBeEmpty();
        _bench.Log.Lines.ShouldHaveSingleItem().ShouldContain("no wake yet");
        await _bench.PassAsync(TimeSpan.Zero);
        var sooner = InventedTasks.H5(_bench.Now.AddDays(30));
        await _bench.Timer.WakeAsync(sooner, sooner.DueAt, Token);
        _bench.Queue.Ids.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task WithTheEnqueuersRightsAlone_TasksAreWokenAndWhatIsMissingIsSaidOnce()
    {
        _bench.Queue.Deny(
            "cloudtasks.tasks.delete",
            "cloudtasks.tasks.list",
            "cloudtasks.tasks.get",
            "cloudtasks.queues.get",
            "cloudtasks.queues.pause"
        );
        var (one, two) = (Later(), Later(2));
        await _bench.Timer.WakeAsync(one, one.DueAt, Token);
        await _bench.Timer.WakeAsync(one, one.DueAt, Token);
        await _bench.Timer.WakeAsync(two, two.DueAt, Token);
        await _bench.Timer.CancelAsync(one.Name, Token);
        await _bench.Timer.CancelAsync(two.Name, Token);

        (await _bench.Timer.IsPausedAsync(Token)).ShouldBeFalse();
        (await _bench.NewTimer().WaitingAsync(Token)).ShouldBeEmpty();
        _bench.Queue.Ids.Count.ShouldBe(2);
        _bench.Log.Lines.Count(line => line.Contains("cloudtasks.tasks.delete", StringComparison.Ordinal)).ShouldBe(1);
        _bench.Queue.Requests.Count(request => request.Method == "DELETE").ShouldBe(1, "what was refused is not tried for every task");
        var refused = await Should.ThrowAsync<RestException>(() => _bench.Timer.PauseAsync(Token));
        refused.Error.Status.ShouldBe(RestError.PermissionDenied);
    }

    [Fact]
    public async Task WaitingAsync_MayNotList_GivesWhatThisProcessAskedFor()
    {
        _bench.Queue.Deny("cloudtasks.tasks.list");
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);

        (await _bench.Timer.WaitingAsync(Token)).ShouldBe(new Dictionary<string, DateTimeOffset> { [task.Name] = task.DueAt });
        await _bench.Timer.CancelAsync(task.Name, Token);
        (await _bench.Timer.WaitingAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WaitingAsync_APermissionThatIsGranted_IsUsedWithinTenMinutes()
    {
        _bench.Queue.Deny("cloudtasks.tasks.list");
        var task = Later();
        await _bench.Timer.WakeAsync(task, task.DueAt, Token);
        var other = _bench.NewTimer();
        (await other.WaitingAsync(Token)).ShouldBeEmpty();
        _bench.Queue.Allow("cloudtasks.tasks.list");
        await _bench.PassAsync(TimeSpan.FromMinutes(10));

        (await other.WaitingAsync(Token)).Keys.ShouldBe([task.Name]);
    }

    [Fact]
    public async Task WaitingAsync_MoreThanAPage_GivesAllAndNothingOfOthers()
    {
        var tasks = Enumerable
            .Range(1, 1100)
            .Select(i => InventedTasks.OfTheDay(_bench.Now.AddMinutes(60 + i)))
            .DistinctBy(task => task.Name)
            .ToList();
        await Task.WhenAll(tasks.Select(task => _bench.Timer.WakeAsync(task, task.DueAt, Token)));
        await _bench.Client.CreateAsync(Foreign(), Token);

        var waiting = await _bench.NewTimer().WaitingAsync(Token);

        tasks.Count.ShouldBeGreaterThan(1000);
        waiting.ShouldBe(tasks.ToDictionary(task => task.Name, task => task.DueAt), ignoreOrder: true);
    }

    [Fact]
    public async Task TheQueueIsMissing_SaysSo()
    {
        var options = _bench.Options with { QueueId = "another" };
        using var rest = _bench.NewRest();
        var task = Later();
        using var timer = new CloudTasksTimer(
            new CloudTasksClient(rest, options),
            new Wakes.TaskPathCalls(),
            options,
            TimeProvider.System,
            _bench.Log
        );

        var missing = await Should.ThrowAsync<RestException>(() => timer.WakeAsync(task, task.DueAt, Token));

        missing.Error.Status.ShouldBe(RestError.NotFound);
        missing.Message.ShouldContain("queues/another");
    }

    private PlannedTask Later(int race = 1) => InventedTasks.H5(_bench.Now.AddHours(2), race);

    private IReadOnlyList<string?> Schedules() =>
        [
            .. _bench
                .Queue.Requests.Where(request => request.Method == "POST")
                .Select(request => request.Body!["task"]!["scheduleTime"]?.GetValue<string>()),
        ];

    private async Task RunByHandAsync(PlannedTask task)
    {
        using var http = new HttpClient();
        var answer = await http.PostAsync(
            new Uri(_bench.Options.TasksEndpoint, $"v2/{Invented.Queue}/tasks/{WakeId.Of(task.Name)}:run"),
            null,
            Token
        );
        answer.EnsureSuccessStatusCode();
        await _bench.RestAsync();
    }

    private static CloudTask Foreign() =>
        new()
        {
            Name = $"{Invented.Queue}/tasks/somebody-elses",
            HttpRequest = new CloudTaskRequest { Url = "https://else.example/" },
        };
}
