using Hippique.Gpi.Guards;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;
using static Hippique.Gpi.Tests.Guards.Legs;

namespace Hippique.Gpi.Tests.Guards;

public sealed class DecisionTests
{
    private static readonly SinglesPlan Singles = Plan(Leg(Price(2, .25, 6), 2));
    private static readonly SinglesPlan CandidatesOnly = Plan(Leg(Price(2, .25, 6), 0));
    private static readonly CombinedPlan Couple = new()
    {
        Bet = BetType.CouplePlace,
        Combinations = [],
        UnitStake = 1,
        Growth = .001,
    };

    [Fact]
    public void Of_EverythingPasses_PlaysWhatIsLeft()
    {
        Of([], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Play, null, false, true, true));
        Of([], Singles, null, null).ShouldBe(new Decision(Outcome.Play, null, false, true, false));
        Of([], CandidatesOnly, Couple, Couple).ShouldBe(new Decision(Outcome.Play, null, false, false, true));
        // It spoiled the whole and was dropped without a guard of its own.
        Of([], Singles, Couple, null).ShouldBe(new Decision(Outcome.Play, null, false, true, false));
    }

    [Theory]
    [InlineData(GuardCode.Country)]
    [InlineData(GuardCode.RaceOffered)]
    [InlineData(GuardCode.RaceOpen)]
    [InlineData(GuardCode.RunnersMin)]
    [InlineData(GuardCode.OddsCoverage)]
    [InlineData(GuardCode.OddsFresh)]
    [InlineData(GuardCode.SameField)]
    [InlineData(GuardCode.JeCoverage)]
    [InlineData(GuardCode.BookSane)]
    public void Of_AGuardOnTheRace_IsUnplayable(GuardCode code) =>
        Of([(code, GuardScope.All)], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Unplayable, code, false, false, false));

    [Theory]
    [InlineData(GuardCode.SharpeMin)]
    [InlineData(GuardCode.Limits)]
    public void Of_AGuardOnTheWhole_Abstains(GuardCode code) =>
        Of([(code, GuardScope.All)], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Abstain, code, false, false, false));

    [Fact]
    public void Of_TheCombinedTicketRefused_LeavesTheSingles() =>
        Of([(GuardCode.ClvGate, GuardScope.Combined)], Singles, Couple, null)
            .ShouldBe(new Decision(Outcome.Play, null, false, true, false));

    [Fact]
    public void Of_TheSinglesRefused_LeaveTheCombinedTicket() =>
        Of([(GuardCode.SpCoverage, GuardScope.Singles)], Singles, Couple, Couple)
            .ShouldBe(new Decision(Outcome.Play, null, false, false, true));

    [Fact]
    public void Of_TheSinglesRefusedAndNoCombinedTicketFound_IsTheirGuard() =>
        Of([(GuardCode.ClvGate, GuardScope.Combined), (GuardCode.SpCoverage, GuardScope.Singles)], Singles, null, null)
            .Reason.ShouldBe(GuardCode.SpCoverage);

    [Fact]
    public void Of_OnePartAfterTheOther_IsTheGuardThatTookTheLast()
    {
        Of([(GuardCode.SpCoverage, GuardScope.Singles), (GuardCode.EvMinCombo, GuardScope.Combined)], Singles, Couple, null)
            .Reason.ShouldBe(GuardCode.EvMinCombo);
        Of([(GuardCode.ClvGate, GuardScope.Combined), (GuardCode.SpCoverage, GuardScope.Singles)], Singles, Couple, null)
            .Reason.ShouldBe(GuardCode.SpCoverage);
    }

    [Fact]
    public void Of_NobodyPassesAsASingle_NobodyCanBeInACombinedBetEither()
    {
        Of([(GuardCode.RoiMinSp, GuardScope.Leg)], SinglesPlan.None, Couple, Couple).Reason.ShouldBe(GuardCode.RoiMinSp);
        Of([(GuardCode.RoiMinSp, GuardScope.Leg)], Singles, Couple, Couple).Outcome.ShouldBe(Outcome.Play);
    }

    [Fact]
    public void Of_TheFirstThatBlocksWhatIsLeft_IsTheReason() =>
        Of([(GuardCode.SharpeMin, GuardScope.All), (GuardCode.Country, GuardScope.All)], Singles, null, null)
            .ShouldBe(new Decision(Outcome.Abstain, GuardCode.SharpeMin, false, false, false));

    [Theory]
    [InlineData(GuardCode.EvMinSp, GuardScope.Singles, true)]
    [InlineData(GuardCode.EvMinGlobal, GuardScope.All, true)]
    [InlineData(GuardCode.SharpeMin, GuardScope.All, false)]
    public void Of_OnlyTheExpectedValueIsMissing_IsAmber(GuardCode code, GuardScope blocks, bool amber) =>
        Of([(code, blocks)], Singles, null, null).Amber.ShouldBe(amber);

    [Fact]
    public void Of_AnotherGuardFailsToo_IsNotAmber()
    {
        Of([(GuardCode.EvMinSp, GuardScope.Singles), (GuardCode.Limits, GuardScope.All)], Singles, null, null).Amber.ShouldBeFalse();
        // What stops the combined ticket only does not count.
        Of([(GuardCode.ClvGate, GuardScope.Combined), (GuardCode.EvMinSp, GuardScope.Singles)], Singles, null, null).Amber.ShouldBeTrue();
    }

    [Theory]
    [InlineData(4.1, true)]
    [InlineData(4, false)] // expected value 0
    [InlineData(3.9, false)]
    public void Of_Amber_HasAnExpectedValueAboveZero(double dividend, bool amber) =>
        Of([(GuardCode.EvMinSp, GuardScope.Singles)], Plan(Leg(Price(2, .25, dividend), 2)), null, null).Amber.ShouldBe(amber);

    [Fact]
    public void Of_NoLeg_IsNotAmber() => Of([(GuardCode.EvMinGlobal, GuardScope.All)], CandidatesOnly, null, null).Amber.ShouldBeFalse();

    [Fact]
    public void Amber_OfARace_OnlyTheExpectedValueIsMissing()
    {
        // Everything else passes; an expected value of 500 % is asked for.
        var analysis = Analyse(With(guards => guards with { EvMinSp = 5, EvMinSpHomogeneous = 5 }), Input());
        (analysis.Outcome, analysis.Reason, analysis.Amber).ShouldBe((Outcome.Abstain, GuardCode.EvMinSp, true));
        analysis.Closest.ShouldBeNull(); // no price in the window is enough
        Analyse(V51, Input() with { Countries = ["USA"] }).Amber.ShouldBeFalse();
    }

    private static Decision Of(
        (GuardCode Code, GuardScope Blocks)[] failures,
        SinglesPlan singles,
        CombinedPlan? found,
        CombinedPlan? combined
    )
    {
        var guards = new GuardList();
        guards.Add(GuardCode.BudgetMax, 1, 1, true, GuardScope.All);
        foreach (var (code, blocks) in failures)
            guards.Add(code, 0, 1, false, blocks);
        return Decision.Of(guards, singles, found, combined);
    }
}
