using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Imports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Imports;

/// <summary>Files of bets beside the ledger of an invented day, whose three races have a ticket of 2 € on horse 5 in ZEturf's pool each.</summary>
internal sealed class ImportBench(LedgerBench bench)
{
    private const string Heading = "date,race,bet,numbers,stake,returned,odds,operator,reference,outcome,meeting";

    public LedgerBench Bench { get; } = bench;

    public ImportedBets Imported { get; } = new(bench.Store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Imports rows below a heading of the documented file; empty cells at the end may be left out.</summary>
    public Task<BetImportReport> ImportAsync(params string[] rows) => ImportAsync(order => order, rows);

    public async Task<BetImportReport> ImportAsync(Func<BetImportOrder, BetImportOrder> change, params string[] rows)
    {
        var text = string.Join(
            '\n',
            rows.Select(row => row.Replace("DAY", $"{PlayedDays.Day:yyyy-MM-dd}", StringComparison.Ordinal)).Prepend(Heading)
        );
        var own = new OwnTickets(Bench.Ledger, Bench.Recorder);
        var read = await new BetImport(Bench.Store, Bench.Plans, own, Imported, Bench.Clock).RunAsync(
            change(
                new BetImportOrder
                {
                    Content = Encoding.UTF8.GetBytes(text),
                    Pool = Pool.ZEturf,
                    By = "marie",
                }
            ),
            Cancel
        );
        return read.Value;
    }

    /// <summary>The race was looked at and is over, with these dividends of ZEturf and its closing odds, which are the same.</summary>
    public Task RunAsync(string code, int[] arrival, params (BetType Bet, int[] Numbers, decimal PerEuro)[] dividends) =>
        RunAsync(
            code,
            arrival,
            [.. dividends.Where(paid => paid.Bet == BetType.SimpleGagnant).Select(paid => (paid.Numbers[0], (double)paid.PerEuro))],
            dividends
        );

    public async Task RunAsync(
        string code,
        int[] arrival,
        IReadOnlyList<(int Number, double Odds)> close,
        params (BetType Bet, int[] Numbers, decimal PerEuro)[] dividends
    )
    {
        var (race, off) = (PlayedDays.Id(code), PlayedDays.Off("14:00"));
        var seen = InventedRaces.Snapshot(Phase.H5) with { Card = PlayedDays.Card(race, off) };
        await Bench.Store.PutIfAbsentAsync(ArtifactPaths.Snapshot(race, Phase.H5), ArtifactJson.Write(seen), Cancel);
        var result = new RaceResult
        {
            Id = race,
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival = [.. arrival.Select(number => (int[])[number])],
            NonRunners = [],
            Dividends = [.. dividends.Select(paid => new Dividend(paid.Bet, paid.Numbers, paid.PerEuro))],
            Close = [.. close.Select(price => new WinPrice(price.Number, new Odds(price.Odds)))],
        };
        await Bench.Store.PutIfAbsentAsync(ArtifactPaths.Result(race), ArtifactJson.Write(result), Cancel);
    }

    /// <summary>Everything that was ever imported.</summary>
    public async Task<IReadOnlyList<ImportedBet>> BetsAsync() => LedgerBook.Of(await Imported.Ledger.ReadAllAsync(Cancel)).Imported;

    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync() =>
        [.. (await Imported.Ledger.ReadAllAsync(Cancel)).SelectMany(file => file.Entries)];
}
