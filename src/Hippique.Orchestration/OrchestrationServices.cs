using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Orchestration;

/// <summary>Puts the handlers together.</summary>
public static class OrchestrationServices
{
    /// <summary>
    /// Needs, from elsewhere: every <see cref="IRaceSource"/> in the order in which it is asked, <c>IArtifactStore</c>, <see cref="ITaskQueue"/>, <c>IRaceAnalyser</c>,
    /// <see cref="TimeProvider"/>, <see cref="Settings.PhaseSettings"/> and logging.
    /// </summary>
    public static IServiceCollection AddHippiqueOrchestration(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new SourceSet(provider.GetServices<IRaceSource>()))
            .AddSingleton<PlanStore>()
            .AddSingleton<PlanDayHandler>()
            .AddSingleton<ScheduleDayHandler>()
            .AddSingleton<IBettingHistory, StoredBettingHistory>()
            .AddSingleton<PlayerStates>()
            .AddSingleton<RaceDecision>()
            .AddSingleton<PhaseRunner>()
            .AddSingleton<ClosingPriceCapture>()
            .AddSingleton<ProgrammeRenewal>()
            .AddSingleton<ITaskHandler, TaskRouter>()
            .AddSingleton<RunRaceHandler>()
            .AddSingleton<SettledDays>()
            .AddSingleton<TicketsReader>();
}
