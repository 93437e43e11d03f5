using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Gpi;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Testing.Phases;

/// <summary>The phase runner with everything around it invented: one race, two sources, a clock that stands where the test puts it.</summary>
public sealed class PhaseBench
{
    public PhaseBench(
        IArtifactStore? store = null,
        ModuleSettings? module = null,
        PhaseSettings? play = null,
        IRaceAnalyser? analyser = null
    )
    {
        var settings = (play ?? Settings) with { Module = module };
        Store = store ?? new MemoryArtifactStore();
        Plans = new PlanStore(Store);
        var sources = new SourceSet([ZEturf, Pmu]);
        Planner = new PlanDayHandler(sources, Plans, Settings, NullLogger<PlanDayHandler>.Instance);
        Scheduler = new ScheduleDayHandler(Planner, Queue, Clock, NullLogger<ScheduleDayHandler>.Instance);
        Players = new PlayerStates(Store, Plans, new StoredBettingHistory(Store, Plans), settings);
        var decision = new RaceDecision(analyser ?? Analyser, Store, Players, settings);
        Runner = new PhaseRunner(sources, decision, Store, Queue, Plans, settings, Clock, [], NullLogger<PhaseRunner>.Instance);
        Close = new ClosingPriceCapture(sources, Store, Plans, Clock, NullLogger<ClosingPriceCapture>.Instance);
        Handler = new RunRaceHandler(Planner, Plans, Runner, Queue);
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
    public FakeTimeProvider Clock { get; } = new(InventedRaces.Off.AddHours(-3));
    public FakeSource ZEturf { get; } = new("zeturf");
    public FakeSource Pmu { get; } = new("pmu");
    public FakeTaskQueue Queue { get; } = new();
    public FakeAnalyser Analyser { get; } = new();
    public PlanStore Plans { get; }
    public PlayerStates Players { get; }
    public PlanDayHandler Planner { get; }
    public ScheduleDayHandler Scheduler { get; }
    public PhaseRunner Runner { get; }
    public ClosingPriceCapture Close { get; }
    public RunRaceHandler Handler { get; }

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
