using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Tests.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Tasks;

/// <summary>The timer, Cloud Tasks at a loopback address, and the service that it calls.</summary>
internal sealed class CloudTasksBench : ITimerUnderTest
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly CalledService _service;
    private readonly LoopbackGoogle _google;
    private readonly RestClient _rest;

    private CloudTasksBench(LoopbackTasks queue, LoopbackGoogle google, LoopbackService service, FakeTimeProvider clock)
    {
        (Queue, _google) = (queue, google);
        _service = new CalledService(service, clock, () => queue.UnderWay, Step, "X-CloudTasks-TaskName");
        Options = Invented.Options(google.Address);
        _rest = _service.NewRest();
        Timer = NewTimer();
        Queue.AddQueue(Invented.Queue);
        Queue.Caller.Route = service.Route;
    }

    public LoopbackTasks Queue { get; }
    public LoopbackService Service => _service.Loopback;
    public CloudOptions Options { get; }
    public LinesLogger<CloudTasksTimer> Log { get; } = new();
    public CloudTasksTimer Timer { get; }
    public CloudTasksClient Client => new(_rest, Options);
    public DateTimeOffset Now => _service.Clock.GetUtcNow();
    public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _service.Woken;

    ITaskTimer ITimerUnderTest.Timer => Timer;

    public static async Task<CloudTasksBench> StartAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        var queue = new LoopbackTasks(clock);
        return new CloudTasksBench(queue, await LoopbackGoogle.StartAsync(queue), await LoopbackService.StartAsync(), clock);
    }

    /// <summary>As another process has one, which knows nothing of the first.</summary>
    public CloudTasksTimer NewTimer() => new(Client, new TaskPathCalls(), Options, _service.Clock, Log);

    /// <inheritdoc cref="CalledService.NewRest"/>
    public RestClient NewRest() => _service.NewRest();

    public Task AddAsync(PlannedTask task)
    {
        _service.Add(task);
        return Task.CompletedTask;
    }

    public Task PassAsync(TimeSpan time) => _service.PassAsync(time);

    /// <summary>Without waiting for what begins by it.</summary>
    public void AdvanceOnce(TimeSpan time) => _service.Clock.Advance(time);

    /// <summary>Until nothing is under way.</summary>
    public Task RestAsync() => _service.RestAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _google.DisposeAsync();
        Queue.Dispose();
        Timer.Dispose();
        _rest.Dispose();
    }
}
