using CsCheck;
using Hippique.Gpi.Balances;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Balances.Books;

namespace Hippique.Gpi.Tests.Balances;

/// <summary>Golden numbers are worked out by hand beside each.</summary>
public sealed class BalanceFiguresTests
{
    /// <summary>Two days: −2, +7, a refund, −4, −2.</summary>
    private static readonly BalanceBet[] Five =
    [
        Lost(0, 0, 2, .25) with
        {
            ClosingLineValue = .3,
        },
        Won(0, 30, 2, 9, .25),
        Refunded(1, 0, 4),
        Lost(1, 30, 4, .5) with
        {
            ClosingLineValue = -.2,
        },
        Lost(1, 60, 2, .2) with
        {
            ExpectedReturn = new Euro(1.8m),
            ClosingLineValue = .2,
        },
    ];

    [Fact]
    public void Sums_LeaveRefundedBetsOut()
    {
        var figures = BalanceFigures.Of(Five);
        (figures.Bets, figures.Refunded, figures.Days, figures.Hits).ShouldBe((4, 1, 2, 1));
        (figures.Staked, figures.Returned, figures.Profit).ShouldBe((new Euro(10), new Euro(9), new Euro(-1)));
        figures.Roi.ShouldBe(-.1);
        figures.HitRate.ShouldBe(.25);
        // (.25 + .25 + .5 + .2) / 4.
        figures.ExpectedHitRate!.Value.ShouldBe(.3, 1e-12);
        // 2.2 + 2.2 + 4.4 + 1.8 = 10.6.
        (figures.ExpectedReturn, figures.ClaimedProfit).ShouldBe((new Euro(10.6m), new Euro(.6m)));
        figures.Claimed.ShouldBe(.06);
    }

    /// <summary>A fourth of the resamples draw the first day twice (+6 on 2 €), a fourth the second (−2 on 2 €); the claims are too small to widen that.</summary>
    [Fact]
    public void Interval_OfTwoDays_ReachesFromOneToTheOther()
    {
        BalanceBet[] two = [Won(0, 0, 2, 8, .99), Lost(1, 0, 2, .99)];
        BalanceFigures.Of(two).Interval.ShouldBe(new BalanceInterval(-1, 3));
    }

    /// <summary>Variances 14.52, 14.52, 19.36 and 12.96: a deviation of 7.833 on 10 €, so −.1 ± 1.535, and no more than everything can be lost.</summary>
    [Fact]
    public void Interval_IsAtLeastTheOneThatTheClaimsImply()
    {
        var interval = BalanceFigures.Of(Five).Interval!.Value;
        interval.Low.ShouldBe(-1);
        interval.High.ShouldBe(1.4353, 1e-4);
        // On one day alone too: +5 on 4 €, deviation 5.389.
        BalanceFigures.Of(Five[..2]).Interval!.Value.High.ShouldBe(1.25 + 1.959964 * 5.38888 / 4, 1e-4);
    }

    [Fact]
    public void Interval_OfAFewLostBets_HoldsZero()
    {
        var interval = BalanceFigures.Of([Lost(0, 0, 2, .12), Lost(1, 0, 2, .12), Lost(2, 0, 2, .12)]).Interval!.Value;
        interval.Low.ShouldBe(-1);
        interval.High.ShouldBeGreaterThan(0);
    }

    /// <summary>Cumulated: −2, +5, +1, −1.</summary>
    [Fact]
    public void Drawdown_IsTheLargestFallFromAPeak()
    {
        BalanceFigures.Of(Five).Drawdown.ShouldBe(new Euro(6));
        // The start is a peak.
        BalanceFigures.Of(Five[..2]).Drawdown.ShouldBe(new Euro(2));
        BalanceFigures.Of(Five[1..3]).Drawdown.ShouldBe(Euro.Zero);
    }

