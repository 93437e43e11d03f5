using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>Dividends that the pool's own closing price contradicts are quarantined with both numbers.</summary>
public sealed class DoubtfulDividendTests
{
    private static LegOutcome Win(decimal dividend, double? close, string arrival = "5 1 11") =>
        Settle(BetType.SimpleGagnant, [5], Priced(BetType.SimpleGagnant, dividend, close, arrival));

    private static LegOutcome Place(decimal dividend, double? close) =>
        Settle(BetType.SimplePlace, [5], Priced(BetType.SimplePlace, dividend, close, "5 1 11"));

    private static RaceResult Priced(BetType bet, decimal dividend, double? close, string arrival) =>
        Arrival(arrival, Paid(bet, "5", dividend)) with
        {
            Close = close is { } odds ? Close((5, odds)) : [],
        };

    private static LegOutcome.Unsettled Doubtful(decimal dividend, double? close) =>
        new(UnsettledReason.DividendDoubtful) { Doubt = new DoubtfulDividend(dividend, close) };

    private static LegOutcome.Won Won(decimal dividend) => new(dividend, DividendBasis.Official);

    [Theory]
    [InlineData(200.0, 2.0)]
    [InlineData(20.0, 2.1)]
    [InlineData(8.1, 2.0)]
    [InlineData(2.4, 10.0)]
    [InlineData(1.2, 120.0)]
    public void Win_FarFromTheClose_IsNotBooked(double dividend, double close) =>
        Win((decimal)dividend, close).ShouldBe(Doubtful((decimal)dividend, close));

    [Theory]
    [InlineData(8.0, 2.0)]
    [InlineData(2.5, 10.0)]
    [InlineData(2.0, 2.0)]
    [InlineData(46.6, 52.0)]
    public void Win_NearTheClose_IsBooked(double dividend, double close) => Win((decimal)dividend, close).ShouldBe(Won((decimal)dividend));

    [Fact]
    public void Win_WithoutAClosingPrice_IsBookedUnlessItIsLessThanTheStake()
    {
        Win(200m, null).ShouldBe(Won(200m));
        Win(1m, null).ShouldBe(Won(1m));
        Win(.7m, null).ShouldBe(Doubtful(.7m, null));
        Win(.7m, 1.2).ShouldBe(Doubtful(.7m, 1.2));
    }

    /// <summary>Each of the two gets about half; with 1 at 3.0, horse 5 at 40.0 comes to 1 + 40 · (1 − 1/40 − 1/3) / 2 = 13.8.</summary>
    [Fact]
    public void Win_DeadHeat_IsComparedWithItsShare()
    {
        RaceResult Dead(decimal dividend) =>
            Arrival("5=1 11", Paid(BetType.SimpleGagnant, "5", dividend), Paid(BetType.SimpleGagnant, "1", 2m)) with
            {
                Close = Close((5, 40), (1, 3)),
            };
        Settle(BetType.SimpleGagnant, [5], Dead(13.8m)).ShouldBe(Won(13.8m));
        Settle(BetType.SimpleGagnant, [5], Dead(4m)).ShouldBe(Won(4m));
        Settle(BetType.SimpleGagnant, [5], Dead(138m)).ShouldBe(Doubtful(138m, 40));
        // Four times the share, and less than four times the price.
        Settle(BetType.SimpleGagnant, [5], Dead(60m)).ShouldBe(Doubtful(60m, 40));
    }

    [Fact]
    public void Win_OfAStablesSecondHorse_IsComparedWithItsOwnPrice()
    {
        var result = Arrival("1 5", Paid(BetType.SimpleGagnant, "5", 3m), Paid(BetType.SimpleGagnant, "1", 3m)) with
        {
            Close = Close((5, 3.1), (1, 3.1)),
        };
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Won(3m));
        Settle(BetType.SimpleGagnant, [5], result with { Close = Close((5, 31), (1, 31)) }).ShouldBe(Doubtful(3m, 31));
    }

    [Fact]
    public void Win_ThePriceOfAnotherPool_SaysNothing()
    {
        var result = Arrival("5 1", Paid(BetType.SimpleGagnant, "5", 20m)) with
        {
            Others = [new PoolResult(Pool.PmuInternet, [], Close((5, 2)))],
        };
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Won(20m));
    }

    /// <summary>A place pays a part of the win odds, so there is no lower bound.</summary>
    [Theory]
    [InlineData(24.0, 6.0, false)]
    [InlineData(24.1, 6.0, true)]
    [InlineData(240.0, 6.0, true)]
    [InlineData(1.1, 60.0, false)]
    [InlineData(0.9, 60.0, true)]
    public void Place_ManyTimesTheWinOdds_IsNotBooked(double dividend, double close, bool doubtful) =>
        Place((decimal)dividend, close).ShouldBe(doubtful ? Doubtful((decimal)dividend, close) : Won((decimal)dividend));

    /// <summary>The place of one horse of a dead heat is not halved.</summary>
    [Fact]
    public void Place_OfADeadHeat_IsComparedWithTheWinOddsThemselves()
    {
        var result = Arrival("5=1 11", Paid(BetType.SimplePlace, "5", 100m)) with { Close = Close((5, 40), (1, 3)) };
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Won(100m));
    }

    [Fact]
    public void Losers_LoseAllTheSame_AndTheTicketWaitsForItsWinner()
    {
        var result = Priced(BetType.SimpleGagnant, 200m, 2, "5 1 11");
        Settle(BetType.SimpleGagnant, [1], result).ShouldBe(new LegOutcome.Lost());
        var settled = new TicketSettler().Settle(Ticket(BetType.SimpleGagnant, 2, [1], [5]), Run(result));
        settled.Outcome.ShouldBe(new TicketOutcome.Unsettled(UnsettledReason.DividendDoubtful));
        settled.Returned.ShouldBeNull();
    }

    /// <summary>No closing price of a combination is known; less than the stake is paid by no line, those for non-runners included.</summary>
    [Theory]
    [InlineData(0.99, true)]
    [InlineData(1.0, false)]
    public void Combination_ThatPaysLessThanItsStake_IsNotBooked(double dividend, bool doubtful)
    {
        var paid = (decimal)dividend;
        var result = Arrival("5 1 11", Paid(BetType.CouplePlace, "5-1", paid), Paid(BetType.CouplePlace, "5", paid, "1 NP")) with
        {
            NonRunners = [8],
        };
        LegOutcome expected = doubtful ? Doubtful(paid, null) : Won(paid);
        Settle(BetType.CouplePlace, [5, 1], result).ShouldBe(expected);
        Settle(BetType.CouplePlace, [5, 8], result).ShouldBe(expected);
    }

    [Fact]
    public void AtTheClose_NothingIsInDoubt() =>
        Settle(BetType.SimpleGagnant, [5], Arrival("5 1") with { Close = Close((5, 40)) }, closingOdds: true)
            .ShouldBe(new LegOutcome.Won(40m, DividendBasis.ClosingOdds));
}
