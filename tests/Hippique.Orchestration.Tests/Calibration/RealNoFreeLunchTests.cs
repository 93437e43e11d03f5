using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration;

/// <summary>
/// The shipped model on the races that were held out of its fit: to one who knows no more than the pool's own prices, every kind of bet is a loss that the take-out and the crowd's bias
/// explain, and that is what came back. Before the names of the dividends were put right, pairs of any two horses seemed to gain 40 %.
/// </summary>
public sealed class RealNoFreeLunchTests
{
    private static readonly Lazy<IReadOnlyList<FreeLunchRow>> Rows = new(Judge);

    [Fact]
    public void EveryBandThatIsBetOn_IsALoss()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var used = Rows.Value.Where(row => row.Used).ToList();
        used.Select(row => (row.Pool, row.Bet))
            .Distinct()
            .ShouldBe(
                [
                    (Pool.PmuInternet, BetType.SimpleGagnant),
                    (Pool.PmuNational, BetType.SimpleGagnant),
                    (Pool.ZEturf, BetType.SimplePlace),
                    (Pool.PmuInternet, BetType.SimplePlace),
                    (Pool.ZEturf, BetType.CouplePlace),
                    (Pool.ZEturf, BetType.CoupleGagnant),
                    (Pool.ZEturf, BetType.Trio),
                    (Pool.ZEturf, BetType.Ze2Sur4),
                ],
                ignoreOrder: true
            );
        used.Where(row => !row.IsLoss).ShouldBeEmpty();
    }

    /// <summary>Of so many intervals of 95 % a few leave the claim out by chance.</summary>
    [Fact]
    public void WhatCameBack_IsWhatWasClaimed()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var used = Rows.Value.Where(row => row.Used).ToList();
        var outside = used.Where(row => !row.ClaimHolds).ToList();
        outside.Count.ShouldBeLessThanOrEqualTo(used.Count / 10);
        // Nowhere by much: an interval twice as wide holds every claim.
        used.Where(row => Math.Abs(row.Claimed - row.Returned.Mean) > row.Returned.High - row.Returned.Low).ShouldBeEmpty();
    }

    private static IReadOnlyList<FreeLunchRow> Judge()
    {
        var model = GpiModels.Default;
        var files = RaceFiles.Read([RealData.Path("races")], [], CancellationToken.None);
        var dividends = DividendFiles.Read([RealData.Path("dividends/pmu-2023-01.jsonl.gz")], CancellationToken.None);
        return NoFreeLunch.Of(
            model,
            CalibrationRun.Unseen(model, files.Races()),
            CalibrationRun.UnseenPlaces(model, dividends.Races),
            RuleSets.Load(RuleSets.Default).Value
        );
    }
}
