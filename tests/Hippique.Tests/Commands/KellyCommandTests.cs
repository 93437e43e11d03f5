using Hippique.Gpi.Rules;

namespace Hippique.Tests.Commands;

public sealed class KellyCommandTests
{
    private static double[] Column(Cli cli, string name) =>
        [.. cli.Json.GetProperty("runners").EnumerateArray().Select(runner => runner.GetProperty(name).GetDouble())];

    [Fact]
    public async Task Kelly_SmoczynskiAndTomkins_IsTheirOptimum()
    {
        // Smoczynski and Tomkins 2010, recomputed to six digits.
        var cli = await Cli.RunAsync("kelly", "--odds", "2.5,3.2,2.8", "--p", ".55,.25,.20", "--json");
        cli.Code.ShouldBe(0);
        var shares = Column(cli, "kelly");
        shares[0].ShouldBe(.271739, 5e-7);
        shares[1].ShouldBe(.032609, 5e-7);
        shares[2].ShouldBe(0);
        cli.Json.GetProperty("growth").GetDouble().ShouldBe(.046783, 5e-7);
    }

    [Theory]
    [InlineData("1", new[] { 1.0, 1.0, 1.0 })]
    [InlineData("2", new[] { 0.0, 0.0, 0.0 })]
    public async Task Kelly_HandMadeCase_BuysWhatTheOperatorSells(string step, double[] buyable)
    {
        // A hand-made case of the method: p .30 .24 .20 at 4, 5, 6, bankroll 21.50 €, half Kelly: 1.402, 1.122 and 0.935 €.
        var cli = await Cli.RunAsync([
            "kelly",
            "--odds",
            "4,5,6",
            "--p",
            ".30,.24,.20",
            "--bankroll",
            "21.50",
            "--fraction",
            ".5",
            "--step",
            step,
            "--json",
        ]);
        var stakes = Column(cli, "stake");
        stakes[0].ShouldBe(1.402, .0006);
        stakes[1].ShouldBe(1.122, .0006);
        stakes[2].ShouldBe(.935, .0006);
        Column(cli, "buyable").ShouldBe(buyable);
    }

    [Fact]
    public async Task Kelly_LargeBankroll_StaysWithinTheBudgetOfARace()
    {
        var cli = await Cli.RunAsync("kelly", "--odds", "4,5,6", "--p", ".30,.24,.20", "--bankroll", "10000", "--step", "0.5", "--json");
        var buyable = Column(cli, "buyable");
        buyable.Sum().ShouldBeInRange(.5, 3);
        buyable.ShouldAllBe(stake => stake <= 1.8);
    }

    [Theory]
    [InlineData("gpi-v5.1", .5)]
    [InlineData("gpi-v5.2", .4)]
    [InlineData("gpi-edge", .25)]
    public async Task Kelly_Rules_GiveTheFraction(string rules, double fraction)
    {
        var cli = await Cli.RunAsync("kelly", "--odds", "4,5,6", "--p", ".30,.24,.20", "--rules", rules, "--json");
        cli.Json.GetProperty("fraction").GetDouble().ShouldBe(fraction);
        cli.Json.TryGetProperty("rules", out _).ShouldBeFalse();
        (await Cli.RunAsync("kelly", "--odds", "4,5,6", "--p", ".30,.24,.20", "--rules", rules)).Out.ShouldContain(rules);
    }

