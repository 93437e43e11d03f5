using Hippique.Orchestration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Events;
using Hippique.Testing.Gpi;
using Hippique.Testing.Sources;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Testing.Phases;

/// <summary>The service's own queue work over invented sources, carried out step by step of a clock that the test moves; it can be killed and started again over the same stores.</summary>
public sealed class ServiceWalk : IAsyncDisposable
{
    /// <summary>As often the service looks after its queue.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private readonly MemoryTaskStore _tasks = new();
    private ServiceProvider? _services;
    private FakeTaskTimer _timer = new();

    public ServiceWalk(DateTimeOffset start) => Clock = new FakeTimeProvider(start);

    public FakeTimeProvider Clock { get; }
    public MemoryArtifactStore Store { get; } = new();
    public FakeSource ZEturf { get; } = new("zeturf");
    public FakeSource Pmu { get; } = new("pmu");
    public HeardEvents Events { get; } = new();

    /// <summary>On the Paris clock, <c>09:01:00</c>.</summary>
    public string Now => Paris(Clock.GetUtcNow());

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public static string Paris(DateTimeOffset at) =>
        ParisTime.ToParis(at).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the process before has not ended is found in the stores.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_services is not null)
            await _services.DisposeAsync();
        _timer = new FakeTaskTimer();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IRaceSource>(ZEturf);
        services.AddSingleton<IRaceSource>(Pmu);
        services.AddSingleton<IEventListener>(Events);
        services.AddSingleton<IArtifactStore>(Store);
        services.AddSingleton<Hippique.Gpi.IRaceAnalyser>(new FakeAnalyser());
        services.AddSingleton(PhaseBench.Settings);
        services.AddSingleton(new RetentionSettings(400));
        services.AddHippiqueOrchestration(_ => _tasks, _ => _timer).AddHippiqueDailyWork().AddHippiqueDailyPlan();
        _services = services.BuildServiceProvider();
        foreach (var part in _services.GetServices<IQueueUpkeep>())
            await part.StartAsync(cancellationToken);
        Get<QueueStatus>().Open();
        await WakeAsync(cancellationToken);
    }

    /// <summary>Lets the clock run on; what falls due is woken.</summary>
    public async Task WalkAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (Clock.GetUtcNow() < until)
        {
            Clock.Advance(Step);
            foreach (var part in _services!.GetServices<IQueueUpkeep>())
                await part.CheckAsync(cancellationToken);
            await WakeAsync(cancellationToken);
        }
    }

    public Task<HealthReport> HealthAsync(CancellationToken cancellationToken) => Get<HealthReader>().ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        while (_timer.Wakes.Where(wake => wake.Value <= Clock.GetUtcNow()).Select(wake => wake.Key).FirstOrDefault() is { } due)
        {
            await _timer.CancelAsync(due, cancellationToken);
            await Get<TaskRunner>().RunAsync(due, cancellationToken);
        }
    }
}
