using System.Text.Json;
using CsCheck;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

public sealed class RaceAnalyserTests
{
    private static readonly double[] Fair = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    // The third and fourth pay far more for a place than their win odds say.
    internal static readonly (double, double)[] GenerousPlaces =
    [
        (1.1, 1.3),
        (1.3, 1.7),
        (3.0, 4.6),
        (3.9, 5.6),
        (2.8, 4.1),
        (3.2, 4.8),
        (4.0, 6.1),
        (5.0, 8.0),
        (7.0, 11),
        (11, 17),
        (15, 24),
        (18, 30),
    ];

    private static readonly RaceAnalyser Analyser = new(RuleSets.Load("gpi-v5.1").Value, Models.ByHand);

    [Fact]
    public void Analyse_WinOddsAlone_FindsNothingAgainstTheTakeOut()
    {
        var analysis = Analyse(Races.Prices(Pool.PmuNational, Fair));
        analysis.Outcome.ShouldBe(Outcome.Abstain);
        analysis.Reason.ShouldBe(GuardCode.RoiMinSp);
        analysis.Market.ShouldBe(BetType.SimpleGagnant);
        analysis.Tickets.ShouldBeEmpty();
        analysis.Guards.ShouldContain(guard => guard.Code == GuardCode.RoiMinSp && !guard.Passed && guard.Threshold == .10);
        Math.Round(analysis.WinBook!.Value, 5).ShouldBe(1.15899);
    }

    [Fact]
    public void Analyse_Probabilities_SumToOneAndToThePlacesPaid()
    {
        var analysis = Analyse(Races.Prices(Pool.ZEturf, Fair));
        analysis.Runners.Sum(runner => runner.WinProbability!.Value).ShouldBe(1, 1e-12);
        analysis.Runners.Sum(runner => runner.PlaceProbability!.Value).ShouldBe(3, 1e-9);
        analysis.PlacesPaid.ShouldBe(3);
    }

    [Fact]
    public void Analyse_APriceAnHourOlderThanTheOthers_IsMissingAndNamed()
    {
        var prices = Races.Prices(Pool.PmuNational, Fair);
        DateTimeOffset Stamp(int number) => Races.Off.AddMinutes(number == 3 ? -66 : -6);
        var analysis = Analyse(prices with { Win = [.. prices.Win.Select(price => price with { At = Stamp(price.Number) })] });
        var old = analysis.Runners.Single(runner => runner.Number == 3);
        (old.OddsH5, old.MarketShare, old.WinProbability, old.Price).ShouldBe((null, null, null, null));
        analysis.Runners.Sum(runner => runner.WinProbability ?? 0).ShouldBe(1, 1e-12);
        analysis.Guards.Single(guard => guard.Code == GuardCode.OddsCoverage).Value!.Value.ShouldBe(11 / 12.0, 1e-12);
        analysis.WinBook!.Value.ShouldBe(Fair.Sum(odds => 1 / odds) - 1 / Fair[2], 1e-12);
        analysis.Missing.ShouldContain(new MissingInput.Of(InputKind.OddsH5, [3]));
        analysis.Missing.ShouldContain(new MissingInput.Of(InputKind.StaleOddsH5, [3]));
    }

    [Fact]
    public void Analyse_WhatWasPlayed_StandsInTheAnalysisWithWhatItAdds()
    {
        var player = new PlayerState { PlayedAtRacecourse = 1, DayStaked = new Euro(3) };
        var h5 = Races.H5(Races.Card(12), Races.Prices(Pool.ZEturf, Fair, GenerousPlaces));
        var analysis = Analyser.Analyse(Races.Input(h5, Pool.ZEturf) with { Player = player });
        analysis.Player.ShouldBe(player);
        analysis.Totals!.ExpectedProfit.ShouldBe(
            (double)analysis.Tickets.Sum(ticket => ticket.ExpectedReturn.Amount - ticket.Stake.Amount),
            .0051 * analysis.Tickets.Count
        );
        // Each leg pays some fifth of the time or more: the variance is that of a few euros.
        analysis.Totals.Variance.ShouldBeInRange(1, 100);
        Analyser.Analyse(Races.Input(h5, Pool.ZEturf) with { Player = player with { PlayedAtRacecourse = 2 } }).Totals.ShouldBeNull();
    }

