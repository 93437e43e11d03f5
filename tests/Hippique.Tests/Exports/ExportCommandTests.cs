using System.IO.Compression;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Testing.Replay;
using Hippique.Tests.Commands;

namespace Hippique.Tests.Exports;

/// <summary><c>hippique export</c> and <c>hippique report</c> as they are typed.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private static readonly DateOnly Day = new(2025, 11, 24);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-export-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("bets.csv", "csv", "export bets --output")]
    [InlineData("bets.xlsx", "xlsx", "export bets --output")]
    [InlineData("report.html", "html", "report --html")]
    public async Task The_ledger_becomes_a_file(string name, string format, string line)
    {
        await LedgerAsync();

        var answer = (await RunAsync($"{line} {At(name)} --month 2031-03 --json")).Json;
        answer.GetProperty("ok").GetBoolean().ShouldBeTrue();
        (answer.GetProperty("format").GetString(), answer.GetProperty("file").GetString()).ShouldBe((format, At(name)));
        (answer.GetProperty("from").GetString(), answer.GetProperty("days").GetInt32()).ShouldBe(("2031-03-14", 1));
        new FileInfo(At(name)).Length.ShouldBeGreaterThan(300);
        Directory.GetFiles(_folder.FullName).ShouldBe([At(name)]);
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_it_is_to_be_replaced()
    {
        await LedgerAsync();
        await File.WriteAllTextAsync(At("bets.csv"), "mine", Cancel);

        foreach (var line in (string[])[$"export bets --output {At("bets.csv")}", $"report --html {At("bets.csv")}"])
            (await Cli.RunAsync([.. line.Split(' '), "--data", Data])).ShouldFailWith("bets.csv already; --force replaces it");
        (await File.ReadAllTextAsync(At("bets.csv"), Cancel)).ShouldBe("mine");

        await RunAsync($"export bets --output {At("bets.csv")} --force");
        (await File.ReadAllTextAsync(At("bets.csv"), Cancel)).ShouldStartWith("book,date,");
        Directory.GetFiles(_folder.FullName).ShouldBe([At("bets.csv")]);
    }

    [Fact]
    public async Task Days_of_which_there_is_nothing_are_an_error_and_leave_no_file()
    {
        await LedgerAsync();

        foreach (var line in (string[])["export bets --output", "export races --output", "export snapshots --output", "report --html"])
            (await Cli.RunAsync([.. line.Split(' '), At("file"), "--from", "2031-03-15", "--data", Data])).ShouldFailWith(
                "has nothing of these days"
            );
        // The day was planned, and nobody looked.
        foreach (var line in (string[])["export races --output", "export snapshots --output"])
            (await Cli.RunAsync([.. line.Split(' '), At("file"), "--data", Data])).ShouldFailWith("has nothing of these days");
        Directory.GetFiles(_folder.FullName).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--format pdf", "expected csv or xlsx")]
    [InlineData("--month May", "no month")]
    [InlineData("--month 2031-03 --from 2031-03-01", "--month stands alone")]
    [InlineData("--from 2031-03-02 --to 2031-03-01", "is after the last")]
    public async Task What_does_not_read_is_said(string options, string says) =>
        (await Cli.RunAsync(["export", "bets", "--output", At("bets.csv"), "--data", Data, .. options.Split(' ')])).ShouldFailWith(says);

    [Fact]
    public async Task A_ledger_that_something_else_changed_is_exported_and_named()
    {
        var bench = await LedgerAsync();
        await bench.WriteLinesAsync((await bench.LinesAsync())[1..]);

        var cli = await Cli.RunAsync("export", "bets", "--output", At("bets.csv"), "--data", Data);
        cli.Code.ShouldBe(1);
        cli.Error.ShouldContain("was changed by something else");
        File.Exists(At("bets.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task Recorded_races_of_a_day_are_evaluated_and_replayed_to_the_same_decisions()
    {
        InventedDay.Write(At("first.jsonl"), InventedDay.Lines(Day, 12));
        (await Cli.RunAsync("replay", At("first.jsonl"), "--out", Data)).Code.ShouldBe(0);

        var told = await RunAsync($"export races --output {At("races.jsonl.gz")}");
        told.Out.ShouldContain("12 rows of 1 day");
        using (var packed = new GZipStream(File.OpenRead(At("races.jsonl.gz")), CompressionMode.Decompress))
            (await new StreamReader(packed).ReadToEndAsync(Cancel)).Split('\n').Length.ShouldBe(13);

        var again = await Cli.RunAsync("replay", At("races.jsonl.gz"), "--out", At("again"), "--json");
        again.Code.ShouldBe(0, again.Error);
        foreach (var path in Directory.GetFiles(Data, "tickets.json", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(Path.Combine(At("again"), Path.GetRelativePath(Data, path)), Cancel)).ShouldBe(
                await File.ReadAllTextAsync(path, Cancel)
            );
        (await Cli.RunAsync("history", "import", At("races.jsonl.gz"))).Error.ShouldNotContain("malformed");
    }

    [Fact]
    public async Task Looks_of_a_day_become_a_file_for_analysts()
    {
        InventedDay.Write(At("first.jsonl"), InventedDay.Lines(Day, 3));
        (await Cli.RunAsync("replay", At("first.jsonl"), "--out", Data)).Code.ShouldBe(0);

        // Ten to twelve runners in one pool at two looks.
        (await RunAsync($"export snapshots --output {At("looks.parquet")}")).Out.ShouldContain("66 rows of 1 day");
        (await File.ReadAllBytesAsync(At("looks.parquet"), Cancel))[..4].ShouldBe("PAR1"u8.ToArray());
    }

    private async Task<LedgerBench> LedgerAsync()
    {
        // The verbs open the folder themselves.
        var bench = await LedgerBench.ProposedAsync(new DiskArtifactStore(Data));
        await bench.PlayedAsync("R1C1", 3);
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.5);
        await bench.SettleAsync("R1C2", SettledState.Lost);
        return bench;
    }

    private async Task<Cli> RunAsync(string line)
    {
        var cli = await Cli.RunAsync([.. line.Split(' '), "--data", Data]);
        cli.Code.ShouldBe(0, cli.Error);
        return cli;
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
