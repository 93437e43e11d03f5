using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tests.Exposure;

namespace Hippique.Orchestration.Tests.Ledger;

/// <summary>Several writers at once: each entry is there once, and the chain holds.</summary>
public sealed class LedgerWritersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_AtOnce_LoseNothing()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-ledger-").FullName;
        try
        {
            using var store = new DiskArtifactStore(folder);
            var first = new LedgerBench(store);
            string[] codes = [.. Enumerable.Range(1, 8).Select(race => $"R1C{race}")];
            await store.PlanAsync(LedgerBench.Day, [.. codes.Select((code, i) => $"{code} VALMOREL {14 + i}:00")]);
            for (var i = 0; i < codes.Length; i++)
                await store.TicketAsync(PlayedDays.Id(codes[i]), PlayedDays.Off($"{14 + i}:00"), 2);
            // Each as a process of its own would do it; every race by two of them.
            await Task.WhenAll(
                codes.Concat(codes).Select(code => Task.Run(() => new LedgerBench(new DiskArtifactStore(folder)).PlayedAsync(code), Cancel))
            );
            var book = await first.BookAsync();
            book.Tickets.Count.ShouldBe(8);
            book.Tickets.ShouldAllBe(ticket => ticket.Said!.Number == 1);
            (await first.CheckAsync()).Problems.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
