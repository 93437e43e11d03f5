using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Clocks;
using Hippique.Testing.Events;
using Hippique.Testing.Gpi;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Testing.Phases;

/// <summary>The program's own pipeline with everything around it invented: one race, two sources, tasks in memory, a clock that stands where the test puts it.</summary>
public sealed class PhaseBench
{
    private readonly ServiceProvider _services;

    public PhaseBench(
        IArtifactStore? store = null,
        ModuleSettings? module = null,
        PhaseSettings? play = null,
        IRaceAnalyser? analyser = null,
        Action<IServiceCollection>? more = null
    )
    {
        Store = store ?? new MemoryArtifactStore();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IRaceSource>(ZEturf);
        services.AddSingleton<IRaceSource>(Pmu);
        services.AddSingleton<IEventListener>(Events);
        services.AddTestPipeline(Store, analyser ?? Analyser, (play ?? Settings) with { Module = module }, Timer);
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public static readonly PhaseSettings Settings = new()
    {
        Operators = [],
        Countries = ["FRA"],
        Bankroll = new Euro(500),
        BudgetPerRace = new Euro(5),
        ProgramVersion = "3.0.0",
    };

    public IArtifactStore Store { get; }
    public LeapingClock Clock { get; } = new(InventedRaces.Off.AddHours(-3));
    public FakeSource ZEturf { get; } = new("zeturf");
    public FakeSource Pmu { get; } = new("pmu");
    public FakeAnalyser Analyser { get; } = new();
    public FakeTaskTimer Timer { get; } = new();
    public HeardEvents Events { get; } = new();
    public EventBus Bus => Get<EventBus>();
    public ITaskStore Tasks => Get<ITaskStore>();
    public TaskQueue Queue => Get<TaskQueue>();
    public TaskRunner TaskRunner => Get<TaskRunner>();
    public PlanStore Plans => Get<PlanStore>();
    public PlayerStates Players => Get<PlayerStates>();
    public PlanDayHandler Planner => Get<PlanDayHandler>();
    public ScheduleDayHandler Scheduler => Get<ScheduleDayHandler>();
    public PhaseRunner Runner => Get<PhaseRunner>();
    public ClosingPriceCapture Close => _services.GetServices<ITaskHandler>().OfType<ClosingPriceCapture>().Single();
    public RunRaceHandler Handler => Get<RunRaceHandler>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public PlanTryStore PlanTries => Get<PlanTryStore>();
    public PlanPauseStore PlanPauses => Get<PlanPauseStore>();

    /// <summary>What plans days in the service.</summary>
    public DailyPlan DailyPlan() =>
        new(
            Planner,
            Scheduler,
            new PlanProgress(PlanTries, Queue, Bus, Clock, NullLogger<PlanProgress>.Instance),
            PlanPauses,
            Queue,
            Clock,
            NullLogger<DailyPlan>.Instance
        );

    /// <summary>What a source shows of the invented race.</summary>
    public static RaceView View(RaceCard? card = null, Pool pool = Pool.PmuNational) =>
        new(card ?? InventedRaces.Card(), [InventedRaces.Win(pool, InventedRaces.Off.AddMinutes(-30))], []);

    /// <summary>Both sources list the race as R1C3, both show it, the day is scheduled.</summary>
    public async Task<PhaseBench> ScheduledAsync(CancellationToken cancellationToken)
    {
        Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS", View());
        ZEturf.With("R1C3", "Valmorel", InventedRaces.Off, "Prix des Tilleuls", View(pool: Pool.ZEturf));
        await Scheduler.ScheduleAsync(InventedRaces.Day, cancellationToken);
        return this;
    }

    public static PlannedTask Task(Phase phase, DateTimeOffset? off = null) =>
        PlanSchedule.TaskOf(InventedRaces.Id, phase, off ?? InventedRaces.Off);

    /// <summary>Puts the clock at the phase's time plus <paramref name="late"/> and carries it out.</summary>
    public async Task<PhaseResult> RunAsync(Phase phase, CancellationToken cancellationToken, TimeSpan late = default)
    {
        Clock.SetUtcNow(Task(phase).DueAt + late);
        return await Runner.RunPhaseAsync(Task(phase), cancellationToken);
    }

    public async Task<string?> TextAsync(string path, CancellationToken cancellationToken) =>
        await Store.GetAsync(path, cancellationToken) is { } there ? System.Text.Encoding.UTF8.GetString(there.Content.Span) : null;
}
