using CsCheck;
using Hippique.Orchestration.Results;

namespace Hippique.Orchestration.Tests.Ledger;

/// <summary>Anything that can happen to the three tickets of <see cref="LedgerBench"/>: they are said to be played, or not, settled, and settled otherwise, in any order.</summary>
internal sealed class LedgerSteps
{
    private LedgerSteps() { }

    public static Gen<List<(int What, int Race, int Amount)>> Any { get; } =
        Gen.Int[0, 11].Select(Gen.Int[1, 3], Gen.Int[0, 400]).List[0, 25];

    /// <summary>What is staked by the user, by race; kept by hand beside the ledger.</summary>
    public Dictionary<string, decimal> Stakes { get; } = [];

    /// <summary>What 1 € returns, by race; 0 if lost, 1 if paid back, null if it is open again.</summary>
    public Dictionary<string, decimal?> Dividends { get; } = [];

    public static async Task<LedgerSteps> RunAsync(LedgerBench bench, IEnumerable<(int What, int Race, int Amount)> steps)
    {
        var known = new LedgerSteps();
        foreach (var (what, race, amount) in steps)
            await known.TakeAsync(bench, what, $"R1C{race}", amount);
        return known;
    }

    private async Task TakeAsync(LedgerBench bench, int what, string code, int amount)
    {
        switch (what)
        {
            case <= 3:
                Stakes[code] = (amount + 1) / 100m;
                await bench.PlayedAsync(code, Stakes[code]);
                break;
            case 4:
                Stakes[code] = 0;
                await bench.SkipAsync(code);
                break;
            case <= 7:
                Dividends[code] = 1 + amount / 10m;
                await bench.SettleAsync(code, SettledState.Won, Dividends[code], close: amount % 2 == 0 ? 3 + amount / 100.0 : null);
                break;
            case <= 9:
                Dividends[code] = 0;
                await bench.SettleAsync(code, SettledState.Lost);
                break;
            case 10:
                Dividends[code] = 1;
                await bench.SettleAsync(code, SettledState.Refunded);
                break;
            default:
                Dividends[code] = null;
                await bench.SettleAsync(code, SettledState.Unsettled);
                break;
        }
    }
}
