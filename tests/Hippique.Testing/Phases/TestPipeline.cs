using Hippique.Gpi;
using Hippique.Orchestration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Testing.Phases;

/// <summary>The program's own pipeline, with tasks in memory and a timer that wakes nothing.</summary>
public static class TestPipeline
{
    /// <summary>Expects the sources and the clock.</summary>
    public static IServiceCollection AddTestPipeline(
        this IServiceCollection services,
        IArtifactStore store,
        IRaceAnalyser analyser,
        PhaseSettings? settings = null,
        ITaskTimer? timer = null
    ) =>
        services
            .AddLogging()
            .AddSingleton(store)
            .AddSingleton(analyser)
            .AddSingleton(settings ?? PhaseBench.Settings)
            .AddHippiqueOrchestration(_ => new MemoryTaskStore(), _ => timer ?? new FakeTaskTimer());
}
