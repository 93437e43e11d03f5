using System.Text.Json.Nodes;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing.Phases;
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
        scores
            .Select(score => (score.Weights, score.Prices, score.Races))
            .ShouldBe([
                (WeightsChoice.Fitted, PriceBasis.Live, 3),
                (WeightsChoice.Fitted, PriceBasis.Modelled, 5),
                (WeightsChoice.Declared, PriceBasis.Live, 3),
                (WeightsChoice.Declared, PriceBasis.Modelled, 5),
            ]);
        foreach (var score in scores)
        {
            (score.Played + score.Abstained + score.Unplayable).ShouldBe(score.Races);
            score.Reasons.Values.Sum().ShouldBe(score.Abstained + score.Unplayable);
            (score.Rules, score.Undecided).ShouldBe((Rules.Name, 0));
        }
    }

    [Fact]
    public async Task Only_the_races_that_are_named_are_judged()
    {
        var files = Day();
        (await JudgeAsync(files, new HashSet<RaceId>())).ShouldBeEmpty();
        var one = new HashSet<RaceId> { files.Races()[0].Id };
        (await JudgeAsync(files, one)).ShouldAllBe(score => score.Races == 1);
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
        var files = Day();
        var run = Run(files, PhaseBench.Settings with { Countries = ["SWE"] });
        var scores = await run.JudgeAsync([Rules], All(files), TestContext.Current.CancellationToken);
        scores.ShouldAllBe(score => score.Unplayable == score.Races && score.Bets == 0);
        scores[0].Reasons.Keys.ShouldBe(["country"]);
    }

    /// <summary>Each file is a replay of its own, and a race that two of them hold is judged in the first.</summary>
    [Fact]
    public async Task A_race_that_two_files_hold_is_judged_once()
    {
        var lines = InventedDay.Lines(InventedRaces.Day, 8);
        var files = Read(Write(lines.Take(6)), Write(lines.Skip(4)));
        (await JudgeAsync(files)).Sum(score => score.Races).ShouldBe(2 * 8);
    }

    /// <summary>One day of two races without a price, of which nothing can be decided but that they cannot be played.</summary>
    [Fact]
    public async Task Races_without_a_price_are_neither_live_nor_modelled()
    {
        var bare = InventedDay
            .Lines(InventedRaces.Day, 2)
            .Select(line => JsonNode.Parse(line)!)
            .Select(race =>
            {
                race["live"] = new JsonArray();
                foreach (var runner in race["runners"]!.AsArray())
                {
                    runner!["odds_reference"] = null;
                    runner["odds_close"] = null;
                }
                return race.ToJsonString();
            });
        var scores = await JudgeAsync(Read(Write(bare)));
        scores.ShouldAllBe(score => score.Prices == PriceBasis.None && score.Races == 2 && score.Unplayable == 2);
    }

    [Theory]
    [InlineData(99, .02, null)]
    [InlineData(100, .02, true)]
    [InlineData(100, .11, false)]
    [InlineData(100, -.11, false)]
    [InlineData(100, .1, true)]
    public void A_claim_holds_inside_the_interval_from_a_hundred_bets_on(int bets, double claimed, bool? holds) =>
        Score(bets, claimed, new MeanInterval(0, -.1, .1, bets, 20)).ClaimHolds.ShouldBe(holds);

    [Fact]
    public void No_claim_is_judged_on_a_few_days_or_on_prices_that_nobody_saw()
    {
        var few = Score(200, .02, new MeanInterval(0, -.1, .1, 200, MeanInterval.FewestDays - 1));
        few.ClaimHolds.ShouldBeNull();
        var enough = few with { Returned = few.Returned!.Value with { Days = MeanInterval.FewestDays } };
        enough.ClaimHolds.ShouldBe(true);
        (enough with { Prices = PriceBasis.Modelled }).ClaimHolds.ShouldBeNull();
    }

    [Fact]
    public void Without_returns_no_claim_is_judged() => Score(100, .02, null).ClaimHolds.ShouldBeNull();

    private static OutcomeScore Score(int bets, double claimed, MeanInterval? returned) =>
        new()
        {
            Rules = "gpi-v5.1",
            Weights = WeightsChoice.Fitted,
            Prices = PriceBasis.Live,
            Races = bets,
            Played = bets,
            Abstained = 0,
            Unplayable = 0,
            Undecided = 0,
            Reasons = new Dictionary<string, int>(),
            Bets = bets,
            Paid = new Dictionary<DividendBasis, int>(),
            Unsettled = new Dictionary<UnsettledReason, int>(),
            Staked = bets,
            Claimed = claimed,
            Returned = returned,
            BetsNeeded = null,
        };

    private static string Text(OutcomeScore score) =>
        $"{score.Weights} {score.Prices} {score.Races} {score.Played} {score.Bets} {score.Claimed} {score.Returned} {string.Join(' ', score.Reasons)}";

    private static HashSet<RaceId> All(RaceFiles files) => [.. files.Races().Select(race => race.Id)];

    private static Task<IReadOnlyList<OutcomeScore>> JudgeAsync(RaceFiles files, HashSet<RaceId>? unseen = null) =>
        Run(files, PhaseBench.Settings).JudgeAsync([Rules], unseen ?? All(files), TestContext.Current.CancellationToken);

    private static OutcomeRun Run(RaceFiles files, PhaseSettings settings) =>
        new(files, GpiModels.Default, settings, new Dictionary<(Pool, RaceId), PlaceDividendRace>());

    private RaceFiles Day() => Read(Write(InventedDay.Lines(InventedRaces.Day, 8)));

    private static RaceFiles Read(params string[] paths) => RaceFiles.Read(paths, [], TestContext.Current.CancellationToken);

    private string Write(IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.jsonl");
        InventedDay.Write(path, lines);
        return path;
    }
}
