using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Ledger;

/// <summary>A ledger in which somebody has changed, removed, swapped or added a line: each line of a month is tried.</summary>
public sealed class TamperedLedgerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Untouched_Balances()
    {
        var result = await (await MonthAsync()).CheckAsync();
        result.Problems.ShouldBeEmpty();
        result.Entries.ShouldBe(12);
    }

    [Fact]
    public Task Line_Changed_IsFound() =>
        EachAsync(
            (lines, i) =>
                [
                    .. lines[..i],
                    lines[i]
                        .Replace("2.00", "3.00", StringComparison.Ordinal)
                        .Replace("{\"seal\":12", "{\"seal\":11", StringComparison.Ordinal)
                        .Replace("\"entry\"", " \"entry\"", StringComparison.Ordinal),
                    .. lines[(i + 1)..],
                ]
        );

    [Fact]
    public Task Line_Removed_IsFound() => EachAsync((lines, i) => [.. lines[..i], .. lines[(i + 1)..]]);

    [Fact]
    public Task Lines_Swapped_AreFound() =>
        EachAsync(
            (lines, i) => i + 1 < lines.Length ? [.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]] : [lines[^1], .. lines[..^1]]
        );

    [Fact]
    public Task Line_Added_IsFound() => EachAsync((lines, i) => [.. lines[..i], lines[i], lines[i], .. lines[(i + 1)..]]);

    /// <summary>Also by a process that has read the ledger before, and need not read again what it knows.</summary>
    [Fact]
    public async Task What_was_read_before_and_goes_on_is_read_as_if_it_were_new()
    {
        var bench = await MonthAsync();
        var half = LedgerFile.Read(
            LedgerBench.File,
            (await (await LedgerBench.ProposedAsync()).Store.GetAsync(LedgerBench.File, Cancel))!.Content
        );
        var content = (await bench.Store.GetAsync(LedgerBench.File, Cancel))!.Content;
        var whole = LedgerFile.Read(LedgerBench.File, content, half);
        whole.Faults.ShouldBeEmpty();
        whole.Entries.Select(entry => entry.Hash).ShouldBe(LedgerFile.Read(LedgerBench.File, content).Entries.Select(entry => entry.Hash));
        var bytes = content.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            LedgerFile.Read(LedgerBench.File, bytes, half).Faults.ShouldNotBeEmpty($"byte {i}");
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public async Task Any_byte_that_is_another_one_is_found()
    {
        var bench = await MonthAsync();
        var bytes = (await bench.Store.GetAsync(LedgerBench.File, Cancel))!.Content.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            LedgerFile.Read(LedgerBench.File, bytes).Faults.ShouldNotBeEmpty($"byte {i}");
            bytes[i] ^= 1;
        }
        LedgerFile.Read(LedgerBench.File, bytes).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Last_Lines_RemovedWithTheSeal_AreFound()
    {
        var bench = await MonthAsync();
        await bench.WriteLinesAsync((await bench.LinesAsync())[..^2]);
        (await bench.CheckAsync()).Problems.ShouldHaveSingleItem().ToString().ShouldContain("the seal at its end");
    }

    [Fact]
    public async Task Entry_PutInWithHashesOfItsOwn_IsFoundByTheFilesOfTheDay()
    {
        var bench = await MonthAsync();
        // Whoever rewrites the whole chain still has to make it agree with settlement.json.
        var file = await bench.Ledger.ReadAsync(LedgerBench.Day, Cancel);
        var paper = (await bench.TicketAsync("R1C1-1")).Paper!;
        var forged = paper.Fact with { Ticket = paper.Fact.Ticket with { Returned = new Euro(70) }, Difference = new Euro(62.6m) };
        var there = await bench.Store.GetAsync(LedgerBench.File, Cancel);
        var entry = new NewEntry
        {
            Key = "2031-03-14/R1C1-1/paper/2",
            Corrects = paper.Key,
            Race = PlayedDays.Id("R1C1"),
            Ticket = "R1C1-1",
            Fact = forged,
        };
        await bench.Store.PutIfUnchangedAsync(LedgerBench.File, file.With([entry]), there!.Version, Cancel);
        var problems = (await bench.CheckAsync()).Problems.Select(problem => problem.ToString()).ToList();
        problems.ShouldContain("2031-03-14/R1C1/settlement.json: R1C1-1 returned 7.40, in the ledger 70.00");
        problems.ShouldContain("2031-03-14/R1C1-1: what its legs returned is not what the ticket returned");
    }

    [Fact]
    public async Task Changed_Ledger_IsAddedToByNobody()
    {
        var bench = await MonthAsync();
        var lines = await bench.LinesAsync();
        await bench.WriteLinesAsync([.. lines[..3], .. lines[4..]]);
        var changed = await Should.ThrowAsync<LedgerChangedException>(() => bench.SkipAsync("R1C3"));
        changed.Message.ShouldBe(
            "ledger/2031-03.jsonl was changed by something else than this program; 'hippique ledger check' says where"
        );
        // Neither a look nor a settlement ends by it.
        await bench.Books.BookAsync(PlayedDays.Id("R1C3"), Cancel);
    }

    /// <summary>Does it to each line, the seal among them, and to each line of a ledger that was read before too.</summary>
    private static async Task EachAsync(Func<string[], int, string[]> change)
    {
        var whole = await (await MonthAsync()).LinesAsync();
        for (var i = 0; i < whole.Length; i++)
        {
            var bench = await MonthAsync();
            var changed = change(await bench.LinesAsync(), i);
            await bench.WriteLinesAsync(changed);
            (await bench.CheckAsync()).Problems.ShouldNotBeEmpty($"line {i + 1}:\n{string.Join('\n', changed)}");
        }
    }

    /// <summary>A won, a lost and a refunded ticket, of which two were played.</summary>
    private static async Task<LedgerBench> MonthAsync()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 3);
        await bench.SkipAsync("R1C2");
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        await bench.SettleAsync("R1C2", SettledState.Lost);
        await bench.SettleAsync("R1C3", SettledState.Refunded);
        return bench;
    }
}
