using Hippique.Gpi.Guards;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

public sealed class GuardListTests
{
    private readonly GuardList _guards = new();

    [Theory]
    [InlineData(.0999, false)]
    [InlineData(.1, true)]
    [InlineData(.1001, true)]
    [InlineData(null, false)]
    public void AtLeast_AroundItsThreshold_PassesFromItOn(double? value, bool passes)
    {
        _guards.AtLeast("roi", value, .1, GuardList.Leg, "n° 3").ShouldBe(passes);
        _guards.Verdicts.ShouldHaveSingleItem().ShouldBe(Verdict("roi", value, .1, passes, "leg", "n° 3"));
    }

    [Theory]
    [InlineData(6.9999, true)]
    [InlineData(7.0, true)]
    [InlineData(7.0001, false)]
    [InlineData(null, false)]
    public void AtMost_AroundItsThreshold_PassesUpToIt(double? value, bool passes)
    {
        _guards.AtMost("age", value, 7, GuardList.Combined, "minutes").ShouldBe(passes);
        _guards.Verdicts.ShouldHaveSingleItem().ShouldBe(Verdict("age", value, 7, passes, "combined", "minutes"));
    }

    [Theory]
    [InlineData(1.0199, false)]
    [InlineData(1.02, true)]
    [InlineData(1.2, true)]
    [InlineData(1.45, true)]
    [InlineData(1.4501, false)]
    [InlineData(null, false)]
    public void Within_AroundBothEnds_PassesBetweenThem(double? value, bool passes)
    {
        _guards.Within("book", value, 1.02, 1.45, GuardList.All, "win").ShouldBe(passes);
        _guards.Verdicts.ShouldHaveSingleItem().ShouldBe(Verdict("book", value, 1.02, passes, "all", "win", 1.45));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_ANumberThatNoFileCanHold_IsShownAsNothingMeasured(double value)
    {
        _guards.AtMost("age", value, 7, GuardList.All).ShouldBeFalse();
        _guards.Verdicts.ShouldHaveSingleItem().ShouldBe(Verdict("age", null, 7, false, "all"));
    }

    [Fact]
    public void FirstBlockingAll_IsTheFirstFailureThatStopsTheWholeRace()
    {
        _guards.FirstBlockingAll.ShouldBeNull();
        _guards.Add("passes", 1, 1, true, GuardList.All);
        _guards.Add("leg", 0, 1, false, GuardList.Leg);
        _guards.FirstBlockingAll.ShouldBeNull();
        _guards.Add("first", 0, 1, false, GuardList.All);
        _guards.Add("second", 0, 1, false, GuardList.All);
        _guards.FirstBlockingAll!.Code.ShouldBe("first");
        _guards.Verdicts.Select(verdict => verdict.Code).ShouldBe(["passes", "leg", "first", "second"]);
    }

    [Fact]
    public void Blocks_IsAboutFailuresOfThatPartOnly()
    {
        _guards.Add("passes", 1, 1, true, GuardList.Singles);
        _guards.Add("fails", 0, 1, false, GuardList.Combined);
        _guards.Blocks(GuardList.Singles).ShouldBeFalse();
        _guards.Blocks(GuardList.Combined).ShouldBeTrue();
    }
}
