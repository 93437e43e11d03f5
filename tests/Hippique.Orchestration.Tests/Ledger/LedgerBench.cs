using System.Text;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Testing.Events;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Ledger;

/// <summary>The ledger over an invented day: R1C1 to R1C3 with a win bet of 2 € on horse 5 at 4.0, planned in a store.</summary>
internal sealed class LedgerBench
{
    public static readonly DateOnly Day = PlayedDays.Day;

    public LedgerBench(IArtifactStore? store = null)
    {
        Store = store ?? new MemoryArtifactStore();
        Plans = new PlanStore(Store);
        Ledger = new StoredLedger(Store);
        Mode = new LedgerMode(Ledger);
        Books = new RaceBooks(Store, Plans, Ledger, NullLogger<RaceBooks>.Instance);
        Recorder = new BetRecorder(Books, Ledger, Plans, new EventBus([Events], Clock, NullLogger<EventBus>.Instance), Clock);
    }

    public IArtifactStore Store { get; }
    public PlanStore Plans { get; }
    public StoredLedger Ledger { get; }
    public LedgerMode Mode { get; }
    public RaceBooks Books { get; }
    public BetRecorder Recorder { get; }
    public HeardEvents Events { get; } = new();
    public FakeTimeProvider Clock { get; } = new(PlayedDays.Off("13:50"));

    public static string File => ArtifactPaths.Ledger(Day);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Three races with a ticket each, entered.</summary>
    public static async Task<LedgerBench> ProposedAsync(IArtifactStore? store = null)
    {
        var bench = new LedgerBench(store);
        await bench.Store.PlanAsync(Day, "R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30", "R1C3 VALMOREL 15:00");
        foreach (var (code, off) in ((string, string)[])[("R1C1", "14:00"), ("R1C2", "14:30"), ("R1C3", "15:00")])
        {
            await bench.Store.TicketAsync(PlayedDays.Id(code), PlayedDays.Off(off), 2);
            await bench.Books.BringUpAsync(PlayedDays.Id(code), Cancel);
        }
        return bench;
    }

    public Task<BetResult> PlayedAsync(string ticket, decimal? stake = null, decimal? odds = null, Pool? pool = null) =>
        SayAsync(
            ticket,
            new BetOrder
            {
                Race = default,
                Played = true,
                Stakes = stake is { } euros ? [new LegAmount([], euros)] : [],
                Odds = odds is { } price ? [new LegAmount([], price)] : [],
                Pool = pool,
                By = "marie",
                Way = SayingWay.Cli,
            }
        );

    public Task<BetResult> SkipAsync(string ticket) =>
        SayAsync(
            ticket,
            new BetOrder
            {
                Race = default,
                Played = false,
                By = "marie",
                Way = SayingWay.Api,
            }
        );

    public Task<BetResult> SayAsync(string ticket, BetOrder order) =>
        Recorder.RecordAsync(
            order with
            {
                Race = PlayedDays.Id(ticket.Split('-')[0]),
                Ticket = ticket.Contains('-', StringComparison.Ordinal) ? ticket : null,
            },
            Cancel
        );

    /// <summary>A settlement of the race's ticket, as the settler writes it.</summary>
    public async Task SettleAsync(
        string code,
        SettledState outcome,
        decimal? dividend = null,
        ResultState state = ResultState.Official,
        double? close = null
    )
    {
        var stake = new Euro(2);
        var returned = outcome switch
        {
            SettledState.Won => new Euro(decimal.Round(stake.Amount * dividend!.Value, 2, MidpointRounding.ToZero)),
            SettledState.Refunded => stake,
            SettledState.Lost => Euro.Zero,
            _ => (Euro?)null,
        };
        var reason = outcome switch
        {
            SettledState.Refunded => state == ResultState.CalledOff ? "race_called_off" : "non_runner",
            SettledState.Unsettled => "no_dividends",
            _ => null,
        };
        var leg = new SettledLeg
        {
            Numbers = [5],
            Stake = stake,
            Outcome = outcome,
            Reason = reason,
            Dividend = dividend,
            Basis = dividend is null ? null : DividendBasis.Official,
            Returned = returned,
            Odds = 4,
            ClosingOdds = close,
            ClosingLineValue = close is { } odds ? Math.Log(4 / odds) : null,
        };
        var ticket = SettledTicket.Of($"{code}-1", Pool.ZEturf, BetType.SimpleGagnant, [leg]);
        await new SettlementFiles(Store).AddAsync(
            PlayedDays.Id(code),
            new SettlementFact(null, [ticket]) { State = state },
            simulated: false,
            Cancel
        );
        await Books.BringUpAsync(PlayedDays.Id(code), Cancel);
    }

    public async Task<LedgerTicket> TicketAsync(string id) =>
        (await BookAsync()).Find(PlayedDays.Id(id.Split('-')[0]), id).ShouldNotBeNull();

    public async Task<LedgerBook> BookAsync() => LedgerBook.Of((await Ledger.ReadAsync(Day, Cancel)).Entries);

    public Task<LedgerCheckResult> CheckAsync() => new LedgerCheck(Store, new PlanStore(Store), new StoredLedger(Store)).RunAsync(Cancel);

    public async Task<string[]> LinesAsync() =>
        Encoding.UTF8.GetString((await Store.GetAsync(File, Cancel))!.Content.Span).TrimEnd('\n').Split('\n');

    /// <summary>What somebody does with an editor.</summary>
    public async Task WriteLinesAsync(IEnumerable<string> lines)
    {
        var there = await Store.GetAsync(File, Cancel);
        await Store.PutIfUnchangedAsync(File, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), there!.Version, Cancel);
    }
}
