using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>Simple gagnant and Simple placé, case by case; the rules are those of racing facts: places paid, refunds, dead heats.</summary>
public sealed class SimpleSettlementTests
{
    private static readonly Dividend[] ThreePlaces =
    [
        Paid(BetType.SimplePlace, "5", 1.5m),
        Paid(BetType.SimplePlace, "1", 1.9m),
        Paid(BetType.SimplePlace, "11", 2.2m),
    ];

    private static LegOutcome.Won Won(decimal dividend) => new(dividend, DividendBasis.Official);

    private static LegOutcome.Unsettled Open(UnsettledReason reason) => new(reason);

    private static LegOutcome.Refunded Back(RefundReason reason) => new(reason);

    [Theory]
    [InlineData(5, 1.5)]
    [InlineData(1, 1.9)]
    [InlineData(11, 2.2)]
    public void Place_AmongThePlacesPaid_IsPaidItsOwnDividend(int horse, double dividend) =>
        Settle(BetType.SimplePlace, [horse], Arrival("5 1 11 4", ThreePlaces)).ShouldBe(Won((decimal)dividend));

    [Fact]
    public void Place_Fourth_IsLost() => Settle(BetType.SimplePlace, [4], Arrival("5 1 11 4", ThreePlaces)).ShouldBe(new LegOutcome.Lost());

