using Hippique.Gpi.Combined;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Staking;
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
    [InlineData("country")]
    [InlineData("race_offered")]
    [InlineData("race_open")]
    [InlineData("runners_min")]
    [InlineData("odds_coverage")]
    [InlineData("odds_fresh")]
    [InlineData("same_field")]
    [InlineData("je_coverage")]
    [InlineData("book_sane")]
    public void Of_AGuardOnTheRace_IsUnplayable(string code) =>
        Of([(code, GuardList.All)], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Unplayable, code, false, false, false));

    [Theory]
    [InlineData("sharpe_min")]
    [InlineData("limits")]
    public void Of_AGuardOnTheWhole_Abstains(string code) =>
        Of([(code, GuardList.All)], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Abstain, code, false, false, false));

    [Fact]
    public void Of_TheCombinedTicketRefused_LeavesTheSingles() =>
        Of([("clv_gate", GuardList.Combined)], Singles, Couple, null).ShouldBe(new Decision(Outcome.Play, null, false, true, false));

    [Fact]
    public void Of_TheSinglesRefused_LeaveTheCombinedTicket() =>
        Of([("sp_coverage", GuardList.Singles)], Singles, Couple, Couple).ShouldBe(new Decision(Outcome.Play, null, false, false, true));

    [Fact]
    public void Of_TheSinglesRefusedAndNoCombinedTicketFound_IsTheirGuard() =>
        Of([("clv_gate", GuardList.Combined), ("sp_coverage", GuardList.Singles)], Singles, null, null).Reason.ShouldBe("sp_coverage");

    [Fact]
    public void Of_OnePartAfterTheOther_IsTheGuardThatTookTheLast()
    {
        Of([("sp_coverage", GuardList.Singles), ("ev_min_combo", GuardList.Combined)], Singles, Couple, null)
            .Reason.ShouldBe("ev_min_combo");
        Of([("clv_gate", GuardList.Combined), ("sp_coverage", GuardList.Singles)], Singles, Couple, null).Reason.ShouldBe("sp_coverage");
    }

    [Fact]
    public void Of_NobodyPassesAsASingle_NobodyCanBeInACombinedBetEither()
    {
        Of([("roi_min_sp", GuardList.Leg)], SinglesPlan.None, Couple, Couple).Reason.ShouldBe("roi_min_sp");
        Of([("roi_min_sp", GuardList.Leg)], Singles, Couple, Couple).Outcome.ShouldBe(Outcome.Play);
    }

    [Fact]
    public void Of_TheFirstThatBlocksWhatIsLeft_IsTheReason() =>
        Of([("sharpe_min", GuardList.All), ("country", GuardList.All)], Singles, null, null)
            .ShouldBe(new Decision(Outcome.Abstain, "sharpe_min", false, false, false));

    [Theory]
    [InlineData("ev_min_sp", GuardList.Singles, true)]
    [InlineData("ev_min_global", GuardList.All, true)]
    [InlineData("sharpe_min", GuardList.All, false)]
    public void Of_OnlyTheExpectedValueIsMissing_IsAmber(string code, string blocks, bool amber) =>
        Of([(code, blocks)], Singles, null, null).Amber.ShouldBe(amber);

    [Fact]
    public void Of_AnotherGuardFailsToo_IsNotAmber()
    {
        Of([("ev_min_sp", GuardList.Singles), ("limits", GuardList.All)], Singles, null, null).Amber.ShouldBeFalse();
        // What stops the combined ticket only does not count.
        Of([("clv_gate", GuardList.Combined), ("ev_min_sp", GuardList.Singles)], Singles, null, null).Amber.ShouldBeTrue();
    }

    [Theory]
    [InlineData(4.1, true)]
    [InlineData(4, false)] // expected value 0
    [InlineData(3.9, false)]
    public void Of_Amber_HasAnExpectedValueAboveZero(double dividend, bool amber) =>
        Of([("ev_min_sp", GuardList.Singles)], Plan(Leg(Price(2, .25, dividend), 2)), null, null).Amber.ShouldBe(amber);

    [Fact]
    public void Of_NoLeg_IsNotAmber() => Of([("ev_min_global", GuardList.All)], CandidatesOnly, null, null).Amber.ShouldBeFalse();

    [Fact]
    public void Amber_OfARace_OnlyTheExpectedValueIsMissing()
    {
        // Everything else passes; an expected value of 500 % is asked for.
        var analysis = Analyse(With(guards => guards with { EvMinSp = 5, EvMinSpHomogeneous = 5 }), Input());
        (analysis.Outcome, analysis.Reason, analysis.Amber).ShouldBe((Outcome.Abstain, "ev_min_sp", true));
        analysis.Closest.ShouldBeNull(); // no price in the window is enough
        Analyse(V51, Input() with { Countries = ["USA"] }).Amber.ShouldBeFalse();
    }

    private static Decision Of((string Code, string Blocks)[] failures, SinglesPlan singles, CombinedPlan? found, CombinedPlan? combined)
    {
        var guards = new GuardList();
        guards.Add("passes", 1, 1, true, GuardList.All);
        foreach (var (code, blocks) in failures)
            guards.Add(code, 0, 1, false, blocks);
        return Decision.Of(guards, singles, found, combined);
    }
}
