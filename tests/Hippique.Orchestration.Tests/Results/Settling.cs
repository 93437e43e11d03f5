using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Statistics;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Settles the bench's days.</summary>
internal static class Settling
{
    /// <param name="bench">The day that was planned, and its sources.</param>
    /// <param name="today">The day on which the results are asked for.</param>
    /// <param name="now">What the clock shows.</param>
    /// <param name="store">Where results and settlements go; null: the bench's store.</param>
    public static Task<HistoryImport> ExtendAsync(this PhaseBench bench, DateOnly today, DateTimeOffset now, IArtifactStore? store = null)
    {
        bench.Clock.SetUtcNow(now);
        return new SettledDays(
            new SourceSet([bench.ZEturf, bench.Pmu]),
            bench.Plans,
            store ?? bench.Store,
            bench.Bus,
            bench.Clock,
            NullLogger<SettledDays>.Instance
        ).ExtendAsync(today, TestContext.Current.CancellationToken);
    }
}
