using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tickets;
using Hippique.Orchestration.Trials;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Testing.Phases;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Shadow;

/// <summary>Invented days that were run by the program's own pipeline, as their files lie in a store; the clock stands at nine on the morning after the last.</summary>
internal sealed class ShadowBench : IDisposable
{
    public static readonly DateOnly First = new(2031, 3, 14);

    /// <summary>Expects of every winner a quarter more than the model that ships: with it the rules find bets on an invented day.</summary>
    public static readonly GpiModel Hopeful = GpiModels
        .Parse(
            GpiModels.ToJson(
                GpiModels.Default with
                {
                    Name = "hopeful",
                    WinDividends = [.. GpiModels.Default.WinDividends.Select(fit => fit with { Constant = fit.Constant + .25 })],
                }
            )
        )
        .Value;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-shadow-{Guid.NewGuid():N}");

    private ShadowBench() => Directory.CreateDirectory(_folder);

    public MemoryArtifactStore Store { get; } = new();
    public FakeTimeProvider Clock { get; } = new();
    public PhaseSettings Settings { get; private init; } = PhaseBench.Settings;
    public PlanStore Plans => new(Store);
    public ShadowFill Fill => new(Store, Plans, SettlementSettings.OfReplay, Clock);
    public TrialDesk Trials => new(Store, Fill, Clock);

    /// <summary>The rule sets that ship, by <see cref="Hopeful"/>.</summary>
    public IReadOnlyList<ShadowBook> Books => ShadowBooks.Of(RuleSets.Default, Hopeful, [], Settings).Books;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <param name="days">How many, from <see cref="First"/> on.</param>
    /// <param name="rules">Those in use.</param>
    /// <param name="settings">Null: those of the phase bench.</param>
    /// <param name="races">Each day.</param>
    public static async Task<ShadowBench> OfAsync(int days, string rules = RuleSets.Default, PhaseSettings? settings = null, int races = 9)
    {
        var bench = new ShadowBench { Settings = settings ?? PhaseBench.Settings };
        await bench.RunAsync(First, days, rules, races);
        return bench;
    }

    /// <summary>Runs further days.</summary>
    public async Task RunAsync(DateOnly from, int days, string rules = RuleSets.Default, int races = 9)
    {
        var file = Path.Combine(_folder, $"{from:yyyy-MM-dd}.jsonl");
        InventedDay.Write(file, Enumerable.Range(0, days).SelectMany(day => InventedDay.Lines(from.AddDays(day), races)));
        var recorded = ((SourceAnswer<IReadOnlyList<RecordedDay>>.Found)RecordedRaces.ReadAll(file, Cancel)).Value;
        var analyser = new StatisticsEnricher(
            new RaceAnalyser(RuleSets.Load(rules).Value, Hopeful),
            RecordedHistory.OfFiles([file], Cancel)
        );
        var past = new ReplayedBettingHistory();
        foreach (var day in recorded)
        {
            var replay = new DayReplay(ReplayedDay.Of(day), analyser, Settings, past, NullLoggerFactory.Instance);
            var (_, artifacts, _) = await replay.RunAsync(null, Cancel);
            foreach (var stored in await ((IArtifactStore)artifacts).ReadAllAsync("", Cancel))
                await Store.PutIfAbsentAsync(stored.Path, stored.Artifact.Content, Cancel);
        }
        Clock.SetUtcNow(ParisTime.At(from.AddDays(days), new TimeOnly(9, 0)));
    }

    public async Task<LedgerBook> BookAsync(string id) =>
        LedgerBook.Of(await new StoredLedger(Store, ShadowBook.FolderOf(id)).ReadAllAsync(Cancel));

    /// <summary>The day's own tickets.</summary>
    public async Task<IReadOnlyList<Ticket>> TicketsAsync(DateOnly date)
    {
        var tickets = new List<Ticket>();
        foreach (var race in (await Plans.GetAsync(date, Cancel))!.Races)
        {
            if (await Store.GetAsync(ArtifactPaths.Tickets(race.Id), Cancel) is { } there)
                tickets.AddRange(ArtifactJson.Read<TicketSheet>("", there.Content).Tickets);
        }
        return tickets;
    }
}
