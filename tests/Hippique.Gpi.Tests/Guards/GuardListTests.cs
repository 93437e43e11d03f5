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
        _guards.AtLeast(GuardCode.RoiMinSp, value, .1, GuardScope.Leg, new GuardNote.Starter(3)).ShouldBe(passes);
        _guards
            .Verdicts.ShouldHaveSingleItem()
            .ShouldBe(Verdict(GuardCode.RoiMinSp, value, .1, passes, GuardScope.Leg, new GuardNote.Starter(3)));
    }

    [Theory]
    [InlineData(6.9999, true)]
    [InlineData(7.0, true)]
    [InlineData(7.0001, false)]
    [InlineData(null, false)]
    public void AtMost_AroundItsThreshold_PassesUpToIt(double? value, bool passes)
    {
        _guards.AtMost(GuardCode.OddsFresh, value, 7, GuardScope.Combined, GuardRemark.NoPrice).ShouldBe(passes);
        _guards
            .Verdicts.ShouldHaveSingleItem()
            .ShouldBe(Verdict(GuardCode.OddsFresh, value, 7, passes, GuardScope.Combined, GuardRemark.NoPrice));
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
        _guards.Within(GuardCode.BookSane, value, 1.02, 1.45, GuardScope.All, GuardRemark.WinBook).ShouldBe(passes);
        _guards
            .Verdicts.ShouldHaveSingleItem()
            .ShouldBe(Verdict(GuardCode.BookSane, value, 1.02, passes, GuardScope.All, GuardRemark.WinBook, 1.45));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_ANumberThatNoFileCanHold_IsShownAsNothingMeasured(double value)
    {
        _guards.AtMost(GuardCode.OddsFresh, value, 7, GuardScope.All).ShouldBeFalse();
        _guards.Verdicts.ShouldHaveSingleItem().ShouldBe(Verdict(GuardCode.OddsFresh, null, 7, false, GuardScope.All));
    }

    [Fact]
    public void FirstBlockingAll_IsTheFirstFailureThatStopsTheWholeRace()
    {
        _guards.FirstBlockingAll.ShouldBeNull();
        _guards.Add(GuardCode.Country, 1, 1, true, GuardScope.All);
        _guards.Add(GuardCode.RoiMinSp, 0, 1, false, GuardScope.Leg);
        _guards.FirstBlockingAll.ShouldBeNull();
        _guards.Add(GuardCode.SharpeMin, 0, 1, false, GuardScope.All);
        _guards.Add(GuardCode.RorMax, 0, 1, false, GuardScope.All);
        _guards.FirstBlockingAll!.Code.ShouldBe(GuardCode.SharpeMin);
        _guards
            .Verdicts.Select(verdict => verdict.Code)
            .ShouldBe([GuardCode.Country, GuardCode.RoiMinSp, GuardCode.SharpeMin, GuardCode.RorMax]);
    }

    [Fact]
    public void Blocks_IsAboutFailuresOfThatPartOnly()
    {
        _guards.Add(GuardCode.Country, 1, 1, true, GuardScope.Singles);
        _guards.Add(GuardCode.ClvGate, 0, 1, false, GuardScope.Combined);
        _guards.Blocks(GuardScope.Singles).ShouldBeFalse();
        _guards.Blocks(GuardScope.Combined).ShouldBeTrue();
    }
}
