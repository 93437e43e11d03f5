using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.Legs;

namespace Hippique.Gpi.Tests.Staking;

/// <summary>Which legs are weighed and which ticket is taken, on prices written by hand.</summary>
public sealed class SinglesPlannerChoiceTests
{
    private static readonly AnalysisContext Context = GuardRace.Context();

    [Fact]
    public void Candidates_PassWindowAndRoi_BestFirstThenByNumber()
    {
        var plan = Plan(
            GuardRace.With(guards => guards with { RoiMinSp = .25 }),
            Price(0, .25, 5), // exactly what is asked
            Price(1, .25, 4.99),
            Price(2, .25, 8, inWindow: false),
            Price(3, .25, 5.5),
            Price(4, .25, 6),
            Price(5, .25, 5.5)
        );
        plan.Candidates.Select(price => price.Runner).ShouldBe([4, 3, 5, 0]);
    }

    [Fact]
    public void Plan_NoCandidate_IsNothing() => Plan(GuardRace.V51, Price(1, .25, 4.39)).ShouldBe(SinglesPlan.None);

    [Fact]
    public void Choose_NoneOfTheBestInThePreferredWindow_TheLastGivesWayToOneThatIs()
    {
        // The best two at 8 and 9; the fourth at 6 is in [4, 7].
        var plan = Plan(TwoLegs(), Price(0, .25, 9), Price(1, .25, 8), Price(2, .2, 8), Price(3, .25, 6), Price(4, .25, 5.5));
        plan.Considered.Select(leg => leg.Price.Runner).ShouldBe([0, 3]);
    }

    [Fact]
    public void Choose_OneOfTheBestInThePreferredWindow_KeepsTheBest()
    {
        var plan = Plan(TwoLegs(), Price(0, .35, 6), Price(1, .25, 8), Price(2, .3, 5));
        plan.Considered.Select(leg => leg.Price.Runner).ShouldBe([0, 1]);
    }

    [Fact]
    public void Choose_NobodyInThePreferredWindow_KeepsTheBest()
    {
        var plan = Plan(TwoLegs(), Price(0, .25, 9), Price(1, .25, 8), Price(2, .2, 8));
        plan.Considered.Select(leg => leg.Price.Runner).ShouldBe([0, 1]);
    }

    [Fact]
    public void Choose_ASingleLeg_IsTheBestWhateverItsPrice()
    {
        var rules = GuardRace.V51;
        var plan = Plan(rules with { Singles = rules.Singles with { LegsMax = 1 } }, Price(0, .25, 9), Price(3, .25, 6));
        plan.Considered.ShouldHaveSingleItem().Price.Runner.ShouldBe(0);
    }

    [Fact]
    public void Plan_OneLegCoversTooLittle_TakesTheTicketThatCoversEnough()
    {
        // One leg alone would need .9; two need .4, three nothing that can be had.
        var rules = GuardRace.With(guards => guards with { SpCoverageMin = [.9, .4, 3] });
        var plan = Plan(rules, Price(0, .25, 6), Price(1, .2, 6.5), Price(2, .2, 6));
        plan.Legs.Count.ShouldBe(2);
        (plan.Coverage, plan.CoverageNeeded).ShouldBe((.45, .4));
    }