    [Fact]
    public void Analyse_GenerousPlaceRanges_ProposesBuyablePlaceBets()
    {
        var analysis = Analyse(Races.Prices(Pool.ZEturf, Fair, GenerousPlaces));
        analysis.Outcome.ShouldBe(Outcome.Play);
        analysis.Reason.ShouldBeNull();
        var ticket = analysis.Tickets.ShouldHaveSingleItem();
        ticket.Id.ShouldBe("R1C3-1");
        ticket.Bet.ShouldBe(BetType.SimplePlace);
        ticket.Pool.ShouldBe(Pool.ZEturf);
        ticket.Stake.ShouldBeLessThanOrEqualTo(new Euro(3));
        ticket.ExpiresAt.ShouldBe(Races.Off.AddSeconds(-60));
        foreach (var leg in ticket.Legs)
        {
            (leg.Stake.Amount % 1m).ShouldBe(0);
            leg.MinimumOdds.ShouldBeLessThanOrEqualTo(leg.Odds);
            leg.DividendLow.ShouldBeLessThanOrEqualTo(leg.ExpectedDividend);
            (leg.Probability * leg.ExpectedDividend - 1).ShouldBeGreaterThanOrEqualTo(.10);
        }
    }

    [Fact]
    public void Analyse_NoOperatorsPool_IsUnplayableAndStillShowsTheMarket()
    {
        var analysis = Analyser.Analyse(Races.Input(Races.H5(Races.Card(12), Races.Prices(Pool.PmuNational, Fair)), Pool.ZEturf));
        analysis.Outcome.ShouldBe(Outcome.Unplayable);
        analysis.Reason.ShouldBe(GuardCode.RaceOffered);
        analysis.Pool.ShouldBeNull();
        analysis.Guards.Single(guard => guard.Code == GuardCode.RaceOffered).Note.ShouldBe(GuardRemark.NoOperatorPrice);
        analysis.Runners.ShouldAllBe(runner => runner.WinProbability > 0);
    }

    [Fact]
    public void Analyse_ForeignRace_IsUnplayableForItsCountry()
    {
        var analysis = Analyser.Analyse(
            Races.Input(Races.H5(Races.Card(12, country: "GBR"), Races.Prices(Pool.ZEturf, Fair)), Pool.ZEturf)
        );
        analysis.Outcome.ShouldBe(Outcome.Unplayable);
        analysis.Reason.ShouldBe(GuardCode.Country);
    }

