using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Calibration;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// The rule set that bets most often, on the races of February 2026: 24 win bets in 192 races. Counted with <c>hippique evaluate</c> of version 3 on 26 November 2026.
/// </summary>
public sealed class RealOutcomesTests
{
    private static readonly Lazy<RaceFiles> February = new(() =>
        RaceFiles.Read([RealData.Path("races/2026-02.jsonl.gz")], [], CancellationToken.None)
    );

    [Fact]
    public async Task Bets_are_settled_on_the_result_of_their_race()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var scores = await JudgeAsync(February.Value);
        scores
            .Select(score => (score.Prices, score.Races, score.Played, score.Bets))
            .ShouldBe([("live", 51, 8, 8), ("modelled", 141, 16, 16)]);
        scores[0].Returned!.Value.Mean.ShouldBe(-.525, 1e-12);
        scores[1].Returned!.Value.Mean.ShouldBe(-.59375, 1e-12);
        scores.ShouldAllBe(score => score.Unsettled.Count == 0 && score.ClaimHolds == null);
    }

    /// <summary>Results are asked for after the analysis: other arrivals change the returns and no decision.</summary>
    [Fact]
    public async Task Arrivals_change_the_returns_and_no_decision()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var before = await JudgeAsync(February.Value);
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

    private static string Decisions(OutcomeScore score) =>
        $"{score.Prices} {score.Races} {score.Played} {score.Abstained} {score.Unplayable} {score.Claimed} {score.Staked} {string.Join(' ', score.Reasons)}";

    /// <summary>The same races with other results; the record of past races stays.</summary>
    private static RaceFiles With(Func<RecordedResult, RecordedResult> change) =>
        February.Value with
        {
            Days =
            [
                .. February.Value.Days.Select(day =>
                    day with
                    {
                        Races = [.. day.Races.Select(race => race with { Result = race.Result is { } result ? change(result) : null })],
                    }
                ),
            ],
        };

    private static Task<IReadOnlyList<OutcomeScore>> JudgeAsync(RaceFiles files)
    {
        var names = CalibrationRun.Unseen(GpiModels.Default, February.Value.Races()).Select(race => race.Id).ToHashSet();
        return new OutcomeRun(files, GpiModels.Default, ["FRA"]).JudgeAsync(
            RuleSets.Load("gpi-edge").Value,
            WeightsChoice.Declared,
            names,
            TestContext.Current.CancellationToken
        );
    }
}