    /// <summary>
    /// Chances to lose .75, .75, .5, .8. Without two lost in a row, after a win and after a loss: .25, .75; .25, .1875; .21875, .125; .06875, .175. So 1 − .24375.
    /// </summary>
    [Fact]
    public void LosingRun_HasItsLengthAndTheChanceOfIt()
    {
        var figures = BalanceFigures.Of(Five);
        figures.LongestLosingRun.ShouldBe(2);
        figures.LosingRunChance!.Value.ShouldBe(.75625, 1e-12);
    }

    [Fact]
    public void LosingRun_GoesOnOverARefundAndByTheOff()
    {
        BalanceBet[] bets = [Lost(0, 40, 1), Won(0, 60, 1, 3), Refunded(0, 20, 1), Lost(0, 0, 1), Lost(1, 0, 1)];
        BalanceFigures.Of(bets).LongestLosingRun.ShouldBe(2);
        // With the same off the order given counts.
        BalanceFigures.Of([Lost(0, 0, 1), Won(0, 0, 1, 3), Lost(0, 0, 1)]).LongestLosingRun.ShouldBe(1);
        BalanceFigures.Of([Won(0, 0, 1, 3), Lost(0, 0, 1), Lost(0, 0, 1)]).LongestLosingRun.ShouldBe(2);
    }

    /// <summary>Variance by the claims 2 · 2.2² · 3 + 4.4² · 1 + 1.8² · 4 = 61.36; 4 · 1.96² · 61.36 / 1² = 942.85.</summary>
    [Fact]
    public void BetsNeeded_RestOnTheSpreadThatIsClaimed()
    {
        var figures = BalanceFigures.Of(Five);
        (figures.BetsNeeded, figures.BetsMissing).ShouldBe((943, 939));
        BalanceFigures.Of(Five[..1]).BetsNeeded.ShouldBeNull();
        BalanceFigures.Of(Five[..1]).BetsMissing.ShouldBeNull();
        // −2, +4, −2.
        BalanceFigures.Of([Lost(0, 0, 2), Won(0, 1, 2, 6), Lost(0, 2, 2)]).BetsNeeded.ShouldBeNull();
        BalanceFigures.Of([.. Five.Select(bet => bet with { ExpectedReturn = Euro.Zero })]).BetsNeeded.ShouldBeNull();
    }

    /// <summary>Racing facts, section 4: about 6,400 bets at odds 5 tell an edge of 5 % from none. 21 of 100 bets won at 5.0 show that edge.</summary>
    [Fact]
    public void BetsNeeded_FivePercentAtOddsOfFive_AreAboutSixThousandFourHundred()
    {
        var bets = Enumerable
            .Range(0, 100)
            .Select(n => (n % 5 == 0 || n == 1 ? Won(n, 0, 1, 5, .21) : Lost(n, 0, 1, .21)) with { ExpectedReturn = new Euro(1.05m) })
            .ToList();
        var figures = BalanceFigures.Of(bets);
        figures.Roi.ShouldBe(.05);
        (figures.BetsNeeded, figures.BetsMissing).ShouldBe((6373, 6273));
    }

    /// <summary>Hardly any spread and a large loss: told already.</summary>
    [Fact]
    public void BetsMissing_IsNeverNegative()
    {
        var figures = BalanceFigures.Of([.. Enumerable.Range(0, 30).Select(n => Lost(n, 0, 10, .9))]);
        figures.BetsNeeded!.Value.ShouldBeLessThan(30);
        figures.BetsMissing.ShouldBe(0);
    }

    /// <summary>(.3 − .2 + .2) / 3; .3 on the first day, 0 on the second.</summary>
    [Fact]
    public void ClosingLine_IsOfTheBetsThatHaveOne()
    {
        var line = BalanceFigures.Of(Five).ClosingLine.ShouldNotBeNull();
        line.Bets.ShouldBe(3);
        line.Mean.ShouldBe(.1, 1e-12);
        line.Interval.ShouldBe(new BalanceInterval(0, .3));
        BalanceFigures.Of(Five[..2]).ClosingLine.ShouldBe(new ClosingLineFigures(1, .3, null));
        BalanceFigures.Of(Five[1..2]).ClosingLine.ShouldBeNull();
    }

