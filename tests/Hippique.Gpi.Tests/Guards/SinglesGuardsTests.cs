using Hippique.Gpi.Guards;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;
using static Hippique.Gpi.Tests.Guards.Legs;

namespace Hippique.Gpi.Tests.Guards;

public sealed class SinglesGuardsTests
{
    // 2 € on .25 at 6 (ROI .5), 1 € on .5 at 2.5 (ROI .25): expected 1.25 € on 3 €.
    private static readonly SinglesPlan TwoLegs = Plan(Leg(Price(2, .25, 6), 2, shrink: .5), Leg(Price(4, .5, 2.5), 1, shrink: .25));
    private static readonly BetOffer Offer = new(BetType.SimplePlace, new Euro(1.5m), new Euro(.5m), null);

    private readonly GuardList _guards = new();

    [Fact]
    public void Coverage_OfWinBets_IsNotAskedFor()
    {
        Check(TwoLegs with { CoverageNeeded = .9 }, BetType.SimpleGagnant);
        Guard(GuardCode.SpCoverage)
            .ShouldBe(Verdict(GuardCode.SpCoverage, null, null, true, GuardScope.Singles, GuardRemark.NoCoverageOfWinBets));
    }

    [Fact]
    public void Coverage_NoLeg_PassesAndSaysSo()
    {
        Check(SinglesPlan.None);
        Guard(GuardCode.SpCoverage).ShouldBe(Verdict(GuardCode.SpCoverage, null, null, true, GuardScope.Singles, GuardRemark.NoSingles));
    }

