using Hippique.Gpi.Settlement;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Settlement.Bets;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>Combined bets, case by case.</summary>
public sealed class CombinedSettlementTests
{
    private static readonly Dividend[] Couples =
    [
        Paid(BetType.CouplePlace, "5-1", 4.7m),
        Paid(BetType.CouplePlace, "5-11", 4.8m),
        Paid(BetType.CouplePlace, "1-11", 9.7m),
    ];

    private static LegOutcome.Won Won(decimal dividend) => new(dividend, DividendBasis.Official);

    private static LegOutcome.Unsettled Open(UnsettledReason reason) => new(reason);

    [Theory]
    [InlineData(BetType.CouplePlace, "1-5", 4.7)]
    [InlineData(BetType.CouplePlace, "11-1", 9.7)]
    [InlineData(BetType.CoupleGagnant, "1-5", 10.4)]
    [InlineData(BetType.Trio, "11-1-5", 23.4)]
    [InlineData(BetType.Ze2Sur4, "4-11", 3.5)]
    [InlineData(BetType.DeuxSurQuatre, "4-5", 5.0)]
    [InlineData(BetType.Ze4, "4-11-1-5", 51.5)]
    public void Combination_ThatWon_IsPaidInWhateverOrderItIsWritten(BetType bet, string numbers, double dividend) =>
        Settle(bet, Numbers(numbers), Whole()).ShouldBe(Won((decimal)dividend));

    [Theory]
    [InlineData(BetType.CouplePlace, "5-4")]
    [InlineData(BetType.CoupleGagnant, "5-11")]
    [InlineData(BetType.Trio, "5-1-4")]
    [InlineData(BetType.Ze2Sur4, "4-3")]
    [InlineData(BetType.DeuxSurQuatre, "4-3")]
    [InlineData(BetType.Ze4, "5-1-11-3")]
    public void Combination_OnePlaceOff_IsLost(BetType bet, string numbers) =>
        Settle(bet, Numbers(numbers), Whole()).ShouldBe(new LegOutcome.Lost());

    [Fact]
    public void Formula_BaseWithThreeOthers_PaysTheLegThatWonOnItsOwnStake()
    {
        var ticket = Ticket(BetType.Ze4, .5m, [5, 1, 11, 4], [5, 1, 11, 3], [5, 1, 11, 9]);
        var settled = new TicketSettler().Settle(ticket, Run(Whole()));
        settled.Outcome.ShouldBe(new TicketOutcome.Won());
        settled.Legs.Select(leg => leg.Returned).ShouldBe([new Euro(25.75m), Euro.Zero, Euro.Zero]);
        settled.Returned.ShouldBe(new Euro(25.75m));
    }

    [Fact]
    public void DeadHeatForThird_PaysEachWithTheFirstTwoButNotTheTwoTogether()
    {
        Dividend[] lines =
        [
            Paid(BetType.CouplePlace, "1-2", 2m),
            Paid(BetType.CouplePlace, "1-3", 3m),
            Paid(BetType.CouplePlace, "1-4", 4m),
            Paid(BetType.CouplePlace, "2-3", 5m),
            Paid(BetType.CouplePlace, "2-4", 6m),
        ];
        var result = Arrival("1 2 3=4 5", lines);
        Settle(BetType.CouplePlace, [4, 2], result).ShouldBe(Won(6m));
        Settle(BetType.CouplePlace, [3, 4], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.CouplePlace, [3, 4], result with { Dividends = lines[..4] }).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
        // Where the operator does pay the two together, that is what counts.
        var paid = result with
        {
            Dividends = [.. lines, Paid(BetType.CouplePlace, "3-4", 7m)],
        };
        Settle(BetType.CouplePlace, [3, 4], paid).ShouldBe(Won(7m));
    }

    [Fact]
    public void DeadHeatForSecond_PaysTwoCouplesAndTwoTrios()
    {
        var result = Arrival(
            "1 2=3 4",
            Paid(BetType.CoupleGagnant, "1-2", 8m),
            Paid(BetType.CoupleGagnant, "1-3", 9m),
            Paid(BetType.Trio, "1-2-3", 30m)
        );
        Settle(BetType.CoupleGagnant, [3, 1], result).ShouldBe(Won(9m));
        Settle(BetType.CoupleGagnant, [2, 3], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.Trio, [1, 2, 4], result).ShouldBe(new LegOutcome.Lost());
    }

