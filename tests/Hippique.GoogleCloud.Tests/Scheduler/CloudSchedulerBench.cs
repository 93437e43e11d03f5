using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tests.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Scheduler;

/// <summary>The timer, Cloud Scheduler at a loopback address, and the service that it calls.</summary>
internal sealed class CloudSchedulerBench : ITimerUnderTest
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly CalledService _service;
    private readonly LoopbackGoogle _google;
    private readonly RestClient _rest;

    private CloudSchedulerBench(LoopbackScheduler scheduler, LoopbackGoogle google, LoopbackService service, FakeTimeProvider clock)
    {
        (Scheduler, _google) = (scheduler, google);
        _service = new CalledService(service, clock, () => scheduler.UnderWay, Step, "X-CloudScheduler-JobName");
        Options = Invented.Options(google.Address);
        _rest = _service.NewRest();
        Timer = NewTimer();
        Scheduler.Caller.Route = service.Route;
    }

    public LoopbackScheduler Scheduler { get; }
    public LoopbackService Service => _service.Loopback;
    public CloudOptions Options { get; }
    public LinesLogger<CloudSchedulerTimer> Log { get; } = new();
    public CloudSchedulerTimer Timer { get; }
    public CloudSchedulerClient Client => new(_rest, Options);
    public DailyJobs Daily => new(Client, Options);
    public DateTimeOffset Now => _service.Clock.GetUtcNow();
    public TimeSpan Unit => TimeSpan.FromMinutes(1);
    public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _service.Woken;

    ITaskTimer ITimerUnderTest.Timer => Timer;

    public static async Task<CloudSchedulerBench> StartAsync(DateTimeOffset now)
    {
        var clock = new FakeTimeProvider(now);
        var scheduler = new LoopbackScheduler(clock);
        return new CloudSchedulerBench(scheduler, await LoopbackGoogle.StartAsync(scheduler), await LoopbackService.StartAsync(), clock);
    }

    /// <summary>As another process has one.</summary>
    public CloudSchedulerTimer NewTimer() => new(Client, new TaskPathCalls(), Options, _service.Clock, Log);

    public Task AddAsync(PlannedTask task)
    {
        _service.Add(task);
        return Task.CompletedTask;
    }

    public Task PassAsync(TimeSpan time) => _service.PassAsync(time);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _google.DisposeAsync();
        Scheduler.Dispose();
        Timer.Dispose();
        _rest.Dispose();
    }
}
