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
    public void Place_Third_DependsOnHowManyWereDeclared(int declared, string outcome)
    {
        // Two lines: right for four to seven declared, one too few from eight on. Three have no place bet, so there are no lines.
        var result = Arrival("5 1 3", declared < 4 ? [] : [Paid(BetType.SimplePlace, "5", 1.5m), Paid(BetType.SimplePlace, "1", 1.9m)]);
        Settle(BetType.SimplePlace, [3], result, declared)
            .ShouldBe(
                outcome switch
                {
                    "refunded" => Back(RefundReason.TooFewStarters),
                    "lost" => new LegOutcome.Lost(),
                    _ => Open(UnsettledReason.DividendsIncomplete),
                }
            );
    }

    /// <summary>Places are fixed at declaration: eight declared, one withdrawn, seven start, and the third is paid all the same.</summary>
    [Fact]
    public void Place_EightDeclaredAndSevenStart_PaysThree()
    {
        var three = new[]
        {
            Paid(BetType.SimplePlace, "5", 1.5m),
            Paid(BetType.SimplePlace, "1", 1.9m),
            Paid(BetType.SimplePlace, "3", 2.4m),
        };
        var result = Arrival("5 1 3 4", three) with { NonRunners = [8] };
        Settle(BetType.SimplePlace, [3], result, declared: 8).ShouldBe(Won(2.4m));
        Settle(BetType.SimplePlace, [4], result, declared: 8).ShouldBe(new LegOutcome.Lost());
        // Without the third's line nobody behind the first two can be said to have lost.
        var two = result with
        {
            Dividends = three[..2],
        };
        Settle(BetType.SimplePlace, [3], two, declared: 8).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
        var seen = Run(two, declared: 8) with { Starters = [1, 2, 3, 4, 5, 6, 7] };
        new TicketSettler()
            .Settle(Ticket(BetType.SimplePlace, 2, [3]), seen)
            .Outcome.ShouldBe(new TicketOutcome.Unsettled(UnsettledReason.DividendsIncomplete));
    }

    [Fact]
    public void Place_NonRunnersLeaveThreeOfFourDeclared_IsNotRefunded()
    {
        var result = Arrival("1 2 3") with { NonRunners = [4] };
        Settle(BetType.SimplePlace, [1], result, declared: 4).ShouldBe(Open(UnsettledReason.NoDividends));
        Settle(BetType.SimplePlace, [4], result, declared: 4).ShouldBe(Back(RefundReason.NonRunner));
        Settle(BetType.SimplePlace, [1], result, declared: 3).ShouldBe(Back(RefundReason.TooFewStarters));
        Settle(BetType.SimpleGagnant, [1], result, declared: 3).ShouldBe(Open(UnsettledReason.NoDividends));
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

    /// <summary>The operator has paid it, so it ran, whatever a list of non-runners says.</summary>
    [Fact]
    public void NonRunner_WithADividendOfItsOwn_HasWon()
    {
        var result = Arrival("5 1 11 4", [Paid(BetType.SimpleGagnant, "5", 2.2m), .. ThreePlaces]) with { NonRunners = [5, 8, 11] };
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Won(2.2m));
        Settle(BetType.SimplePlace, [11], result).ShouldBe(Won(2.2m));
        Settle(BetType.SimpleGagnant, [11], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.SimpleGagnant, [8], result).ShouldBe(Back(RefundReason.NonRunner));
    }

    [Fact]
    public void NonRunner_PaidInAnotherPool_HasRunToo()
    {
        var result = Arrival("5", Paid(BetType.SimpleGagnant, "5", 2.2m)) with
        {
            NonRunners = [1],
            Others = [new PoolResult(Pool.PmuInternet, [Paid(BetType.SimplePlace, "1", 1.9m)], [])],
        };
        Settle(BetType.SimpleGagnant, [1], result).ShouldBe(new LegOutcome.Lost());
    }

    /// <summary>Whoever stands in the official arrival has run, paid or not.</summary>
    [Fact]
    public void NonRunner_InTheArrival_HasRun()
    {
        var result = Arrival("5 1 11 4", [Paid(BetType.SimpleGagnant, "5", 2.2m), .. ThreePlaces]) with { NonRunners = [4, 8] };
        Settle(BetType.SimpleGagnant, [4], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.SimplePlace, [4], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.SimplePlace, [8], result).ShouldBe(Back(RefundReason.NonRunner));
    }

    /// <summary>A line for combinations with a non-runner, and a line of another kind of bet, do not say that the horse ran.</summary>
    [Fact]
    public void NonRunner_NamedByALineForNonRunners_IsRefunded()
    {
        var result = Arrival(
            "5 1",
            Paid(BetType.SimpleGagnant, "5", 2.2m),
            Paid(BetType.SimplePlace, "8", 1m, "1 NP"),
            Paid(BetType.Trio, "8", 3m)
        ) with
        {
            NonRunners = [8],
        };
        Settle(BetType.SimpleGagnant, [8], result).ShouldBe(Back(RefundReason.NonRunner));
    }

    [Fact]
    public void Race_CalledOffByItsSource_IsRefunded()
    {
        var result = Arrival("") with { State = ResultState.CalledOff };
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Back(RefundReason.RaceCalledOff));
        Settle(BetType.Trio, [5, 1, 2], result).ShouldBe(Back(RefundReason.RaceCalledOff));
        Settle(BetType.ZeShow, [5], result).ShouldBe(Back(RefundReason.RaceCalledOff));
    }

    [Fact]
    public void Race_CalledOff_IsRefunded()
    {
        var unofficial = Arrival("5", Paid(BetType.SimpleGagnant, "5", 2m)) with { State = ResultState.Provisional };
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
            Declared = 3,
            Starters = [1, 5, 7],
            CalledOff = true,
        };
        var settled = new TicketSettler().Settle(Ticket(BetType.SimpleGagnant, 3, [5], [1]), race);
        settled.Outcome.ShouldBe(new TicketOutcome.Refunded(RefundReason.RaceCalledOff));
        settled.Returned.ShouldBe(new Euro(6));
    }

    [Theory]
    [InlineData(ResultState.Official)]
    [InlineData(ResultState.NobodyClassified)]
    public void Race_NobodyClassified_IsRefunded(ResultState state)
    {
        var result = Arrival("") with { State = state, Refunded = [BetType.SimpleGagnant] };
        Settle(BetType.SimpleGagnant, [5], result).ShouldBe(Back(RefundReason.NobodyClassified));
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Back(RefundReason.NobodyClassified));
        Settle(BetType.CouplePlace, [5, 1], result).ShouldBe(Back(RefundReason.NobodyClassified));
    }

    /// <summary>Dividends without an arrival: somebody was classified, and it is not known who.</summary>
    [Fact]
    public void Race_WithDividendsAndNoArrival_IsOpen()
    {
        var result = Arrival("", Paid(BetType.SimpleGagnant, "5", 2m));
        Settle(BetType.SimplePlace, [5], result).ShouldBe(Open(UnsettledReason.NotOfficial));
        // The lines of the ticket's own pool, of whatever bet.
        var trio = new PoolResult(Pool.ZEturf, [Paid(BetType.Trio, "1-2-3", 9m)], []);
        var beside = Arrival("") with { Pool = Pool.PmuNational, Others = [trio] };
        Settle(BetType.SimplePlace, [5], beside).ShouldBe(Open(UnsettledReason.NotOfficial));
        var elsewhere = Arrival("") with { Others = [trio with { Pool = Pool.PmuInternet }] };
        Settle(BetType.SimplePlace, [5], elsewhere).ShouldBe(Back(RefundReason.NobodyClassified));
        Settle(BetType.SimplePlace, [5], Arrival("", Paid(BetType.Trio, "1-2", 9m, "Trio 1 NP")))
            .ShouldBe(Back(RefundReason.NobodyClassified));
        // A first place that names nobody is not an empty arrival.
        Settle(
                BetType.SimplePlace,
                [5],
                Arrival("") with
                {
                    Arrival =
                    [
                        [],
                    ],
                }
            )
            .ShouldBe(Open(UnsettledReason.NotOfficial));
    }

    [Fact]
    public void Race_WithoutAnOfficialArrival_IsOpen()
    {
        Settle(BetType.SimplePlace, [5], null).ShouldBe(Open(UnsettledReason.NoResult));
        Settle(BetType.SimplePlace, [5], Arrival("5 1 11", ThreePlaces) with { State = ResultState.Provisional })
            .ShouldBe(Open(UnsettledReason.NotOfficial));
        // Not official and empty: nobody has come in yet.
        Settle(BetType.SimplePlace, [5], Arrival("") with { State = ResultState.Provisional }).ShouldBe(Open(UnsettledReason.NotOfficial));
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

    /// <summary>One pool answered with nothing, the other has its dividends: a bet in the first waits, whether it won or not.</summary>
    [Theory]
    [InlineData(BetType.SimpleGagnant, 5)]
    [InlineData(BetType.SimpleGagnant, 1)]
    [InlineData(BetType.SimplePlace, 5)]
    public void Dividends_OfThePoolThatHasNoneYet_AreWaitedFor(BetType bet, int horse)
    {
        var result = Arrival("5 1 11") with
        {
            Others = [new PoolResult(Pool.PmuNational, [Paid(BetType.SimpleGagnant, "5", 2.2m), .. ThreePlaces], [])],
        };
        Settle(bet, [horse], result).ShouldBe(Open(UnsettledReason.NoDividends));
        Settle(bet, [horse], result with { Pool = Pool.PmuInternet }).ShouldBe(Open(UnsettledReason.NoDividends));
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
    public void Bet_WithoutARule_IsOpen()
    {
        var result = Arrival("1 5", Paid(BetType.ZeShow, "5", 3m)) with { NonRunners = [8] };
        Settle(BetType.ZeShow, [5], result).ShouldBe(Open(UnsettledReason.UnknownBet));
        Settle(BetType.ZeShow, [8], result).ShouldBe(Back(RefundReason.NonRunner));
    }
}