    [Theory]
    [InlineData(.7499, true)]
    [InlineData(.75, true)]
    [InlineData(.7501, false)]
    [InlineData(null, true)]
    public void Coverage_OfPlaceBets_IsTheSumOfTheirProbabilities(double? needed, bool passes)
    {
        Check(TwoLegs with { CoverageNeeded = needed });
        Guard(GuardCode.SpCoverage).ShouldBe(Verdict(GuardCode.SpCoverage, .75, needed, passes, GuardScope.Singles));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Coverage_LegsAskedFor_AreCounted(int legs, bool passes)
    {
        var note = passes ? null : new GuardNote.TooFewLegs(2, legs);
        Check(TwoLegs with { CoverageNeeded = .6 }, change: guards => guards with { SpLegsMin = legs });
        Guard(GuardCode.SpCoverage).ShouldBe(Verdict(GuardCode.SpCoverage, .75, .6, passes, GuardScope.Singles, note));
    }

    [Theory]
    [InlineData(.5001, false)]
    [InlineData(.5, true)]
    public void Roi_OfEachLeg_NamesItsNumber(double asked, bool firstPasses)
    {
        Check(TwoLegs, change: guards => guards with { RoiMinSp = asked });
        _guards
            .Verdicts.Where(verdict => verdict.Code == GuardCode.RoiMinSp)
            .ShouldBe([
                Verdict(GuardCode.RoiMinSp, .5, asked, firstPasses, GuardScope.Leg, new GuardNote.Starter(3)),
                Verdict(GuardCode.RoiMinSp, .25, asked, false, GuardScope.Leg, new GuardNote.Starter(5)),
            ]);
    }

    [Fact]
    public void Roi_NoCandidate_NamesTheBestOfTheWindow()
    {
        SinglePrice?[] prices = [Price(0, .25, 4.2), null, Price(2, .25, 4.1), Price(3, .25, 8, inWindow: false)];
        Check(SinglesPlan.None, prices: prices);
        var verdict = Guard(GuardCode.RoiMinSp);
        verdict.Value!.Value.ShouldBe(.05, 1e-12);
        (verdict.Passed, verdict.Note).ShouldBe((false, new GuardNote.BestOfWindow(1)));
    }

    [Fact]
    public void Roi_NobodyInTheWindow_IsSaid()
    {
        Check(SinglesPlan.None, prices: [Price(0, .25, 8, inWindow: false), null]);
        Guard(GuardCode.RoiMinSp).ShouldBe(Verdict(GuardCode.RoiMinSp, null, .1, false, GuardScope.Leg, GuardRemark.NoStarterInWindow));
    }

    [Fact]
    public void Roi_CandidatesWithoutAStake_AreNoFailureOfTheLegs()
    {
        Check(Plan(Leg(Price(2, .25, 6), 0)));
        _guards.Verdicts.ShouldNotContain(verdict => verdict.Code == GuardCode.RoiMinSp);
    }

    [Fact]
    public void StakesBuyable_CandidatesThatGetNoStake_Fail()
    {
        Check(Plan(Leg(Price(2, .25, 6), 0)));
        Guard(GuardCode.StakesBuyable).ShouldBe(Verdict(GuardCode.StakesBuyable, 0, 1.5, false, GuardScope.Singles));
    }

    [Fact]
    public void StakesBuyable_LegsWithAStake_Pass()
    {
        Check(TwoLegs);
        Guard(GuardCode.StakesBuyable).ShouldBe(Verdict(GuardCode.StakesBuyable, 3, 1.5, true, GuardScope.Singles));
    }

    [Fact]
    public void StakesBuyable_NobodyToBuyAndNothingSold_IsNoFailureOfTheStakes()
    {
        Check(SinglesPlan.None, null);
        Guard(GuardCode.StakesBuyable).ShouldBe(Verdict(GuardCode.StakesBuyable, 0, null, true, GuardScope.Singles));
    }

    [Fact]
    public void ExpectedValue_NoLeg_PassesAndSaysSo()
    {
        Check(SinglesPlan.None);
        _guards.Verdicts[^1].ShouldBe(Verdict(GuardCode.EvMinSp, null, .15, true, GuardScope.Singles, GuardRemark.NoSingles));
    }

    [Theory]
    [InlineData(.4166, true)]
    [InlineData(.4167, false)]
    public void ExpectedValue_IsThatOfTheStake(double asked, bool passes)
    {
        Check(TwoLegs, change: guards => guards with { EvMinSp = asked, EvMinSpHomogeneous = 9 });
        Guard(GuardCode.EvMinSp).ShouldBe(Verdict(GuardCode.EvMinSp, 1.25 / 3, asked, passes, GuardScope.Singles));
    }

    [Fact]
    public void ExpectedValue_InAHomogeneousField_HasItsOwnThreshold()
    {
        Check(TwoLegs, change: guards => guards with { EvMinSp = 9, EvMinSpHomogeneous = .4 }, homogeneous: true);
        Guard(GuardCode.EvMinSp).ShouldBe(Verdict(GuardCode.EvMinSp, 1.25 / 3, .4, true, GuardScope.Singles, GuardRemark.HomogeneousField));
    }

    [Fact]
    public void ExpectedValue_WhereTheRulesShrinkIt_CountsEachLegsShrinkage()
    {
        // 1 € · .5 + .25 € · .25 = .5625 € on 3 €.
        Check(TwoLegs, change: guards => guards with { EvShrunk = true });
        Guard(GuardCode.EvMinSp).ShouldBe(Verdict(GuardCode.EvMinSp, .5625 / 3, .15, true, GuardScope.Singles));
    }

    private GuardVerdict Guard(GuardCode code) => _guards.Verdicts.Single(verdict => verdict.Code == code);

    private void Check(
        SinglesPlan plan,
        BetType bet = BetType.SimplePlace,
        Func<GuardRules, GuardRules>? change = null,
        SinglePrice?[]? prices = null,
        bool homogeneous = false
    ) => Check(plan, Offer, bet, change, prices, homogeneous);

    private void Check(
        SinglesPlan plan,
        BetOffer? offer,
        BetType bet = BetType.SimplePlace,
        Func<GuardRules, GuardRules>? change = null,
        SinglePrice?[]? prices = null,
        bool homogeneous = false
    )
    {
        var market = new SinglesMarket(bet, prices ?? [], 0, (_, price) => price);
        SinglesGuards.Check(_guards, Context(rules: With(change ?? (guards => guards))), market, plan, homogeneous, offer);
    }
}
