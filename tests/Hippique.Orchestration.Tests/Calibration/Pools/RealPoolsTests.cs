using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Calibration.Pools;

/// <summary>
/// The last stakes of 142 flat races in PMU's internet pools, January 2023, with the official dividends, under the model that ships. Measured here on 27 November 2026; the file lists twelve
/// horses at most, so 64 races are left out.
/// </summary>
public sealed class RealPoolsTests
{
    private static readonly Lazy<PoolsEvaluation> Result = new(Judge);

    [Fact]
    public void PlaceBets_ThatSeemedToGain_ShowNothing()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var table = Result.Value.Tables.ShouldHaveSingleItem();
        (table.Pool, table.Moment, table.Races, table.Days).ShouldBe((Pool.PmuInternet, PriceMoment.Close, 78, 17));
        (table.Positive.Bets, table.Positive.Won).ShouldBe((41, 17));
        var flat = table.Positive.Flat!;
        flat.Claimed.ShouldBe(.058, .001);
        flat.Returned.Mean.ShouldBe(-.121, .001);
        flat.Returned.Low.ShouldBe(-.493, .001);
        flat.Returned.High.ShouldBe(.405, .001);
        flat.Verdict.ShouldBe(PoolVerdict.Nothing);
        table.Positive.BetsNeeded!.Value.ShouldBe(3724, 10);
    }

    [Fact]
    public void AllBets_ReturnNoMoreThanThePoolPaysOut()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var table = Result.Value.Tables[0];
        table.IsNoFreeLunch.ShouldBeTrue();
        table.Crowd!.Returned.Mean.ShouldBe(-.167, .001);
        (table.All.Bets, table.All.Won).ShouldBe((737, 218));
        table.All.Flat!.Claimed.ShouldBe(-.205, .001);
        table.All.Flat.Returned.Mean.ShouldBe(-.260, .001);
        table.All.ByPrice!.Returned.Mean.ShouldBe(-.183, .001);
        // In every band what was claimed lies in the interval of what came back.
        table.Bands.ShouldAllBe(row => row.Flat!.Claimed >= row.Flat.Returned.Low && row.Flat.Claimed <= row.Flat.Returned.High);
    }

    [Fact]
    public void HorsesThatThePlacePoolOverplays_ReturnLess_AndOfTheNeglectedNothingIsShown()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var rows = Result.Value.Tables[0].Ratios;
        rows.Select(row => row.Bets).ShouldBe([71, 204, 270, 163, 29]);
        rows[0].Flat!.Claimed.ShouldBe(.009, .001);
        rows[0].Flat!.Returned.Mean.ShouldBe(.015, .001);
        rows[0].Flat!.Verdict.ShouldBe(PoolVerdict.Nothing);
        rows[3].Flat!.Returned.Mean.ShouldBe(-.550, .001);
        rows[3].Flat!.Verdict.ShouldBe(PoolVerdict.Loss);
    }

    [Fact]
    public void Stakes_GiveMostOfficialDividends()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        Result.Value.Tables[0].Arithmetic.ShouldBe([new ArithmeticCheck(2, 32, 30, 31), new ArithmeticCheck(3, 186, 164, 183)]);
    }

    [Fact]
    public void RacesOfWhichTheListIsCut_AreLeftOutAndCounted()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        Result.Value.FileRaces.ShouldBe(142);
        Result.Value.LeftOut.ShouldBe([new LeftOut(PriceMoment.Close, PoolGap.ListCut, 64)]);
        Result.Value.Refused.ShouldBeEmpty();
    }

    /// <summary>Of 78 races no fit is made; this is what there would be.</summary>
    [Fact]
    public void PlaceMoney_OnSoFewRaces_IsNotFitted()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var races = Files().Races;
        PlaceMoneyFits.Fit(races, GpiModels.Default, Regulated.Default).Estimates.ShouldBeEmpty();
        var result = PlaceMoneyFits.Fit(races, GpiModels.Default, Regulated.Default, fewest: 50);
        result.Fits.ShouldBeEmpty();
        var (exponent, gain) = (result.Estimates[0], result.Estimates[1]);
        (exponent.Count, gain.Count).ShouldBe((94, 46));
        exponent.Value.ShouldBe(.122, .001);
        exponent.StandardError!.Value.ShouldBe(.323, .001);
        // Worse on the held-out days.
        gain.Value.ShouldBe(.0035, .0001);
    }

    [Fact]
    public void AModel_NamesTheFilesOfStakesThatItLearntFrom()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var before = new FittedModel(GpiModels.Default, [], []);
        var fitted = PoolMoneyFits.AddTo(before, Files(), recorded: null);
        fitted.Model.Data.Files.Keys.Except(GpiModels.Default.Data.Files.Keys).ShouldBe(["pmu-internet-2023-01.jsonl.gz"]);
        (fitted.Model.PlaceMoney, fitted.Model.PlaceMoves).ShouldBe((null, null));
        GpiModels.ToJson(PoolMoneyFits.AddTo(before, null, null).Model).ShouldBe(GpiModels.ToJson(GpiModels.Default));
    }

    private static PoolsEvaluation Judge() =>
        PoolsEvaluation.Of(GpiModels.Default, Files(), recorded: null, TestContext.Current.CancellationToken);

    private static PoolFiles Files()
    {
        var token = TestContext.Current.CancellationToken;
        var dividends = DividendFiles.Read([RealData.Path("dividends/pmu-2023-01.jsonl.gz")], token);
        return PoolFiles.Read([RealData.Path("pools/pmu-internet-2023-01.jsonl.gz")], dividends, Discipline.Flat, token);
    }
}