    [Fact]
    public async Task Kelly_ARuleFile_GivesTheBudget()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-kelly-");
        var file = Path.Combine(folder.FullName, "mine.yaml");
        var text = RuleSets.Text("gpi-v5.1").Replace("singles_share: 0.60", "singles_share: 0.40", StringComparison.Ordinal);
        text.ShouldNotBe(RuleSets.Text("gpi-v5.1"));
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var cli = await Cli.RunAsync("kelly", "--odds", "4,5,6", "--p", ".30,.24,.20", "--rules", file, "--json");
        cli.Json.GetProperty("budget").GetDouble().ShouldBe(2);
        folder.Delete(recursive: true);
        (await Cli.RunAsync("kelly", "--odds", "4,5", "--p", ".3,.2", "--rules", "gpi-v9")).ShouldFailWith("gpi-v9");
    }

    [Fact]
    public async Task Kelly_PoolSize_ShowsWhatAStakeDoesToItsDividend()
    {
        // p .12 at 12 in a pool of 1,500 € at ZEturf, take-out 13.3 %: S = .867·1500/12 = 108.375; 1 € more pays .867·1501/109.375.
        string[] words = ["kelly", "--odds", "12", "--p", ".12", "--bankroll", "500"];
        string[] pool = ["--pool-size", "1500"];
        var leg = (await Cli.RunAsync([.. words, .. pool, "--json"])).Json.GetProperty("runners")[0];
        leg.GetProperty("buyable").GetDouble().ShouldBe(1);
        leg.GetProperty("odds_after").GetDouble().ShouldBe(.867 * 1501 / 109.375, 1e-9);
        var best = Math.Sqrt(108.375 * 108.375 + 108.375 * (.12 * .867 * 1500 - 108.375) / (1 - .12 * .867)) - 108.375;
        leg.GetProperty("best_in_pool").GetDouble().ShouldBe(best, 1e-9);
        var shown = (await Cli.RunAsync([.. words, .. pool])).Out.Replace(',', '.');
        shown.ShouldContain("11.898");
        (await Cli.RunAsync(words)).Out.Replace(',', '.').ShouldNotContain("11.898");
    }

    [Theory]
    // Every outcome gains.
    [InlineData(0, "2.1,3.6,8", ".5,.3,.2", ".5")]
    [InlineData(0, "2.1,3.6,8", ".5,.3,.2", "1")]
    // A loss takes a fifth, a win gives it back: four losses in a row or more, .8^4.
    [InlineData(.4096, "2.25", ".55555556", "1")]
    // A loss takes a tenth, a win gives two of them back: .9^7.
    [InlineData(.4783, "3.345679", ".36900369", "1")]
    public async Task Kelly_ChanceToFallToAHalf_IsThatOfTheseOutcomes(double chance, string odds, string p, string fraction)
    {
        string[] words = ["kelly", "--odds", odds, "--p", p, "--fraction", fraction];
        var stated = (await Cli.RunAsync([.. words, "--json"])).Json.GetProperty("ever_half").GetDouble();
        stated.ShouldBe(chance, chance == 0 ? 0 : .001);
        (await Cli.RunAsync(words)).Sentences.ShouldContain(
            chance == 0 ? Hippique.Hosting.Texts.Get("kelly_never_half") : Hippique.Hosting.Texts.Get("kelly_ever_half", stated)
        );
    }

    [Fact]
    public async Task Kelly_NothingStaked_StatesNoChance()
    {
        string[] words = ["kelly", "--odds", "4.5,5", "--p", ".1,.1"];
        (await Cli.RunAsync([.. words, "--json"])).Json.TryGetProperty("ever_half", out _).ShouldBeFalse();
        var shown = (await Cli.RunAsync(words)).Sentences;
        shown.ShouldNotContain(Hippique.Hosting.Texts.Get("kelly_never_half"));
        shown.ShouldNotContain(Hippique.Hosting.Texts.Get("kelly_ever_half", .5)[..30]);
    }

    [Fact]
    public async Task Kelly_ForPeople_SaysHowManyRunnersItReadAndDoubtsTheBook()
    {
        var cli = await Cli.RunAsync("kelly", "--odds", "2,9,4,6", "--p", ".3,.1,.2,.1");
        cli.Out.ShouldContain(Hippique.Hosting.Texts.Get("odds_read", 4, "2.0")[..^5]);
        cli.Error.TrimEnd().ShouldBe("hippique: " + Hippique.Hosting.Texts.Get("odds_ambiguous", 4));
        (await Cli.RunAsync("kelly", "--odds", "4.0,5,6", "--p", ".3,.24,.2")).Error.ShouldContain(
            Hippique.Hosting.Texts.Get("odds_book_low", 1 / 4.0 + 1 / 5.0 + 1 / 6.0)
        );
    }

    [Fact]
    public async Task Kelly_ForPeople_ShowsTheWarning()
    {
        var cli = await Cli.RunAsync("kelly", "--odds", "4,5,6", "--p", ".30,.24,.20");
        cli.Out.ShouldContain("09 74 75 13 13");
        cli.Out.ShouldContain("18+");
    }

    [Theory]
    [InlineData("--p: 2 probabilities for 3 odds", "--odds", "4,5,6", "--p", ".3,.2")]
    [InlineData("--p: '0' is refused", "--odds", "4,5", "--p", ".3,0")]
    [InlineData("--p: '1' is refused", "--odds", "4,5", "--p", "1,.2")]
    [InlineData("together 1.2", "--odds", "4,5", "--p", ".6,.6")]
    [InlineData("--odds: '0.9' is refused", "--odds", "4,0.9", "--p", ".3,.2")]
    [InlineData("--bankroll: '0' is refused", "--odds", "4,5", "--p", ".3,.2", "--bankroll", "0")]
    [InlineData("--fraction: '2' is refused", "--odds", "4,5", "--p", ".3,.2", "--fraction", "2")]
    [InlineData("--pool-size: '0' is refused", "--odds", "4,5", "--p", ".3,.2", "--pool-size", "0")]
    [InlineData("--step: '0.01' is refused", "--odds", "4,5", "--p", ".3,.2", "--step", "0.01")]
    public async Task Kelly_BadInput_IsOneLine(string line, params string[] args) =>
        (await Cli.RunAsync(["kelly", .. args])).ShouldFailWith(line);
}
