using System.Collections.Concurrent;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Tests.Rest;
using Hippique.GoogleCloud.Tests.Wakes;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.Clocks;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Tasks;

/// <summary>
/// The timer, Cloud Tasks at a loopback address, and a service that, as the real one, waits for a task's own instant when it is called before it, and carries it out at once when it is
/// called later.
/// </summary>
internal sealed class CloudTasksBench : ITimerUnderTest
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new();
    private readonly Kept<(string, DateTimeOffset)> _woken = new();
    private readonly SteppedWaits _waits;
    private readonly LoopbackGoogle _google;
    private readonly RestClient _rest;

    private CloudTasksBench(LoopbackTasks queue, LoopbackGoogle google, LoopbackService service, FakeTimeProvider clock)
    {
        (_clock, Queue, _google, Service) = (clock, queue, google, service);
        _waits = new SteppedWaits(clock, () => queue.UnderWay);
        Options = Invented.Options(google.Address);
        _rest = NewRest();
        Timer = NewTimer();
        Queue.AddQueue(Invented.Queue);
        Queue.Caller.Route = service.Route;
        Service.Answer = CarryOutAsync;
    }

    public LoopbackTasks Queue { get; }
    public LoopbackService Service { get; }
    public CloudOptions Options { get; }
    public LinesLogger<CloudTasksTimer> Log { get; } = new();
    public CloudTasksTimer Timer { get; }
    public CloudTasksClient Client => new(_rest, Options);
    public DateTimeOffset Now => _clock.GetUtcNow();
    public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _woken.All;

    ITaskTimer ITimerUnderTest.Timer => Timer;

    public static async Task<CloudTasksBench> StartAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        var queue = new LoopbackTasks(clock);
        return new CloudTasksBench(queue, await LoopbackGoogle.StartAsync(queue), await LoopbackService.StartAsync(), clock);
    }

    /// <summary>As another process has one, which knows nothing of the first.</summary>
    public CloudTasksTimer NewTimer() => new(Client, new TaskPathCalls(), Options, _clock, Log);

    /// <summary>It tries nothing again: nobody moves the clock while a test waits for it.</summary>
    public RestClient NewRest() =>
        new(
            new FakeAccessTokens("a token"),
            new RestOptions { FirstWait = TimeSpan.FromHours(1), LongestWait = TimeSpan.FromHours(1) },
            _clock,
            RealTime.Instance,
            NullLogger<RestClient>.Instance
        );

    public Task AddAsync(PlannedTask task)
    {
        _due[task.Name] = task.DueAt;
        return Task.CompletedTask;
    }

    public Task PassAsync(TimeSpan time) => _waits.PassAsync(time, Step, TestContext.Current.CancellationToken);

    /// <summary>Without waiting for what begins by it.</summary>
    public void AdvanceOnce(TimeSpan time) => _clock.Advance(time);

    /// <summary>Until nothing is under way.</summary>
    public Task RestAsync() => _waits.RestAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _google.DisposeAsync();
        Queue.Dispose();
        Timer.Dispose();
        _rest.Dispose();
    }

    private async Task<ServiceAnswer> CarryOutAsync(ServiceCall call)
    {
        if (WakeId.Read(call.Headers["X-CloudTasks-TaskName"]) is not { Task: var task })
            return new ServiceAnswer(200);
        if (_due.TryGetValue(task, out var due))
            await _waits.UntilAsync(due);
        _woken.Add((task, Now));
        return new ServiceAnswer(200);
    }
}
