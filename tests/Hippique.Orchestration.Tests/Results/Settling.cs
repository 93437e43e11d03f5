using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Settles the bench's days.</summary>
internal static class Settling
{
    /// <param name="bench">The day that was planned, and its sources.</param>
    /// <param name="today">The day on which the results are asked for.</param>
    /// <param name="now">What the clock shows.</param>
    /// <param name="store">Where results and settlements go; null: the bench's store.</param>
    /// <param name="onceADay">The morning's look at what may have changed; else the evening's.</param>
    /// <param name="paper">Books on paper; null: none.</param>
    public static Task<HistoryImport> ExtendAsync(
        this PhaseBench bench,
        DateOnly today,
        DateTimeOffset now,
        IArtifactStore? store = null,
        bool onceADay = false,
        IPaperBooks? paper = null
    )
    {
        bench.Clock.SetUtcNow(now);
        return new SettledDays(bench.Settler(store), bench.Plans, paper ?? new NoPaperBooks(), bench.Clock).ExtendAsync(
            today,
            onceADay,
            TestContext.Current.CancellationToken
        );
    }

    /// <param name="bench">The sources and the events.</param>
    /// <param name="store">Where results and settlements go; null: the bench's store.</param>
    /// <param name="settings">Null: those of the service.</param>
    /// <param name="logger">Null: nobody listens.</param>
    public static RaceSettler Settler(
        this PhaseBench bench,
        IArtifactStore? store = null,
        SettlementSettings? settings = null,
        ILogger<RaceSettler>? logger = null
    ) =>
        new(
            new SourceSet([bench.ZEturf, bench.Pmu]),
            store ?? bench.Store,
            bench.Bus,
            new RaceBooks(store ?? bench.Store, bench.Plans, new StoredLedger(store ?? bench.Store), NullLogger<RaceBooks>.Instance),
            settings ?? new SettlementSettings(),
            logger ?? NullLogger<RaceSettler>.Instance
        );
}