    [Fact]
    public void Analyse_FiveStarters_IsUnplayable()
    {
        var analysis = Analyser.Analyse(Races.Input(Races.H5(Races.Card(5), Races.Prices(Pool.ZEturf, [2.2, 3.9, 5, 8, 9])), Pool.ZEturf));
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Unplayable, GuardCode.RunnersMin));
        analysis.Guards.ShouldContain(guard => guard.Code == GuardCode.RoiMinSp); // shown although an earlier guard had failed
    }

    [Fact]
    public void Analyse_MissingPrices_AreMeasuredAgainstTheStarters()
    {
        var analysis = Analyse(Races.Prices(Pool.ZEturf, Fair[..10]));
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Unplayable, GuardCode.OddsCoverage));
        analysis.Guards.Single(guard => guard.Code == GuardCode.OddsCoverage).Value!.Value.ShouldBe(10 / 12.0, 1e-12);
        analysis.Runners[11].WinProbability.ShouldBeNull();
    }

    [Fact]
    public void Analyse_NoPriceAtAll_IsUnplayableWithoutANumber()
    {
        var analysis = Analyse(Races.Prices(Pool.ZEturf, []) with { At = null, Origin = PriceOrigin.None });
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Unplayable, GuardCode.OddsCoverage));
        analysis.WinBook.ShouldBeNull();
        analysis.Guards.Single(guard => guard.Code == GuardCode.OddsFresh).Passed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(-12.0, true)]
    [InlineData(-12.1, false)]
    [InlineData(-4.9, true)]
    public void Analyse_OddsFresh_AllowsSevenMinutes(double minutesToOff, bool passes)
    {
        var analysis = Analyse(Races.Prices(Pool.ZEturf, Fair) with { At = Races.Off.AddMinutes(minutesToOff) });
        analysis.Guards.Single(guard => guard.Code == GuardCode.OddsFresh).Passed.ShouldBe(passes);
    }

    [Fact]
    public void Analyse_PlaceOddsThatAreNone_AreRefusedByTheBook()
    {
        // Hand-made case 5: 2.8 4.0 5.5 3.2 9 14 20 30, Σ 1/o = 1.3673, divided by 3 = .4558.
        double[] place = [2.8, 4.0, 5.5, 3.2, 9, 14, 20, 30];
        double[] win = [3.1, 4.2, 5.9, 7.0, 9.5, 14, 22, 31];
        var analysis = Analyser.Analyse(
            Races.Input(Races.H5(Races.Card(8), Races.Prices(Pool.ZEturf, win, [.. place.Select(o => (o, o))])), Pool.ZEturf)
        );
        var guard = analysis.Guards.Single(guard =>
            guard is { Code: GuardCode.BookSane, Note: GuardNote.Remark { Value: GuardRemark.PlaceBook } }
        );
        guard.Passed.ShouldBeFalse();
        Math.Round(guard.Value!.Value, 4).ShouldBe(.4558);
        analysis.Outcome.ShouldBe(Outcome.Unplayable);
    }

    [Fact]
    public void Analyse_CancelledRace_IsNotOpen()
    {
        var card = Races.Card(12) with { Cancelled = true };
        Analyser.Analyse(Races.Input(Races.H5(card, Races.Prices(Pool.ZEturf, Fair)), Pool.ZEturf)).Reason.ShouldBe(GuardCode.RaceOpen);
    }

    [Fact]
    public void Analyse_TheSameRaceTwiceAndShuffled_GivesTheSameAnalysis()
    {
        var prices = Races.Prices(Pool.ZEturf, Fair, GenerousPlaces);
        var straight = Analyse(prices);
        var card = Races.Card(12);
        var shuffled = card with { Runners = [.. card.Runners.Reverse()] };
        var other = prices with { Win = [.. prices.Win.Reverse()], Place = [.. prices.Place.Reverse()] };
        var again = Analyser.Analyse(Races.Input(Races.H5(shuffled, other), Pool.ZEturf));
        JsonSerializer.Serialize(again).ShouldBe(JsonSerializer.Serialize(straight));
    }

    [Fact]
    public void Analyse_ANonRunnersOldPrice_IsLeftOut()
    {
        var card = Races.Card(12);
        var withdrawn = card with { Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number == 1 })] };
        var analysis = Analyser.Analyse(Races.Input(Races.H5(withdrawn, Races.Prices(Pool.ZEturf, Fair)), Pool.ZEturf));
        analysis.Runners.Select(runner => runner.Number).ShouldBe(Enumerable.Range(2, 11));
        analysis.Runners.Sum(runner => runner.WinProbability!.Value).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Analyse_TwoOperators_TheBetterExpectedGrowthWins()
    {
        var h5 = Races.H5(Races.Card(12), Races.Prices(Pool.PmuInternet, Fair), Races.Prices(Pool.ZEturf, Fair, GenerousPlaces));
        Analyser.Analyse(Races.Input(h5, Pool.PmuInternet, Pool.ZEturf)).Pool.ShouldBe(Pool.ZEturf);
    }

    [Fact]
    public void Analyse_ABetThatIsNotSold_IsNotOffered()
    {
        var offers = new List<BetOffer> { new(BetType.Trio, new Euro(1), new Euro(1), null) };
        var analysis = Analyse(Races.Prices(Pool.ZEturf, Fair, GenerousPlaces, offers));
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Unplayable, GuardCode.RaceOffered));
    }

    [Fact]
    public void Analyse_AnyRace_NeverStakesMoreThanTheBudgetOrLessThanAMinimum() =>
        Gen.Select(Gen.Double[1.5, 60].Array[6, 16], Gen.Double[1.0, 3].Array[16], Gen.Double[20, 2000], Gen.Int[1, 3])
            .Sample(
                (odds, generosity, bankroll, step) =>
                {
                    var places = odds.Select((o, i) => (1 + (o - 1) / 4, 1 + (o - 1) / 4 * generosity[i])).ToArray();
                    var offer = new BetOffer(BetType.SimplePlace, new Euro(step * .5m), new Euro(step * .5m), null);
                    var h5 = Races.H5(Races.Card(odds.Length), Races.Prices(Pool.ZEturf, odds, places, [offer]));
                    var input = Races.Input(h5, Pool.ZEturf) with { Bankroll = new Euro(Math.Round((decimal)bankroll, 2)) };
                    var analysis = Analyser.Analyse(input);
                    var tickets = analysis.Tickets;
                    (tickets.Count > 0).ShouldBe(analysis.Outcome == Outcome.Play);
                    tickets.Sum(ticket => ticket.Stake.Amount).ShouldBeLessThanOrEqualTo(5m);
                    foreach (var leg in tickets.SelectMany(ticket => ticket.Legs))
                        (leg.Stake.Amount > 0 && leg.Stake.Amount % (step * .5m) == 0).ShouldBeTrue();
                }
            );

    private static RaceAnalysis Analyse(PoolPrices prices) => Analyser.Analyse(Races.Input(Races.H5(Races.Card(12), prices), prices.Pool));
}
