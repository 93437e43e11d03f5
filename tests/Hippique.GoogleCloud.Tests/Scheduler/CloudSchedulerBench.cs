using System.Collections.Concurrent;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tests.Rest;
using Hippique.GoogleCloud.Tests.Wakes;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Testing;
using Hippique.Testing.Clocks;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Scheduler;

/// <summary>The timer, Cloud Scheduler at a loopback address, and a service that waits for a task's own instant when it is called before it.</summary>
internal sealed class CloudSchedulerBench : ITimerUnderTest
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new();
    private readonly Kept<(string, DateTimeOffset)> _woken = new();
    private readonly SteppedWaits _waits;
    private readonly LoopbackGoogle _google;
    private readonly RestClient _rest;

    private CloudSchedulerBench(LoopbackScheduler scheduler, LoopbackGoogle google, LoopbackService service, FakeTimeProvider clock)
    {
        (_clock, Scheduler, _google, Service) = (clock, scheduler, google, service);
        _waits = new SteppedWaits(clock, () => scheduler.UnderWay);
        Options = Invented.Options(google.Address);
        var once = new RestOptions { FirstWait = TimeSpan.FromHours(1), LongestWait = TimeSpan.FromHours(1) };
        _rest = new RestClient(new FakeAccessTokens("a token"), once, clock, RealTime.Instance, NullLogger<RestClient>.Instance);
        Timer = NewTimer();
        Scheduler.Caller.Route = service.Route;
        Service.Answer = CarryOutAsync;
    }

    public LoopbackScheduler Scheduler { get; }
    public LoopbackService Service { get; }
    public CloudOptions Options { get; }
    public LinesLogger<CloudSchedulerTimer> Log { get; } = new();
    public CloudSchedulerTimer Timer { get; }
    public CloudSchedulerClient Client => new(_rest, Options);
    public DailyJobs Daily => new(Client, Options);
    public DateTimeOffset Now => _clock.GetUtcNow();
    public TimeSpan Unit => TimeSpan.FromMinutes(1);
    public IReadOnlyList<(string Name, DateTimeOffset At)> Woken => _woken.All;

    ITaskTimer ITimerUnderTest.Timer => Timer;

    public static async Task<CloudSchedulerBench> StartAsync(DateTimeOffset now)
    {
        var clock = new FakeTimeProvider(now);
        var scheduler = new LoopbackScheduler(clock);
        return new CloudSchedulerBench(scheduler, await LoopbackGoogle.StartAsync(scheduler), await LoopbackService.StartAsync(), clock);
    }

    /// <summary>As another process has one.</summary>
    public CloudSchedulerTimer NewTimer() => new(Client, new TaskPathCalls(), Options, _clock, Log);

    public Task AddAsync(PlannedTask task)
    {
        _due[task.Name] = task.DueAt;
        return Task.CompletedTask;
    }

    public Task PassAsync(TimeSpan time) => _waits.PassAsync(time, Step, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _google.DisposeAsync();
        Scheduler.Dispose();
        Timer.Dispose();
        _rest.Dispose();
    }

    private async Task<ServiceAnswer> CarryOutAsync(ServiceCall call)
    {
        if (WakeId.Read(call.Headers["X-CloudScheduler-JobName"]) is not { Task: var task })
            return new ServiceAnswer(200);
        if (_due.TryGetValue(task, out var due))
            await _waits.UntilAsync(due);
        _woken.Add((task, Now));
        return new ServiceAnswer(200);
    }
}
