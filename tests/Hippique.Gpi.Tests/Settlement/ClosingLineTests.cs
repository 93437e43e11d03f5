using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>The price taken is 4.0 throughout.</summary>
public sealed class ClosingLineTests
{
    [Theory]
    [InlineData("5 1", 3.2)]
    [InlineData("1 5", 5.0)]
    public void WinBet_WonOrLost_IsComparedWithTheClose(string arrival, double close)
    {
        var line = Line(BetType.SimpleGagnant, Result(arrival, (5, close), (1, 2)))!;
        line.Odds.ShouldBe(close);
        line.Value.ShouldBe(Math.Log(4 / close), 1e-12);
    }

    [Fact]
    public void Close_IsThatOfTheTicketsPool()
    {
        var result = Result("5 1", (5, 9)) with { Pool = Pool.PmuNational, Dividends = [] };
        Line(BetType.SimpleGagnant, result).ShouldBeNull();
        var both = result with { Others = [new PoolResult(Pool.ZEturf, [Paid(BetType.SimpleGagnant, "5", 3m)], Close((5, 2)))] };
        Line(BetType.SimpleGagnant, both)!.Odds.ShouldBe(2);
    }

    [Fact]
    public void NothingToCompare_IsNull()
    {
        // No close of the horse; a place bet; a refunded and an open leg; no result.
        Line(BetType.SimpleGagnant, Result("5 1", (1, 2))).ShouldBeNull();
        var placed = Result("5 1 2", (5, 3)) with
        {
            Dividends = [.. new[] { "5", "1", "2" }.Select(n => Paid(BetType.SimplePlace, n, 2m))],
        };
        Settle(BetType.SimplePlace, [5], placed).ShouldBeOfType<LegOutcome.Won>();
        Line(BetType.SimplePlace, placed).ShouldBeNull();
        Line(BetType.SimpleGagnant, Result("1 2", (5, 3)) with { NonRunners = [5] }).ShouldBeNull();
        Line(BetType.SimpleGagnant, Result("5 1", (5, 3)) with { Dividends = [] }).ShouldBeNull();
        Line(BetType.SimpleGagnant, null).ShouldBeNull();
    }

    private static RaceResult Result(string arrival, params (int, double)[] close) =>
        Arrival(arrival, Paid(BetType.SimpleGagnant, arrival.Split(' ')[0], 3m)) with
        {
            Close = Close(close),
        };

    private static ClosingLine? Line(BetType bet, RaceResult? result)
    {
        var settled = new TicketSettler().Settle(Ticket(bet, 2, [5]), Run(result));
        return ClosingLine.Of(settled.Ticket, settled.Legs[0], result);
    }
}
