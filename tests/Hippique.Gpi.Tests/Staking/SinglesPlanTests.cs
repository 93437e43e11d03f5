using Hippique.Gpi.Staking;
using static Hippique.Gpi.Tests.Guards.Legs;

namespace Hippique.Gpi.Tests.Staking;

public sealed class SinglesPlanTests
{
    [Fact]
    public void Plan_CountsTheLegsThatGotAStake()
    {
        // 2 € on ROI .5 and 1 € on ROI .25; the third got nothing.
        var plan = Plan(Leg(Price(0, .25, 6), 2, shrink: .5), Leg(Price(1, .5, 3), 0), Leg(Price(2, .5, 2.5), 1, shrink: .4));
        plan.Legs.Select(leg => leg.Price.Runner).ShouldBe([0, 2]);
        plan.Total.ShouldBe(3);
        plan.ExpectedProfit.ShouldBe(1.25);
        plan.ShrunkProfit.ShouldBe(.6); // 2·.5·.5 + 1·.25·.4
    }

    [Fact]
    public void None_IsNothing()
    {
        SinglesPlan.None.Legs.ShouldBeEmpty();
        SinglesPlan.None.Candidates.ShouldBeEmpty();
        (SinglesPlan.None.Total, SinglesPlan.None.ExpectedProfit, SinglesPlan.None.Growth).ShouldBe((0m, 0, 0));
    }
}
