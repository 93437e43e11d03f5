using Hippique.Dashboard.Races;
using Hippique.Dashboard.Today;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;

namespace Hippique.Dashboard.Replay;

/// <summary>What reads the pages of the live day, over the stores, the queue and the clock of a sandbox.</summary>
internal sealed class SandboxReaders
{
    /// <param name="services">Of the sandbox.</param>
    /// <param name="settings">Of the program.</param>
    public SandboxReaders(IServiceProvider services, HippiqueSettings settings)
    {
        var (store, plans) = (Get<IArtifactStore>(), Get<PlanStore>());
        var (ledger, clock) = (Get<ILedger>(), Get<TimeProvider>());
        Days = new DayBoardReader(
            plans,
            Get<PlanPauseStore>(),
            new StoredDecisions(Get<TicketsReader>()),
            Get<TaskQueue>(),
            Get<ITaskTimer>(),
            ledger,
            Get<LedgerMode>(),
            Get<IPlayLimits>(),
            new RecentDaysReader(store, plans),
            settings,
            clock
        );
        Races = new RaceReader(store, plans, ledger, clock);

        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();
    }

    public DayBoardReader Days { get; }

    public RaceReader Races { get; }

    /// <summary>Read anew each time: the clock of a sandbox stands still while its files change.</summary>
    private sealed class StoredDecisions(TicketsReader tickets) : IDayDecisions
    {
        public async ValueTask<DayTickets?> DecisionsAsync(DateOnly day, CancellationToken cancellationToken) =>
            await tickets.ReadAsync(day, cancellationToken);
    }
}
