using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Hippique.Testing.Replay;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>The analysis on an invented day of eight races, every third of them with live prices.</summary>
public sealed class OutcomeRunTests : IDisposable
{
    private static readonly RuleSet Rules = RuleSets.Load("gpi-v5.1").Value;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-outcomes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_race_is_judged_once_by_the_origin_of_its_prices()
    {
        var scores = await JudgeAsync(Day());
        scores.Select(score => (score.Prices, score.Races)).ShouldBe([("live", 3), ("modelled", 5)]);
        foreach (var score in scores)
        {
            (score.Played + score.Abstained + score.Unplayable).ShouldBe(score.Races);
            score.Reasons.Values.Sum().ShouldBe(score.Abstained + score.Unplayable);
            (score.Rules, score.Weights).ShouldBe((Rules.Name, WeightsChoice.Fitted));
        }
    }

    [Fact]
    public async Task Only_the_races_that_are_named_are_judged()
    {
        var files = Day();
        (await JudgeAsync(files, new HashSet<RaceId>())).ShouldBeEmpty();
        var one = new HashSet<RaceId> { files.Races()[0].Id };
        (await JudgeAsync(files, one)).ShouldHaveSingleItem().Races.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_races_give_the_same_scores()
    {
        var (one, other) = (await JudgeAsync(Day()), await JudgeAsync(Day()));
        one.Select(Text).ShouldBe(other.Select(Text));
    }

    [Fact]
    public async Task Races_of_other_countries_are_unplayable()
    {
        var run = new OutcomeRun(Day(), GpiModels.Default, ["SWE"]);
        var scores = await run.JudgeAsync(Rules, WeightsChoice.Fitted, All(Day()), TestContext.Current.CancellationToken);
        scores.ShouldAllBe(score => score.Unplayable == score.Races && score.Bets == 0);
        scores[0].Reasons.Keys.ShouldBe(["country"]);
    }

    [Theory]
    [InlineData(99, .02, null)]
    [InlineData(100, .02, true)]
    [InlineData(100, .11, false)]
    [InlineData(100, -.11, false)]
    [InlineData(100, .1, true)]
    public void A_claim_holds_inside_the_interval_from_a_hundred_bets_on(int bets, double claimed, bool? holds) =>
        Score(bets, claimed, new MeanInterval(0, -.1, .1, bets)).ClaimHolds.ShouldBe(holds);

    [Fact]
    public void Without_returns_no_claim_is_judged() => Score(100, .02, null).ClaimHolds.ShouldBeNull();

    private static OutcomeScore Score(int bets, double claimed, MeanInterval? returned) =>
        new()
        {
            Rules = "gpi-v5.1",
            Weights = WeightsChoice.Fitted,
            Prices = "live",
            Races = bets,
            Played = bets,
            Abstained = 0,
            Unplayable = 0,
            Reasons = new Dictionary<string, int>(),
            Bets = bets,
            Unsettled = new Dictionary<UnsettledReason, int>(),
            Staked = bets,
            Claimed = claimed,
            Returned = returned,
            BetsNeeded = null,
        };

    private static string Text(OutcomeScore score) =>
        $"{score.Prices} {score.Races} {score.Played} {score.Bets} {score.Claimed} {score.Returned} {string.Join(' ', score.Reasons)}";

    private static HashSet<RaceId> All(RaceFiles files) => [.. files.Races().Select(race => race.Id)];

    private static Task<IReadOnlyList<OutcomeScore>> JudgeAsync(RaceFiles files, HashSet<RaceId>? unseen = null) =>
        new OutcomeRun(files, GpiModels.Default, ["FRA"]).JudgeAsync(
            Rules,
            WeightsChoice.Fitted,
            unseen ?? All(files),
            TestContext.Current.CancellationToken
        );

    private RaceFiles Day()
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.jsonl");
        InventedDay.Write(path, InventedDay.Lines(InventedRaces.Day, 8));
        return RaceFiles.Read([path], [], TestContext.Current.CancellationToken);
    }
}
