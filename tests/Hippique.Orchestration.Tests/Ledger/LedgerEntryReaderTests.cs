using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Imports;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Ledger;

public sealed class LedgerEntryReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every kind of fact, with and without what can be missing: what the serializer has written and reads, this reads alike.</summary>
    [Fact]
    public async Task Every_line_of_a_ledger_is_read_as_the_serializer_reads_it()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.PlayedAsync("R1C1", 3, 4.5m, Pool.PmuInternet);
        await bench.SkipAsync("R1C2");
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.6);
        await bench.SettleAsync("R1C1", SettledState.Unsettled);
        await bench.SettleAsync("R1C2", SettledState.Lost);
        await bench.SettleAsync("R1C3", SettledState.Refunded, state: ResultState.CalledOff);
        var imports = new ImportBench(bench);
        await imports.RunAsync("R1C1", [7, 8, 9], (BetType.SimpleGagnant, [7], 3.7m));
        await imports.ImportAsync(
            "DAY,R1C1,SG,7,2.00,7.40,4.1,,B1",
            "DAY,R1C2,SG,8,2.00,",
            "DAY,R1C2,SG,9,2.00,,,,,remboursé",
            "DAY,R1C1,couple_place,7-8,2.00,"
        );
        string[] lines =
        [
            .. (await bench.LinesAsync())[..^1],
            .. Encoding
                .UTF8.GetString((await bench.Store.GetAsync("imported/2031-03.jsonl", Cancel))!.Content.Span)
                .TrimEnd('\n')
                .Split('\n')[..^1],
        ];
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            var read = LedgerEntryReader.Read(bytes);
            var expected = ArtifactJson.Read<LedgerEntry>("line", bytes);
            ArtifactJson.Write(read).ShouldBe(ArtifactJson.Write(expected), line);
        }
        LedgerBook.Of((await bench.Ledger.ReadAsync(LedgerBench.Day, Cancel)).Entries).Strays.ShouldBeEmpty();
        lines
            .Select(line => ArtifactJson.Read<LedgerEntry>("line", Encoding.UTF8.GetBytes(line)).Fact.GetType())
            .Distinct()
            .Count()
            // Those of shadow books and trials are read by the serializer itself.
            .ShouldBe(typeof(LedgerFact).GetNestedTypes().Length - 2);
    }

    [Fact]
    public void Facts_of_which_there_are_few_are_read_too()
    {
        LedgerFact[] facts =
        [
            new LedgerFact.Trial("t1", TrialStep.Started, LedgerBench.Day, "ab"),
            new LedgerFact.Covered
            {
                Date = LedgerBench.Day,
                Races = 40,
                Seen = 38,
                Rules = "gpi-v5.1",
                RulesSha256 = "ab",
                Model = "m",
                ModelSha256 = "cd",
                FilledOn = LedgerBench.Day,
            },
        ];
        var bytes = LedgerFile.Empty("x.jsonl").With([.. facts.Select((fact, i) => new NewEntry { Key = $"k{i}", Fact = fact })]);
        var read = LedgerFile.Read("x.jsonl", bytes);
        read.Faults.ShouldBeEmpty();
        read.Entries.Select(entry => entry.Fact).ShouldBe(facts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"entry\":\"one\"}")]
    [InlineData("{\"entry\":1,\"key\":\"k\",\"race\":\"2031-03-14\",\"previous\":\"\",\"fact\":{\"kind\":\"withdrawn\"}}")]
    [InlineData("{\"entry\":1,\"key\":\"k\",\"race\":\"2031-03-14/R1C1\",\"previous\":\"\",\"fact\":{\"kind\":\"lost\"}}")]
    [InlineData("{\"entry\":1,\"key\":\"k\",\"race\":\"2031-03-14/R1C1\",\"previous\":\"\",\"fact\":{\"kind\":\"withdrawn\"}} {}")]
    [InlineData(
        "{\"entry\":1,\"key\":\"k\",\"race\":\"2031-03-14/R1C1\",\"previous\":\"\",\"fact\":{\"kind\":\"result\",\"state\":\"won\"}}"
    )]
    public void What_is_no_entry_is_a_fault_of_its_line(string line) =>
        LedgerFile
            .Read("ledger/2031-03.jsonl", Encoding.UTF8.GetBytes(line + "\n"))
            .Faults.ShouldContain(fault => fault.Kind == LedgerFaultKind.Unreadable || line.Length == 0);
}