    [Theory]
    [InlineData(.45, 2)]
    [InlineData(.4501, 1)]
    public void Plan_CoverageAtItsThreshold_Covers(double needed, int legs)
    {
        var rules = GuardRace.With(guards => guards with { SpCoverageMin = [.25, needed, 3] });
        // Two legs grow faster than one; a bet that covers comes before one that does not.
        Plan(rules, Price(0, .25, 6), Price(1, .2, 6.5)).Legs.Count.ShouldBe(legs);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void Plan_TooFewLegs_DoNotCover(int asked, int legs)
    {
        // One leg covers the .25 it needs, two never do: where two are asked for, nothing covers and growth decides.
        var rules = GuardRace.With(guards => guards with { SpLegsMin = asked, SpCoverageMin = [.25, 3, 3] });
        Plan(rules, Price(0, .25, 6), Price(1, .2, 6.5)).Legs.Count.ShouldBe(legs);
    }

    [Fact]
    public void Plan_PlaceBets_AreSizedOneByOne()
    {
        var plan = Plan(TwoLegs(), Price(0, .25, 6, sigma: .02), Price(1, .2, 6.5));
        foreach (var leg in plan.Considered)
        {
            // The edge shrinks by k.
            var edge = leg.Price.Roi * leg.Shrink;
            leg.Kelly.ShouldBe(edge / (leg.Price.Dividend - 1), 1e-12);
            leg.Wanted.ShouldBe(leg.Kelly * .5 * 500, 1e-9);
            leg.Cap.ShouldBe(1.8m);
        }
        plan.Considered[0].Shrink.ShouldBe(.25 / (.25 + .0144), 1e-12); // e²/(e² + (d·σ)²), e = .5, d·σ = .12
        plan.Considered[1].Shrink.ShouldBe(1);
    }

    [Fact]
    public void Plan_WinBets_AreSizedTogetherAndNeedNoCoverage()
    {
        var rules = TwoLegs();
        rules = rules with { Guards = rules.Guards with { SpCoverageMin = [.9, .9, .9] } };
        var plan = Plan(rules, BetType.SimpleGagnant, Price(0, .25, 6), Price(1, .2, 6.5));
        var together = new double[2];
        Kelly.Simultaneous([.25, .2], [6, 6.5], together);
        plan.Considered.Select(leg => leg.Kelly).ShouldBe(together, 1e-12);
        plan.CoverageNeeded.ShouldBeNull();
        plan.Coverage.ShouldBe(plan.Legs.Sum(leg => leg.Price.Probability), 1e-12);
    }

    [Theory]
    [InlineData(BetType.SimplePlace, 3)]
    [InlineData(BetType.SimpleGagnant, 1)]
    public void Plan_TheGrowth_KnowsWhetherBothCanWin(BetType bet, int depth)
    {
        var plan = Plan(TwoLegs(), bet, Price(0, .25, 6), Price(1, .2, 6.5));
        var joint = GuardRace.Chances(Context).Orders.Joint([SetBet.Of(depth, 0), SetBet.Of(depth, 1)]);
        var outcomes = Outcomes.WithChances(joint, [.25, .2]);
        (outcomes[3] > 0).ShouldBe(bet == BetType.SimplePlace);
        plan.Growth.ShouldBe(BuyableStakes.Growth(outcomes, [6, 6.5], [plan.Considered[0].Stake, plan.Considered[1].Stake], 250), 1e-12);
    }

    [Fact]
    public void Plan_NothingCanBeBought_CoversNothingAndNeedsNothing()
    {
        var market = new SinglesMarket(BetType.SimplePlace, [Price(0, .25, 6)], 0, (_, price) => price);
        var limits = new StakeLimits(new BetOffer(BetType.SimplePlace, new Euro(2), new Euro(2), null), new Euro(3), .6);
        var plan = new SinglesPlanner(GuardRace.V51, GuardRace.Chances(Context), 3, 2).Plan(market, limits, .5);
        plan.Legs.ShouldBeEmpty();
        (plan.Coverage, plan.CoverageNeeded).ShouldBe((0, null));
        plan.Candidates.ShouldHaveSingleItem();
    }

    [Fact]
    public void Plan_TheGrowth_IsThatOfTheShrunkProbabilities()
    {
        var rules = GuardRace.V51 with { Singles = GuardRace.V51.Singles with { LegsMax = 1 } };
        var plan = Plan(rules, Price(0, .25, 6, sigma: .02));
        var leg = plan.Legs.ShouldHaveSingleItem();
        // Half Kelly of 500 €: wealth 250; p shrunk so that the edge is k times as large.
        var chance = (1 + leg.Shrink * .5) / 6;
        var stake = (double)leg.Stake;
        plan.Growth.ShouldBe(chance * Math.Log(1 + 5 * stake / 250) + (1 - chance) * Math.Log(1 - stake / 250), 1e-9);
    }

    private static RuleSet TwoLegs()
    {
        // A ticket of two always comes first, so that what was weighed can be seen.
        var rules = GuardRace.With(guards => guards with { SpLegsMin = 2, SpCoverageMin = [null, null, null] });
        return rules with { Singles = rules.Singles with { LegsMax = 2 } };
    }

    private static SinglesPlan Plan(RuleSet rules, params SinglePrice[] prices) => Plan(rules, BetType.SimplePlace, prices);

    private static SinglesPlan Plan(RuleSet rules, BetType bet, params SinglePrice[] prices)
    {
        var market = new SinglesMarket(bet, [.. prices], 0, (_, price) => price);
        var limits = new StakeLimits(new BetOffer(bet, new Euro(.1m), new Euro(.1m), null), new Euro(3), .6);
        return new SinglesPlanner(rules, GuardRace.Chances(Context), 3, 500).Plan(market, limits, .5);
    }
}
