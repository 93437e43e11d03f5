using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Maintenance;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Orchestration.Trials;
using Hippique.Sources;
using Hippique.Sources.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration;

/// <summary>
/// The one composition of the pipeline, from the programme to the settlement. The service, a replay and the demo differ in what they register before: clock, task store
/// and timer, artifacts and sources.
/// </summary>
public static class OrchestrationServices
{
    /// <summary>
    /// Needs, from elsewhere: every <see cref="IRaceSource"/> in the order in which it is asked, <see cref="IArtifactStore"/>, <c>IRaceAnalyser</c>,
    /// <see cref="TimeProvider"/>, <see cref="PhaseSettings"/> and logging; may be given <see cref="IBettingHistory"/> (by default that of the artifacts),
    /// <see cref="SettlementSettings"/>, <see cref="IRaceBooks"/> (by default the ledger), <see cref="IPlanRecord"/> (by default none), <see cref="TaskRunnerOptions"/>, <see cref="IInstallationLocks"/> (by default this
    /// process's) and <see cref="IClockActivity"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="store">Makes the task store.</param>
    /// <param name="timer">Makes the task timer.</param>
    public static IServiceCollection AddHippiqueOrchestration(
        this IServiceCollection services,
        Func<IServiceProvider, ITaskStore> store,
        Func<IServiceProvider, ITaskTimer> timer
    )
    {
        services.TryAddSingleton<IBettingHistory, StoredBettingHistory>();
        services.TryAddSingleton(new SettlementSettings());
        services.TryAddSingleton<IPlanRecord, NoPlanRecord>();
        services.TryAddSingleton<IInstallationLocks, ProcessLocks>();
        services.TryAddLedger();
        services.TryAddSingleton<IPaperBooks, NoPaperBooks>();
        services.TryAddSingleton<IPlayLimits, CooledLimits>();
        services.TryAddSingleton<IRaceBooks>(provider => provider.GetRequiredService<RaceBooks>());
        services.AddSingleton(provider => new SourceSet(provider.GetServices<IRaceSource>()));
        return services.AddHippiqueTasks(store, timer).AddPhases().AddDays();
    }

    /// <summary>
    /// What the service does once a day, besides the races: results, statistics, and clearing. Needs <see cref="RetentionSettings"/> too, and for books on paper
    /// <see cref="ShadowBooks"/> with <see cref="PaperBooks"/> as its <see cref="IPaperBooks"/>.
    /// </summary>
    public static IServiceCollection AddHippiqueDailyWork(this IServiceCollection services)
    {
        services.AddSingleton<FigureStore>();
        services.AddSingleton<FigureCollector>();
        services.AddSingleton<CurrentStatistics>();
        services.AddSingleton<IKeptReading>(provider => provider.GetRequiredService<CurrentHistory>());
        services.AddSingleton<IKeptReading>(provider => provider.GetRequiredService<CurrentFigures>());
        services.AddOpeningPart<CurrentHistory>();
        services.AddOpeningPart<CurrentFigures>();
        services.AddOpeningPart<LimitsNotice>();
        services.AddSingleton(provider => new DayClearing(
            provider.GetRequiredService<IArtifactStore>(),
            provider.GetRequiredService<RetentionSettings>().KeepDays,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DayClearing>>()
        ));
        services.AddSingleton<CooledLimits>();
        services.AddSingleton<ChosenLimits>();
        services.AddSingleton<PlayUseReader>();
        services.AddSingleton<ShadowFill>();
        services.AddSingleton<ShadowReader>();
        services.AddSingleton<TrialDesk>();
        services.AddSingleton<PlanProgress>();
        services.AddSingleton<FavouriteBook>();
        services.AddSingleton<HealthReader>();
        services.AddSingleton<RecentHealth>();
        services.AddSingleton<ITaskHandler, DailyPlan>();
        services.AddSingleton<ITaskHandler, DayWork>();
        return services;
    }

    /// <summary>Plans the days at their hours and at a start; left out if somebody else plans, as the demo does.</summary>
    public static IServiceCollection AddHippiqueDailyPlan(this IServiceCollection services) =>
        services.AddSingleton<IQueueUpkeep, DailyPlanSchedule>();

    /// <summary>The queue alone: events, tasks and whoever carries them out. Needs each <see cref="ITaskHandler"/>, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="store">Makes the task store.</param>
    /// <param name="timer">Makes the task timer.</param>
    public static IServiceCollection AddHippiqueTasks(
        this IServiceCollection services,
        Func<IServiceProvider, ITaskStore> store,
        Func<IServiceProvider, ITaskTimer> timer
    )
    {
        services.TryAddSingleton<IClockActivity>(RealTime.Instance);
        services.TryAddSingleton(new TaskRunnerOptions());
        return services
            .AddSingleton<EventBus>()
            .AddSingleton<IEventListener, EventLog>()
            .AddSingleton<ITaskStore>(provider => new PublishingTaskStore(store(provider), provider.GetRequiredService<EventBus>()))
            .AddSingleton<ITaskTimer>(provider => new PublishingTaskTimer(timer(provider), provider.GetRequiredService<EventBus>()))
            .AddSingleton<TaskQueue>()
            .AddSingleton<QueueStatus>()
            .AddSingleton<ClockWatch>()
            .AddSingleton<TaskLeases>()
            .AddSingleton<TaskHandlers>()
            .AddSingleton<TaskRunner>()
            .AddSingleton<TaskCalls>()
            .AddSingleton<TaskRecovery>()
            .AddSingleton<IQueueUpkeep>(provider => provider.GetRequiredService<TaskRecovery>());
    }

    private static IServiceCollection AddPhases(this IServiceCollection services) =>
        services
            .AddSingleton<PlayerStates>()
            .AddSingleton<RaceDecision>()
            .AddSingleton<SnapshotTaker>()
            .AddSingleton<ExtraLookTaker>()
            .AddSingleton<PhaseRunner>()
            .AddSingleton<ITaskHandler>(provider => provider.GetRequiredService<PhaseRunner>())
            .AddSingleton<IEndFinder>(provider => provider.GetRequiredService<PhaseRunner>())
            .AddSingleton<ITaskHandler, ClosingPriceCapture>()
            .AddSingleton<ITaskHandler, ProgrammeRenewal>()
            .AddSingleton<RunRaceHandler>();

    private static IServiceCollection AddDays(this IServiceCollection services) =>
        services
            .AddSingleton<PlanStore>()
            .AddSingleton<AskedRaces>()
            .AddSingleton<PlanTryStore>()
            .AddSingleton<PlanPauseStore>()
            .AddSingleton<ActionLog>()
            .AddSingleton<PlanMaintenance>()
            .AddSingleton<TaskMaintenance>()
            .AddSingleton<PlanDayHandler>()
            .AddSingleton<Rescheduler>()
            .AddSingleton<ScheduleDayHandler>()
            .AddSingleton<DayTasksReader>()
            .AddSingleton<RaceSettler>()
            .AddSingleton<ITaskHandler, ResultTasks>()
            .AddSingleton<SettledDays>()
            .AddSingleton<SettleHandler>()
            .AddSingleton<TicketsReader>()
            .AddSingleton<RaceBooks>()
            .AddSingleton<BetRecorder>()
            .AddSingleton<FatesReader>()
            .AddSingleton<BalanceReader>()
            .AddSingleton<LedgerCheck>()
            .AddSingleton<LedgerFill>();
}