    [Fact]
    public void Win_FirstAndSecond_AreWonAndLost()
    {
        var result = Arrival("5 1 11 4", [Paid(BetType.SimpleGagnant, "5", 2.2m), .. ThreePlaces]);
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Won(2.2m));
        Settle(BetType.SimpleGagnant, [1], result).ShouldBe(new LegOutcome.Lost());
    }

    [Theory]
    [InlineData(3, "refunded")]
    [InlineData(4, "lost")]
    [InlineData(7, "lost")]
    [InlineData(8, "open")]
    public void Place_Third_DependsOnHowManyStarted(int starters, string outcome)
    {
        // Two lines: right for four to seven starters, one too few from eight on. Three starters have no place bet, so there are no lines.
        var result = Arrival("5 1 3", starters < 4 ? [] : [Paid(BetType.SimplePlace, "5", 1.5m), Paid(BetType.SimplePlace, "1", 1.9m)]);
        Settle(BetType.SimplePlace, [3], result, starters)
            .ShouldBe(
                outcome switch
                {
                    "refunded" => Back(RefundReason.TooFewStarters),
                    "lost" => new LegOutcome.Lost(),
                    _ => Open(UnsettledReason.DividendsIncomplete),
                }
            );
    }

    [Fact]
    public void Place_NonRunnersLeaveThreeStarters_IsRefunded()
    {
        var result = Arrival("1 2 3") with { NonRunners = [4] };
        Settle(BetType.SimplePlace, [1], result, declared: 4).ShouldBe(Back(RefundReason.TooFewStarters));
        Settle(BetType.SimplePlace, [4], result, declared: 4).ShouldBe(Back(RefundReason.NonRunner));
        Settle(BetType.SimpleGagnant, [1], result, declared: 4).ShouldBe(Open(UnsettledReason.NoDividends));
    }

    [Fact]
    public void Place_DeadHeatForTheLastPlace_PaysBothAndNoneBehind()
    {
        Dividend[] four =
        [
            Paid(BetType.SimplePlace, "5", 1.5m),
            Paid(BetType.SimplePlace, "1", 1.9m),
            Paid(BetType.SimplePlace, "11", 1.2m),
            Paid(BetType.SimplePlace, "4", 1.4m),
        ];
        var result = Arrival("5 1 11=4 7", four);
        Settle(BetType.SimplePlace, [11], result).ShouldBe(Won(1.2m));
        Settle(BetType.SimplePlace, [4], result).ShouldBe(Won(1.4m));
        Settle(BetType.SimplePlace, [7], result).ShouldBe(new LegOutcome.Lost());
        // The line of one of the two is missing.
        Settle(BetType.SimplePlace, [7], result with { Dividends = four[..3] }).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
    }

    [Fact]
    public void Place_DeadHeatForSecond_LeavesNoThirdPlace()
    {
        var result = Arrival("5 1=11 4", ThreePlaces);
        Settle(BetType.SimplePlace, [11], result).ShouldBe(Won(2.2m));
        Settle(BetType.SimplePlace, [4], result).ShouldBe(new LegOutcome.Lost());
    }

    [Fact]
    public void Win_DeadHeat_EachIsPaidItsLine()
    {
        // A real one: Fontainebleau, 1 April 2025, 13 and 14 together, 3.40 and 7.20 at ZEturf.
        var result = Arrival("13=14 6", Paid(BetType.SimpleGagnant, "13", 3.4m), Paid(BetType.SimpleGagnant, "14", 7.2m));
        Settle(BetType.SimpleGagnant, [13], result, 14).ShouldBe(Won(3.4m));
        Settle(BetType.SimpleGagnant, [14], result, 14).ShouldBe(Won(7.2m));
        Settle(BetType.SimpleGagnant, [6], result, 14).ShouldBe(new LegOutcome.Lost());
    }

    [Fact]
    public void LinesAgainstTheArrival_TheLinesDecide()
    {
        // A stable whose two horses count as one: the line of the second horse is not in the arrival's first place.
        var result = Arrival("5 1 11", Paid(BetType.SimpleGagnant, "5", 2.2m), Paid(BetType.SimpleGagnant, "7", 2.2m));
        Settle(BetType.SimpleGagnant, [7], result).ShouldBe(Won(2.2m));
    }

    [Theory]
    [InlineData(BetType.SimpleGagnant)]
    [InlineData(BetType.SimplePlace)]
    [InlineData(BetType.CouplePlace)]
    public void NonRunner_EveryHorseOut_IsRefunded(BetType bet)
    {
        var result = Arrival("5 1 11 4", ThreePlaces) with { NonRunners = [8, 9] };
        Settle(bet, bet == BetType.CouplePlace ? [8, 9] : [8], result).ShouldBe(Back(RefundReason.NonRunner));
    }

    [Fact]
    public void Race_CalledOff_IsRefunded()
    {
        var unofficial = Arrival("5", Paid(BetType.SimpleGagnant, "5", 2m)) with { Official = false };
        foreach (var result in (RaceResult?[])[null, unofficial, Arrival("", Paid(BetType.SimpleGagnant, "5", 2m))])
            RefundOf(result);
    }

    [Fact]
    public void Race_RunBeforeItsMeetingWasAbandoned_IsPaid()
    {
        var race = Run(Arrival("5", Paid(BetType.SimpleGagnant, "5", 2m))) with { CalledOff = true };
        new TicketSettler().Settle(Ticket(BetType.SimpleGagnant, 3, [5], [1]), race).Returned.ShouldBe(new Euro(6));
        new TicketSettler().Settle(Ticket(BetType.SimpleGagnant, 3, [1]), race).Outcome.ShouldBe(new TicketOutcome.Lost());
    }

    private static void RefundOf(RaceResult? result)
    {
        var race = new FinishedRace
        {
            Result = result,
            Declared = [1, 5, 7],
            CalledOff = true,
        };
        var settled = new TicketSettler().Settle(Ticket(BetType.SimpleGagnant, 3, [5], [1]), race);
        settled.Outcome.ShouldBe(new TicketOutcome.Refunded(RefundReason.RaceCalledOff));
        settled.Returned.ShouldBe(new Euro(6));
    }

    [Fact]
    public void Race_NobodyClassified_IsRefunded() =>
        Settle(BetType.SimplePlace, [5], Arrival("")).ShouldBe(Back(RefundReason.NobodyClassified));

    [Fact]
    public void Race_WithoutAnOfficialArrival_IsOpen()
    {
        Settle(BetType.SimplePlace, [5], null).ShouldBe(Open(UnsettledReason.NoResult));
        Settle(BetType.SimplePlace, [5], Arrival("5 1 11", ThreePlaces) with { Official = false })
            .ShouldBe(Open(UnsettledReason.NotOfficial));
        // Not official and empty: nobody has come in yet.
        Settle(BetType.SimplePlace, [5], Arrival("") with { Official = false }).ShouldBe(Open(UnsettledReason.NotOfficial));
    }

    [Fact]
    public void Bet_ThatTheOperatorPaysBack_IsRefunded()
    {
        var result = Arrival("5 1 11", ThreePlaces) with { Refunded = [BetType.SimplePlace] };
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Back(RefundReason.BetRefunded));
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Open(UnsettledReason.NoDividends));
    }

    [Fact]
    public void Dividends_OfAnotherPool_SettleNothing()
    {
        var other = Arrival("5 1 11", ThreePlaces) with { Pool = Pool.PmuInternet };
        Settle(BetType.SimplePlace, [5], other).ShouldBe(Open(UnsettledReason.NoDividends));
        Settle(BetType.SimplePlace, [4], other).ShouldBe(Open(UnsettledReason.NoDividends));
        var both = other with
        {
            Others =
            [
                new PoolResult(Pool.PmuNational, [Paid(BetType.SimplePlace, "5", 9m)], []),
                new PoolResult(Pool.ZEturf, [.. ThreePlaces.Select(one => one with { PerEuro = one.PerEuro + 1 })], []),
            ],
        };
        Settle(BetType.SimplePlace, [5], both).ShouldBe(Won(2.5m));
        var refunded = both with { Others = [both.Others[0], both.Others[1] with { Refunded = [BetType.SimplePlace] }] };
        Settle(BetType.SimplePlace, [5], refunded).ShouldBe(Back(RefundReason.BetRefunded));
    }

    [Fact]
    public void Dividends_ThatLackAWinner_LeaveTheLosersOpenToo()
    {
        // Only the third's place is known: to settle the losers and not the winners would count losses alone.
        var result = Arrival("5 1 11 4", Paid(BetType.SimplePlace, "11", 2.2m));
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
        Settle(BetType.SimplePlace, [4], result).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
        Settle(BetType.SimplePlace, [11], result).ShouldBe(Won(2.2m));
    }

    [Fact]
    public void Dividends_TwoForOneHorse_AreAmbiguousUnlessTheyAgree()
    {
        var result = Arrival("5 1 11", [.. ThreePlaces, Paid(BetType.SimplePlace, "5", 1.6m), Paid(BetType.SimplePlace, "1", 1.9m)]);
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Open(UnsettledReason.DividendsAmbiguous));
        Settle(BetType.SimplePlace, [1], result).ShouldBe(Won(1.9m));
    }

    [Fact]
    public void Bet_WithoutARule_IsOpen() =>
        Settle(BetType.ZeShow, [5], Arrival("1 5", Paid(BetType.ZeShow, "5", 3m))).ShouldBe(Open(UnsettledReason.UnknownBet));
}