    [Fact]
    public void OneNonRunner_IsPaidByTheLinesForIt()
    {
        var result = Arrival(
            "5 1 11 4",
            [
                .. Couples,
                Paid(BetType.CouplePlace, "5", 1.8m, "Couplé Placé 1 NP"),
                Paid(BetType.CouplePlace, "1", 2.1m, "Couplé Placé 1 NP"),
            ]
        ) with
        {
            NonRunners = [8],
        };
        Settle(BetType.CouplePlace, [8, 5], result).ShouldBe(Won(1.8m));
        Settle(BetType.CouplePlace, [4, 8], result).ShouldBe(new LegOutcome.Lost());
        // 11 came third; its line paid nothing and is not there.
        Settle(BetType.CouplePlace, [8, 11], result).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
        // The line is no Couplé of one horse.
        Settle(BetType.CouplePlace, [5, 1], result).ShouldBe(Won(4.7m));
    }

    [Fact]
    public void OneNonRunner_WhereAllPlacesHadToBeFilled_TheOthersMustBeFirst()
    {
        var result = Arrival(
            "5 1 11 4",
            Paid(BetType.CoupleGagnant, "5-1", 10.4m),
            Paid(BetType.CoupleGagnant, "5", 3m, "Couplé Gagnant 1 NP"),
            Paid(BetType.Trio, "5-1", 7m, "Trio 1 NP")
        ) with
        {
            NonRunners = [8],
        };
        Settle(BetType.CoupleGagnant, [8, 5], result).ShouldBe(Won(3m));
        Settle(BetType.CoupleGagnant, [8, 1], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.Trio, [1, 8, 5], result).ShouldBe(Won(7m));
        Settle(BetType.Trio, [8, 5, 11], result).ShouldBe(new LegOutcome.Lost());
    }

    [Fact]
    public void OneNonRunner_WithoutLinesForIt_IsOpen()
    {
        var result = Arrival("5 1 11 4", Couples) with { NonRunners = [8] };
        Settle(BetType.CouplePlace, [8, 5], result).ShouldBe(Open(UnsettledReason.NoNonRunnerDividend));
        Settle(BetType.CouplePlace, [8, 4], result).ShouldBe(Open(UnsettledReason.NoNonRunnerDividend));
    }