    [Fact]
    public void EmptyBook_HasNoRates()
    {
        var none = BalanceFigures.Of([]);
        (none.Bets, none.Refunded, none.Days, none.Hits, none.LongestLosingRun).ShouldBe((0, 0, 0, 0, 0));
        (none.Staked, none.Returned, none.Profit, none.Drawdown).ShouldBe((Euro.Zero, Euro.Zero, Euro.Zero, Euro.Zero));
        (none.Roi, none.Claimed, none.HitRate, none.ExpectedHitRate).ShouldBe((null, null, null, null));
        (none.Interval, none.BetsNeeded, none.BetsMissing, none.ClosingLine).ShouldBe((null, null, null, null));
        none.LosingRunChance.ShouldBe(1);
        BalanceFigures.Of([Refunded(0, 0, 3)]).ShouldBe(none with { Refunded = 1 });
    }

    /// <summary>What the user bet on his own: nobody said how likely it was.</summary>
    [Fact]
    public void BetsWithoutAClaim_HaveNoFigureThatRestsOnOne()
    {
        var figures = BalanceFigures.Of([.. Five.Select(Unclaimed)]);
        (figures.ExpectedReturn, figures.ClaimedProfit, figures.Claimed, figures.ExpectedHitRate, figures.LosingRunChance).ShouldBe(
            (null, null, null, null, null)
        );
        (figures.Profit, figures.Roi, figures.Hits, figures.Drawdown, figures.LongestLosingRun).ShouldBe(
            (new Euro(-1), -.1, 1, new Euro(6), 2)
        );
        (figures.Interval, figures.BetsNeeded).ShouldBe((null, null));
        // One of many is enough: a mean of claims would be of other bets than the sums.
        BalanceFigures.Of([.. Five[..4], Unclaimed(Five[4])]).ExpectedReturn.ShouldBeNull();
    }

    [Fact]
    public void BetsWithoutAClaim_ScatterAsTheirPricesSay()
    {
        // 3 € at 5.0 and 1 € at 2.0, both lost on one day: √(9·4 + 1·1) = 6.0828, ∙ 1.96 / 4 = 2.9805.
        var figures = BalanceFigures.Of([Unclaimed(Lost(0, 0, 3, .2)) with { Price = 5 }, Unclaimed(Lost(0, 9, 1, .5)) with { Price = 2 }]);
        figures.Interval!.Value.Low.ShouldBe(-1);
        figures.Interval!.Value.High.ShouldBe(-1 + 1.959964 * Math.Sqrt(37) / 4, 1e-5);
        // (1.96 + 0) σ² n / profit² bets: the same arithmetic as with claims of such a spread.
        figures.BetsNeeded.ShouldNotBeNull();
    }

    [Fact]
    public void BetsWithoutClaimAndPrice_HaveAnIntervalFromTenHitsOn()
    {
        BalanceBet[] Book(int hits) =>
            [
                .. Enumerable
                    .Range(0, 3 * hits)
                    .Select(number => Unclaimed(number % 3 == 0 ? Won(number % 9, number, 2, 6, .3) : Lost(number % 9, number, 2, .3))),
            ];
        BalanceFigures.Of(Book(9)).Interval.ShouldBeNull();
        BalanceFigures.Of(Book(10)).Interval.ShouldNotBeNull();
    }

    [Fact]
    public void ClaimOfAChanceAlone_IsRefused() =>
        Should.Throw<ArgumentException>(() => BalanceFigures.Of([Five[0] with { ExpectedReturn = null }]));

    private static BalanceBet Unclaimed(BalanceBet bet) => bet with { Probability = null, ExpectedReturn = null };

