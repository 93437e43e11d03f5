using System.Globalization;
using System.Text;
using Hippique.Commands;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Hosting;

namespace Hippique.Tests.Commands;

/// <summary><c>evaluate --pools</c> on two invented races with five horses.</summary>
public sealed class EvaluatePoolsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-evaluate-pools-");
    private readonly string _stakes;
    private readonly string _paid;

    public EvaluatePoolsTests()
    {
        const string stakes = """{"1":50000,"2":30000,"3":20000,"4":10000,"5":5000}""";
        _stakes = Write(
            "stakes.jsonl",
            string.Join(
                '\n',
                "R1C1 R1C2".Split(' ').Select(race => Line(race, $"\"win_stakes_cents\":{stakes},\"place_stakes_cents\":{stakes}"))
            )
        );
        // (.8607 · 1150 − 800)/2 = 94.90: 1.10 and 1.30, rounded down; the second was paid with a little less on it.
        _paid = Write("paid.jsonl", Line("R1C1", "\"place\":{\"1\":1.10,\"2\":1.40}"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Pools_Files_AreJoinedAndSaidInPlainWords()
    {
        var cli = await Cli.RunAsync(["evaluate", _stakes, "--pools", "--dividends", _paid]);

        cli.Error.ShouldBeEmpty();
        cli.Code.ShouldBe(0);
        cli.Sentences.ShouldContain(
            "Place bets priced from the last stakes, pool pmu_internet: 5 bets in 1 race on 1 day (5 January 2023 to 5 January 2023)."
        );
        cli.Sentences.ShouldContain("2 places paid: of 2 official dividends, these stakes give 1 to the cent and 2 within a tenth.");
        cli.Sentences.ShouldContain("Place bets, left out at the last stakes: 1 race. 1: no official place dividends of the pool");
        cli.Sentences.ShouldContain("Past returns are evidence, no promise.");
        cli.Out.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task Pools_AsJson_IsOneValueWithTheSameNumbers()
    {
        var cli = await Cli.RunAsync(["evaluate", _stakes, "--pools", "--dividends", _paid, "--json"]);

        cli.Code.ShouldBe(0);
        cli.Json.GetProperty("file_races").GetInt32().ShouldBe(2);
        var table = cli.Json.GetProperty("tables").EnumerateArray().ShouldHaveSingleItem();
        table.GetProperty("moment").GetString().ShouldBe("close");
        table.GetProperty("all").GetProperty("bets").GetInt32().ShouldBe(5);
        table.GetProperty("all").GetProperty("flat").GetProperty("returned").GetProperty("mean").GetDouble().ShouldBe(2.5 / 5 - 1, 1e-9);
        table.GetProperty("all").GetProperty("flat").GetProperty("verdict").GetString().ShouldBe("nothing");
        cli.Json.GetProperty("left_out")[0].GetProperty("reason").GetString().ShouldBe("no_dividends");
        (await Cli.RunAsync(["evaluate", _stakes, "--pools", "--dividends", _paid, "--json"])).Out.ShouldBe(cli.Out);
    }

    [Fact]
    public async Task Pools_OwnDaysWithoutRecordings_AreSaidToShowNothing()
    {
        var cli = await Cli.RunAsync(["evaluate", "--pools", "--data", _folder.FullName]);

        cli.Code.ShouldBe(0);
        cli.Sentences.ShouldContain("there is nothing to judge yet");
        cli.Sentences.ShouldContain("The program's own days that were read: 0.");
    }

    [Fact]
    public async Task Pools_ALineThatDoesNotRead_IsNamedBesideTheAnswer()
    {
        var cli = await Cli.RunAsync(["evaluate", Write("broken.jsonl", "junk"), "--pools"]);

        cli.Code.ShouldBe(1);
        cli.Error.ShouldContain("broken.jsonl:1");
        cli.Error.ShouldContain("no race with its day, number, pool and stakes");
    }

    [Theory]
    [InlineData("<FILES> is missing", "evaluate")]
    [InlineData("--from needs --pools", "evaluate", "x", "--from", "2026-01-01")]
    [InlineData("--discipline needs --pools", "evaluate", "x", "--discipline", "flat")]
    [InlineData("--rules does not go with --pools", "evaluate", "--pools", "--rules", "gpi-edge")]
    [InlineData("--history does not go with --pools", "evaluate", "--pools", "--history", "x")]
    [InlineData("is after the last, 2026-01-01", "evaluate", "--pools", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("polo", "evaluate", "--pools", "--discipline", "polo")]
    public async Task Pools_OptionsThatDoNotGoTogether_AreRefused(string error, params string[] line)
    {
        var cli = await Cli.RunAsync(line);

        cli.Code.ShouldNotBe(0);
        cli.Out.ShouldBeEmpty();
        cli.Error.ShouldContain(error);
    }

    [Fact]
    public void EveryReason_HasWordsInBothLanguages()
    {
        foreach (var gap in Enum.GetValues<PoolGap>())
        {
            foreach (var culture in (string[])["en-GB", "fr-FR"])
                Texts.In(CultureInfo.GetCultureInfo(culture), PoolsReport.Key(gap)).Length.ShouldBeInRange(5, 60);
        }
    }

    private static string Line(string race, string facts) =>
        $$"""{"date":"2023-01-05","race":"{{race}}","pool":"pmu_internet","declared":5,{{facts}}}""";

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text + "\n", new UTF8Encoding(false));
        return path;
    }
}
