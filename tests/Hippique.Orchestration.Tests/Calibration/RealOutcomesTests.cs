using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// The rule set that bets most often, on the races of February 2026: 24 win bets in 192 races, of which 46 have no price. Counted with <c>hippique evaluate</c> on 26 November 2026.
/// </summary>
public sealed class RealOutcomesTests
{
    private static readonly Lazy<RaceFiles> February = new(() =>
        RaceFiles.Read([RealData.Path("races/2026-02.jsonl.gz")], [], CancellationToken.None)
    );

    private static readonly Lazy<Task<IReadOnlyList<OutcomeScore>>> AsRecorded = new(() => JudgeAsync(February.Value));

    [Fact]
    public async Task Bets_are_settled_on_the_result_of_their_race()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var scores = await AsRecorded.Value;
        scores
            .Select(score => (score.Prices, score.Races, score.Played, score.Bets))
            .ShouldBe([(PriceBasis.Live, 45, 7, 7), (PriceBasis.Modelled, 101, 17, 17)]);
        scores[0].Returned!.Value.Mean.ShouldBe(7.6 / 14 - 1, 1e-12);
        scores[1].Returned!.Value.Mean.ShouldBe(13.0 / 34 - 1, 1e-12);
        scores.ShouldAllBe(score => score.Unsettled.Count == 0 && score.ClaimHolds == null);
    }

    /// <summary>Results are asked for after the analysis: other arrivals change the returns and no decision.</summary>
    [Fact]
    public async Task Arrivals_change_the_returns_and_no_decision()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var before = await AsRecorded.Value;
        var after = await JudgeAsync(With(result => result with { Arrival = [.. result.Arrival.Reverse()] }));
        after.Select(Decisions).ShouldBe(before.Select(Decisions));
        after.Select(score => score.Returned?.Mean).ShouldNotBe(before.Select(score => score.Returned?.Mean));
    }

    [Fact]
    public async Task Bets_of_a_race_whose_arrival_is_not_official_are_in_no_sum()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        foreach (var score in await JudgeAsync(With(result => result with { Official = false })))
        {
            var (reason, count) = score.Unsettled.ShouldHaveSingleItem();
            (reason, count).ShouldBe((UnsettledReason.NotOfficial, score.Played));
            (score.Bets, score.Staked, score.Claimed, score.Returned, score.BetsNeeded).ShouldBe((0, 0, null, null, null));
        }
    }

    [Fact]
    public async Task Bets_of_a_race_in_which_no_horse_is_classified_are_paid_back()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var scores = await JudgeAsync(With(result => result with { Arrival = [] }));
        scores.Sum(score => score.Bets).ShouldBe(24);
        scores.ShouldAllBe(score => score.Returned!.Value.Mean == 0);
    }

    /// <summary>What <c>replay FILE</c> decides for a race is what <c>evaluate</c> counts: the bytes of every analysis of the held-out days are the same.</summary>
    [Theory]
    [InlineData("gpi-edge", WeightsChoice.Declared)]
    [InlineData("gpi-v5.2", WeightsChoice.Fitted)]
    public async Task Every_race_is_decided_as_the_replay_of_its_file_decides_it(string name, WeightsChoice weights)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var rules = RuleSets.Load(name).Value with { Weights = weights };
        var races = await Run(February.Value).ReplayAsync(rules, February.Value.Files[0], Unseen, Cancel);
        var folder = Directory.CreateTempSubdirectory("hippique-evaluated-");
        try
        {
            var analyser = new StatisticsEnricher(new RaceAnalyser(rules), February.Value.History);
            var runner = new ReplayRunner(analyser, PhaseBench.Settings, NullLoggerFactory.Instance);
            await runner.RunAllAsync(RealData.Path("races/2026-02.jsonl.gz"), folder.FullName, null, Cancel);
            races.Count.ShouldBe(Unseen.Count);
            foreach (var race in races)
            {
                var path = ArtifactPaths.Analysis(race.Id);
                var replayed = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, path), Cancel);
                replayed.AsSpan().SequenceEqual(ArtifactJson.Write(race.Decision!)).ShouldBeTrue(path);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Invented dividends of the winner: bets on it are paid them, and not the closing price.</summary>
    [Fact]
    public async Task Bets_are_paid_official_dividends_where_a_file_has_them()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var official = February
            .Value.Days.SelectMany(day => day.Races)
            .Where(race => race.Result is { Arrival: [[_], ..] })
            .Select(race => new PlaceDividendRace(
                race.Card.Id,
                Pool.PmuNational,
                [],
                [],
                [new Dividend(BetType.SimpleGagnant, race.Result!.Arrival[0], 1.1m)],
                race.Card.Declared
            ))
            .ToDictionary(race => (race.Pool, race.Id));
        var stands = await AsRecorded.Value;
        var paid = await JudgeAsync(February.Value, official);
        stands.Sum(score => score.Paid.GetValueOrDefault(DividendBasis.ClosingOdds)).ShouldBe(3);
        stands.ShouldAllBe(score => !score.Paid.ContainsKey(DividendBasis.Official));
        paid.Sum(score => score.Paid.GetValueOrDefault(DividendBasis.Official)).ShouldBe(3);
        paid.ShouldAllBe(score => !score.Paid.ContainsKey(DividendBasis.ClosingOdds));
        paid.Sum(score => (score.Returned!.Value.Mean + 1) * score.Staked).ShouldBe(3 * 2 * 1.1, 1e-9);
    }

    private static string Decisions(OutcomeScore score) =>
        $"{score.Prices} {score.Races} {score.Played} {score.Abstained} {score.Unplayable} {score.Claimed} {score.Staked} {string.Join(' ', score.Reasons)}";

    /// <summary>The same races with other results; the record of past races stays.</summary>
    private static RaceFiles With(Func<RecordedResult, RecordedResult> change) =>
        February.Value with
        {
            Files =
            [
                .. February.Value.Files.Select(file =>
                    file with
                    {
                        Days =
                        [
                            .. file.Days.Select(day =>
                                day with
                                {
                                    Races =
                                    [
                                        .. day.Races.Select(race =>
                                            race with
                                            {
                                                Result = race.Result is { } result ? change(result) : null,
                                            }
                                        ),
                                    ],
                                }
                            ),
                        ],
                    }
                ),
            ],
        };

    private static async Task<IReadOnlyList<OutcomeScore>> JudgeAsync(
        RaceFiles files,
        IReadOnlyDictionary<(Pool, RaceId), PlaceDividendRace>? official = null
    )
    {
        var rules = RuleSets.Load("gpi-edge").Value with { Weights = WeightsChoice.Declared };
        var races = await Run(files, official).ReplayAsync(rules, files.Files[0], Unseen, Cancel);
        return [.. OutcomeSums.Of(rules.Name, rules.Weights, races).Where(score => score.Prices != PriceBasis.None)];
    }

    private static OutcomeRun Run(RaceFiles files, IReadOnlyDictionary<(Pool, RaceId), PlaceDividendRace>? official = null) =>
        new(files, GpiModels.Default, PhaseBench.Settings, official ?? new Dictionary<(Pool, RaceId), PlaceDividendRace>());

    private static HashSet<RaceId> Unseen => [.. CalibrationRun.Unseen(GpiModels.Default, February.Value.Races()).Select(race => race.Id)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