    /// <summary>A line of all its horses decides over the flag of one; the arrival, or a Simple's line, says that a flagged horse ran.</summary>
    [Fact]
    public void FlaggedHorse_ThatCameInOrIsPaid_HasRun()
    {
        var result = Arrival("5 1 11 4", Couples) with { NonRunners = [5, 8] };
        Settle(BetType.CouplePlace, [5, 1], result).ShouldBe(Won(4.7m));
        Settle(BetType.CouplePlace, [5, 4], result).ShouldBe(new LegOutcome.Lost());
        var flagged = result with { NonRunners = [3, 5, 8] };
        Settle(BetType.CouplePlace, [3, 4], flagged).ShouldBe(Open(UnsettledReason.NoNonRunnerDividend));
        var paid = flagged with { Dividends = [.. Couples, Paid(BetType.SimplePlace, "3", 1.5m)] };
        Settle(BetType.CouplePlace, [3, 4], paid).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.CouplePlace, [8, 4], paid).ShouldBe(Open(UnsettledReason.NoNonRunnerDividend));
        Settle(BetType.CouplePlace, [8, 8], paid).ShouldBe(new LegOutcome.Refunded(RefundReason.NonRunner));
        Settle(BetType.CouplePlace, [5, 1], paid with { Refunded = [BetType.CouplePlace] })
            .ShouldBe(new LegOutcome.Refunded(RefundReason.BetRefunded));
    }

    /// <summary>2sur4: fewer than five that took part are paid back, however many were declared.</summary>
    [Theory]
    [InlineData(BetType.DeuxSurQuatre, 4, true)]
    [InlineData(BetType.DeuxSurQuatre, 5, false)]
    [InlineData(BetType.Ze2Sur4, 4, true)]
    [InlineData(BetType.Ze2Sur4, 5, false)]
    [InlineData(BetType.CoupleGagnant, 4, false)]
    public void TooFewStarters_2sur4_IsRefunded(BetType bet, int started, bool refunded)
    {
        var race = Run(Arrival("1 2 3 4") with { NonRunners = [.. Enumerable.Range(started + 1, 9 - started)] }, declared: 9);
        var outcome = new TicketSettler().Settle(Ticket(bet, 3, [1, 2]), race).Legs[0].Outcome;
        outcome.ShouldBe(refunded ? new LegOutcome.Refunded(RefundReason.TooFewStarters) : Open(UnsettledReason.NoDividends));
    }

    [Fact]
    public void TooFewStarters_WhereTheOperatorPays_TheLinesDecide()
    {
        var result = Arrival("1 2 3 4", Paid(BetType.DeuxSurQuatre, "1-2", 2m)) with { NonRunners = [5, 6] };
        Settle(BetType.DeuxSurQuatre, [1, 2], result, declared: 6).ShouldBe(Won(2m));
        Settle(BetType.DeuxSurQuatre, [1, 3], result, declared: 6).ShouldBe(Open(UnsettledReason.DividendsIncomplete));
    }

    /// <summary>Flagged on the card and in the arrival all the same: it took part.</summary>
    [Fact]
    public void Starters_CountWhoeverCameIn()
    {
        var race = Run(Arrival("1 2 3 4 5")) with { Starters = [1, 2, 3, 4] };
        new TicketSettler()
            .Settle(Ticket(BetType.DeuxSurQuatre, 3, [1, 2]), race)
            .Outcome.ShouldBe(new TicketOutcome.Unsettled(UnsettledReason.NoDividends));
    }

    [Fact]
    public void OneNonRunner_WithoutItsPool_IsOpen()
    {
        var result = Arrival("5 1 11 4", Couples) with { Pool = Pool.PmuNational, NonRunners = [8] };
        Settle(BetType.CouplePlace, [8, 5], result).ShouldBe(Open(UnsettledReason.NoDividends));
    }

    [Fact]
    public void Formulas_OnThePage_AreOtherBets()
    {
        var result = Arrival("5 1 11 4", [.. Couples, Paid(BetType.CouplePlace, "5-4", 99m, "Gain champ total")]);
        Settle(BetType.CouplePlace, [5, 4], result).ShouldBe(new LegOutcome.Lost());
        Settle(BetType.Trio, [5, 1, 11], Arrival("5 1 11 4", Paid(BetType.Trio, "5-1-11-4", 117m)))
            .ShouldBe(Open(UnsettledReason.DividendsIncomplete));
    }

    [Fact]
    public void Dividends_OfAnotherBetOrPool_SettleNothing()
    {
        Settle(BetType.Trio, [5, 1, 11], Arrival("5 1 11 4", Couples)).ShouldBe(Open(UnsettledReason.NoDividends));
        Settle(BetType.CouplePlace, [5, 1], Arrival("5 1 11 4", Couples) with { Pool = Pool.PmuNational })
            .ShouldBe(Open(UnsettledReason.NoDividends));
        Settle(BetType.CouplePlace, [5, 1], Arrival("5 1 11 4", Couples) with { Refunded = [BetType.CouplePlace] })
            .ShouldBe(new LegOutcome.Refunded(RefundReason.BetRefunded));
    }

    /// <summary>ZEturf, Saint-Galmier, 21 November 2025, as the page showed them; 2sur4 added.</summary>
    private static RaceResult Whole() =>
        Arrival(
            "5 1 11 4 3 9 7",
            [
                .. Couples,
                Paid(BetType.CoupleGagnant, "5-1", 10.4m),
                Paid(BetType.Trio, "5-1-11", 23.4m),
                .. new[] { "5-1", "5-11", "5-4", "1-11", "1-4", "11-4" }.SelectMany(pair =>
                    new[] { Paid(BetType.Ze2Sur4, pair, 3.5m), Paid(BetType.DeuxSurQuatre, pair, 5m) }
                ),
                Paid(BetType.Ze4, "5-1-11-4", 51.5m),
            ]
        );

    private static int[] Numbers(string text) => [.. Paid(BetType.Trio, text, 1).Combination];
}
