using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>The stand-in for win bets of recorded races without official dividends.</summary>
public sealed class ClosingOddsSettlementTests
{
    private static LegOutcome.Won AtClose(decimal dividend) => new(dividend, DividendBasis.ClosingOdds);

    private static RaceResult Closed(string order, params (int, double)[] close) => Arrival(order) with { Close = Close(close) };

    [Theory]
    [InlineData(3.1, 3.1)]
    [InlineData(3.19, 3.1)]
    [InlineData(3.2, 3.2)]
    [InlineData(15, 15)]
    [InlineData(1.1, 1.1)]
    [InlineData(1.05, 1.1)]
    public void Winner_IsPaidTheCloseRoundedDownAndNotUnderTheLeast(double close, double dividend) =>
        Settle(BetType.SimpleGagnant, [2], Closed("2 1", (2, close)), closingOdds: true).ShouldBe(AtClose((decimal)dividend));

    [Fact]
    public void LeastDividend_IsThatOfTheDay()
    {
        // 1.05 since July 2026.
        var ticket = Ticket(BetType.SimpleGagnant, 2, [2]) with
        {
            Race = new RaceId(new DateOnly(2026, 7, 2), new RaceCode(1, 3)),
        };
        var settled = new TicketSettler(closingOdds: true).Settle(ticket, Run(Closed("2 1", (2, 1.02))));
        settled.Returned.ShouldBe(new Euro(2.1m));
    }

    [Fact]
    public void DeadHeat_SharesWhatTheLosersLeft()
    {
        // Pool of 100 after the take-out, 25 on horse 1 (4.0), 20 on horse 2 (5.0): 55 to share, 27.5 each.
        // 1 + 27.5/25 = 2.1; 1 + 27.5/20 = 2.375, paid as 2.3.
        var result = Closed("1=2 3", (1, 4), (2, 5), (3, 6));
        Settle(BetType.SimpleGagnant, [1], result, closingOdds: true).ShouldBe(AtClose(2.1m));
        Settle(BetType.SimpleGagnant, [2], result, closingOdds: true).ShouldBe(AtClose(2.3m));
        Settle(BetType.SimpleGagnant, [3], result, closingOdds: true).ShouldBe(new LegOutcome.Lost());
    }

    [Fact]
    public void DeadHeat_ExactTenthOutOfThirds_IsNotCutToTheOneBelow()
    {
        // 1 + 3 · (1 − 1/3 − 2/9) / 2 = 5/3; at 4.5: 1 + 4.5 · (4/9) / 2 = 2.0 exactly.
        var result = Closed("1=2", (1, 3), (2, 4.5));
        Settle(BetType.SimpleGagnant, [1], result, closingOdds: true).ShouldBe(AtClose(1.6m));
        Settle(BetType.SimpleGagnant, [2], result, closingOdds: true).ShouldBe(AtClose(2m));
        // 1 + 6 · (1 − 1/6 − 1/6) / 2 = 3.0 exactly; a sixth rounds up in decimals, which leaves a hair less than 3.
        Settle(BetType.SimpleGagnant, [1], Closed("1=2", (1, 6), (2, 6)), closingOdds: true).ShouldBe(AtClose(3m));
    }

    [Fact]
    public void DeadHeat_OfThree_IsSharedByThree() =>
        // 1 + 12 · (1 − 1/12 − 1/8 − 1/6) / 3 = 1 + 12 · .625 / 3 = 3.5.
        Settle(BetType.SimpleGagnant, [1], Closed("1=2=3", (1, 12), (2, 8), (3, 6)), closingOdds: true).ShouldBe(AtClose(3.5m));

    [Fact]
    public void DeadHeat_OfTwoFavourites_PaysTheLeast() =>
        // 1/1.5 + 1/2 > 1: the losers left nothing.
        Settle(BetType.SimpleGagnant, [1], Closed("1=2", (1, 1.5), (2, 2)), closingOdds: true).ShouldBe(AtClose(1.1m));

    [Fact]
    public void WinnerWithoutACloseLeavesTheLosersOpenToo()
    {
        var result = Closed("2 1", (1, 3));
        Settle(BetType.SimpleGagnant, [2], result, closingOdds: true)
            .ShouldBe(new LegOutcome.Unsettled(UnsettledReason.DividendsIncomplete));
        Settle(BetType.SimpleGagnant, [1], result, closingOdds: true)
            .ShouldBe(new LegOutcome.Unsettled(UnsettledReason.DividendsIncomplete));
        Settle(BetType.SimpleGagnant, [1], Closed("1=2", (1, 3)), closingOdds: true)
            .ShouldBe(new LegOutcome.Unsettled(UnsettledReason.DividendsIncomplete));
        Settle(BetType.SimpleGagnant, [1], Closed("2 1"), closingOdds: true)
            .ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
    }

    [Fact]
    public void NonRunner_GetsItsStakeBackBesideALoser()
    {
        var result = Closed("2 1", (2, 4.2)) with { NonRunners = [8] };
        var settled = new TicketSettler(closingOdds: true).Settle(Ticket(BetType.SimpleGagnant, 2, [1], [8]), Run(result));
        settled.Outcome.ShouldBe(new TicketOutcome.Lost());
        settled.Returned.ShouldBe(new Euro(2));
    }

    [Fact]
    public void OfficialDividends_GoBeforeTheClose()
    {
        var result = Closed("2 1", (2, 4.2)) with { Dividends = [Paid(BetType.SimpleGagnant, "2", 3.9m)] };
        Settle(BetType.SimpleGagnant, [2], result, closingOdds: true).ShouldBe(new LegOutcome.Won(3.9m, DividendBasis.Official));
    }

    [Fact]
    public void WithoutTheStandIn_OrForAPlace_TheCloseSettlesNothing()
    {
        var result = Closed("2 1", (2, 4.2), (1, 3));
        Settle(BetType.SimpleGagnant, [2], result).ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
        Settle(BetType.SimpleGagnant, [1], result).ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
        Settle(BetType.SimplePlace, [2], result, closingOdds: true).ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
    }

    [Fact]
    public void CloseOfAnotherPool_SettlesNothing()
    {
        var result = Closed("2 1", (2, 4.2)) with { Pool = Pool.PmuInternet };
        Settle(BetType.SimpleGagnant, [2], result, closingOdds: true).ShouldBe(new LegOutcome.Unsettled(UnsettledReason.NoDividends));
        var both = result with { Others = [new PoolResult(Pool.ZEturf, [], Close((2, 3)))] };
        Settle(BetType.SimpleGagnant, [2], both, closingOdds: true).ShouldBe(AtClose(3));
    }
}
