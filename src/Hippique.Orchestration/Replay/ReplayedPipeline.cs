using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Replay;

/// <summary>The pipeline of the service over one recorded day: a virtual clock and its timer, tasks and artifacts in memory, the day's sources.</summary>
internal sealed class ReplayedPipeline : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="day">What is replayed.</param>
    /// <param name="clock">Of the replay.</param>
    /// <param name="analyser">The analysis.</param>
    /// <param name="settings">What the user decided.</param>
    /// <param name="past">Days that were replayed before.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="books">Whether a ledger is kept among the artifacts, on which no decision depends.</param>
    /// <param name="logs">Where the lines of the runs go besides their own logs.</param>
    public ReplayedPipeline(
        ReplayedDay day,
        VirtualClock clock,
        IRaceAnalyser analyser,
        PhaseSettings settings,
        IBettingHistory past,
        IEventListener listener,
        bool books,
        ILoggerFactory logs
    )
    {
        Timer = new ReplayTimer(clock);
        var services = new ServiceCollection();
        services.AddSingleton(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IArtifactStore>(Artifacts);
        services.AddSingleton(analyser);
        services.AddSingleton(settings);
        services.AddSingleton(SettlementSettings.OfReplay);
        services.AddSingleton(past);
        if (!books)
            services.AddSingleton<IRaceBooks, NoRaceBooks>();
        services.AddSingleton<IPlayLimits, ConfiguredLimits>();
        services.AddSingleton(listener);
        foreach (var source in day.Sources(clock))
            services.AddSingleton(source);
        services.AddHippiqueOrchestration(_ => new MemoryTaskStore(), _ => Timer);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public MemoryArtifactStore Artifacts { get; } = new();

    public ReplayTimer Timer { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Carries out the next task that is due earlier than <paramref name="before"/>; false if there is none.</summary>
    public Task<bool> RunNextAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Timer.RunNextAsync(Get<TaskRunner>().RunAsync, before, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