    [Fact]
    public void Parts_SumToTheWhole() =>
        Any.Sample(bets =>
        {
            var whole = BalanceFigures.Of(bets);
            var parts = bets.GroupBy(bet => bet.Date.Day % 3).Select(BalanceFigures.Of).ToList();
            Euro Sum(Func<BalanceFigures, Euro> amount) => parts.Aggregate(Euro.Zero, (sum, part) => sum + amount(part));
            Sum(part => part.Staked).ShouldBe(whole.Staked);
            Sum(part => part.Returned).ShouldBe(whole.Returned);
            Sum(part => part.Profit).ShouldBe(whole.Profit);
            Sum(part => part.ClaimedProfit!.Value).ShouldBe(whole.ClaimedProfit!.Value);
            parts.Sum(part => part.Bets).ShouldBe(whole.Bets);
            parts.Sum(part => part.Refunded).ShouldBe(whole.Refunded);
            parts.Sum(part => part.Hits).ShouldBe(whole.Hits);
            parts.Sum(part => part.Days).ShouldBe(whole.Days);
            parts.Sum(part => part.ClosingLine?.Bets ?? 0).ShouldBe(whole.ClosingLine?.Bets ?? 0);
        });

    [Fact]
    public void Refunds_ChangeNothingButTheirNumber() =>
        Any.Sample(bets =>
        {
            var figures = BalanceFigures.Of(bets);
            var more = BalanceFigures.Of([.. bets.SelectMany(bet => new[] { bet, Refunded(bet.Date.Day % 7, 10, bet.Stake.Amount) })]);
            more.ShouldBe(figures with { Refunded = figures.Refunded + bets.Length });
        });

    [Fact]
    public void Figures_OfAnyBook_LieInTheirBounds() =>
        Any.Sample(bets =>
        {
            var figures = BalanceFigures.Of(bets);
            figures.Drawdown.ShouldBeGreaterThanOrEqualTo(Euro.Zero);
            figures.Drawdown.ShouldBeGreaterThanOrEqualTo(Euro.Zero - figures.Profit);
            figures.Drawdown.ShouldBeLessThanOrEqualTo(figures.Staked);
            figures.LosingRunChance!.Value.ShouldBeInRange(0, 1);
            figures.LongestLosingRun.ShouldBeInRange(0, figures.Bets - figures.Hits);
            (figures.Interval is null).ShouldBe(figures.Bets == 0);
            if (figures.Interval is { } interval)
                (interval.Low <= interval.High && interval.Low >= -1).ShouldBeTrue();
        });

    [Fact]
    public void Returns_ThatContradictTheOutcome_AreRefused()
    {
        foreach (
            var bet in (BalanceBet[])
                [
                    Lost(0, 0, 2) with
                    {
                        Returned = new Euro(1),
                    },
                    Won(0, 0, 2, 0),
                    Refunded(0, 0, 2) with
                    {
                        Returned = new Euro(1),
                    },
                    Refunded(0, 0, 2) with
                    {
                        Won = true,
                    },
                ]
        )
            Should.Throw<ArgumentException>(() => BalanceFigures.Of([bet]));
    }

    [Fact]
    public void Values_OutOfTheirRange_AreRefused()
    {
        var bet = Lost(0, 0, 2);
        Should.Throw<ArgumentOutOfRangeException>(() => bet with { Stake = Euro.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => bet with { Returned = new Euro(-1) });
        Should.Throw<ArgumentOutOfRangeException>(() => bet with { ExpectedReturn = new Euro(-1) });
        Should.Throw<ArgumentOutOfRangeException>(() => bet with { ClosingLineValue = double.NaN });
        foreach (var probability in (double[])[0, 1, -.1, double.NaN])
            Should.Throw<ArgumentOutOfRangeException>(() => bet with { Probability = probability });
    }
}
