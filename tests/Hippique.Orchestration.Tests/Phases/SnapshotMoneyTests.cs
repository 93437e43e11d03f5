using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Phases;

/// <summary>The money of a pool in the snapshot of a look.</summary>
public sealed class SnapshotMoneyTests
{
    private const string Path = "2025-11-22/R1C3/snapshot_h5.json";

    [Fact]
    public async Task Snapshot_keeps_money_ranges_and_pairs_in_the_order_of_their_numbers()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        Shows(bench, Money());

        await bench.RunAsync(Phase.H5, Token);

        var pool = Seen(await bench.TextAsync(Path, Token));
        pool.GetProperty("place_at").GetDateTimeOffset().ShouldBe(InventedRaces.Off.AddMinutes(-6));
        pool.GetProperty("stakes")
            .EnumerateArray()
            .Select(bet => bet.GetProperty("bet").GetString())
            .ShouldBe(["simple_gagnant", "simple_place"]);
        var win = pool.GetProperty("stakes")[0];
        win.GetProperty("total").GetDecimal().ShouldBe(1_234_567.5m);
        win.GetProperty("stakes").EnumerateArray().Select(stake => stake.GetProperty("numbers")[0].GetInt32()).ShouldBe([1, 2]);
        pool.GetProperty("combinations")
            .EnumerateArray()
            .Select(pair => pair.GetProperty("numbers").ToString())
            .Select(text => text.Split(',').Length)
            .ShouldBe([2, 2]);
        pool.GetProperty("combinations")[0].GetProperty("numbers")[0].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_phase_carried_out_again_keeps_the_money_that_it_saw_first()
    {
        var store = new BreakingStore(new MemoryArtifactStore(), 3);
        var bench = await new PhaseBench(store).ScheduledAsync(Token);
        Shows(bench, Money());
        await bench.RunAsync(Phase.H5, Token);
        store.Mended = true;
        // By now the operator shows nothing any more.
        Shows(bench, pool => pool with { Win = [], Origin = PriceOrigin.None, At = null });

        await bench.RunAsync(Phase.H5, Token);

        Seen(await bench.TextAsync(Path, Token)).GetProperty("stakes").GetArrayLength().ShouldBe(2);
        (await bench.TextAsync("2025-11-22/R1C3/tickets.json", Token)).ShouldNotBeNull();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Shows(PhaseBench bench, Func<PoolPrices, PoolPrices> change) =>
        bench.Pmu.Views[InventedRaces.Id.Code] = _ =>
        {
            var view = PhaseBench.View(pool: Pool.PmuInternet);
            return new SourceAnswer<RaceView>.Found(view with { Pools = [.. view.Pools.Select(change)] });
        };

    private static Func<PoolPrices, PoolPrices> Money() =>
        pool =>
            pool with
            {
                Place = [new PlacePrice(1, new PlaceRange(1.1, 1.4))],
                PlaceAt = InventedRaces.Off.AddMinutes(-6),
                Stakes = [On(BetType.SimplePlace, 500), On(BetType.SimpleGagnant, 1_234_567.5m)],
                Combinations =
                [
                    new CombinationPrice(BetType.CouplePlace, [2, 3], new Odds(9)),
                    new CombinationPrice(BetType.CouplePlace, [1, 3], new Odds(4)),
                ],
            };

    private static BetStakes On(BetType bet, decimal total) =>
        new()
        {
            Bet = bet,
            At = InventedRaces.Off.AddMinutes(-6),
            Total = new Euro(total),
            Stakes = [new CombinationStake([2], new Euro(200)), new CombinationStake([1], new Euro(300))],
        };

    private static JsonElement Seen(string? snapshot) =>
        JsonDocument
            .Parse(snapshot.ShouldNotBeNull())
            .RootElement.GetProperty("pools")
            .EnumerateArray()
            .Single(pool => pool.GetProperty("pool").GetString() == "pmu_internet");
}
