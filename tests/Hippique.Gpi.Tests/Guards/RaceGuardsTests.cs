using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

public sealed class RaceGuardsTests
{
    private readonly GuardList _guards = new();

    [Theory]
    [InlineData("FR", "FRA", true)]
    [InlineData("FRA", "FRA", true)]
    [InlineData("fr", "fra", true)]
    [InlineData("FRA", "FR", true)]
    [InlineData("gbr", "GBR", true)]
    [InlineData("GBR", "FRA", false)]
    [InlineData("FR", "BEL", false)]
    public void Offered_OneCountry_IsThatOfTheRaceInTwoOrThreeLetters(string wanted, string country, bool passes)
    {
        Offered([wanted], country);
        _guards.Verdicts.ShouldBe([
            Verdict(GuardCode.Country, passes ? 1 : 0, 1, passes, GuardScope.All, new GuardNote.CountryOf(country)),
            Verdict(GuardCode.RaceOffered, passes ? 1 : 0, 1, passes, GuardScope.All, passes ? null : GuardRemark.CountryNotPlayed),
        ]);
    }

    [Fact]
    public void Offered_NoCountryNamed_IsEveryCountry()
    {
        Offered([], "GBR");
        _guards.Verdicts.ShouldAllBe(verdict => verdict.Passed);
    }

    [Fact]
    public void Offered_SeveralCountries_OneIsEnough()
    {
        Offered(["GBR", "FR"], "FRA");
        _guards.Verdicts.ShouldAllBe(verdict => verdict.Passed);
    }

    [Fact]
    public void Offered_CountryNotPublished_IsSaid()
    {
        Offered(["FR"], "");
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.Country, 0, 1, false, GuardScope.All, GuardRemark.CountryNotPublished));
    }

    [Theory]
    [InlineData("FRA", true)]
    [InlineData("GBR", false)]
    public void Offered_NotSold_FailsWhateverTheCountry(string country, bool home)
    {
        Offered(["FR"], country, sold: false);
        _guards.Verdicts[0].Passed.ShouldBe(home);
        _guards.Verdicts[1].ShouldBe(Verdict(GuardCode.RaceOffered, 0, 1, false, GuardScope.All, GuardRemark.NotSold));
    }

    [Fact]
    public void Offered_NoPoolOfAnOperator_IsSaidBeforeAnythingElse()
    {
        var input = GuardRace.Input();
        RaceGuards.Offered(_guards, input, new PoolView(new Field(input.H5.Card), null), sold: false);
        _guards.Verdicts[1].ShouldBe(Verdict(GuardCode.RaceOffered, 0, 1, false, GuardScope.All, GuardRemark.NoOperatorPrice));
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(60, true)]
    [InlineData(59.5, false)]
    [InlineData(-30, false)]
    public void Prices_RaceOpen_UntilAMinuteBeforeTheOff(double seconds, bool passes)
    {
        Prices(12, Win, secondsToOff: seconds);
        Guard(GuardCode.RaceOpen).ShouldBe(Verdict(GuardCode.RaceOpen, seconds, 60, passes, GuardScope.All));
    }

    [Fact]
    public void Prices_ACancelledRace_IsNotOpen()
    {
        Prices(12, Win, cancelled: true);
        Guard(GuardCode.RaceOpen).ShouldBe(Verdict(GuardCode.RaceOpen, 300, 60, false, GuardScope.All, GuardRemark.Cancelled));
    }

    [Theory]
    [InlineData("DEPART_CONFIRME")]
    [InlineData("A_STATE_OF_ANOTHER_YEAR")]
    public void Prices_ARaceThatItsSourceDoesNotCallOpen_IsNotOpen(string state)
    {
        Prices(12, Win, notOpen: state);
        Guard(GuardCode.RaceOpen).ShouldBe(Verdict(GuardCode.RaceOpen, 300, 60, false, GuardScope.All, GuardRemark.NotOpen));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    public void Prices_RunnersMin_IsSixStarters(int starters, bool passes)
    {
        Prices(starters, Win[..starters]);
        Guard(GuardCode.RunnersMin).ShouldBe(Verdict(GuardCode.RunnersMin, starters, 6, passes, GuardScope.All));
    }

    [Theory]
    [InlineData(8, .8, false)]
    [InlineData(9, .9, true)]
    [InlineData(10, 1, true)]
    public void Prices_OddsCoverage_IsNineStartersOfTen(int priced, double share, bool passes)
    {
        Prices(10, Win[..priced]);
        Guard(GuardCode.OddsCoverage).ShouldBe(Verdict(GuardCode.OddsCoverage, share, .9, passes, GuardScope.All));
    }

    [Fact]
    public void Prices_NobodyStarts_CoversNothing()
    {
        Prices(0, []);
        Guard(GuardCode.OddsCoverage).ShouldBe(Verdict(GuardCode.OddsCoverage, 0, .9, false, GuardScope.All));
    }

    [Theory]
    [InlineData(6.5, 6.5, true)]
    [InlineData(7, 7, true)]
    [InlineData(7.25, 7.25, false)]
    [InlineData(-2, 0, true)] // a stamp after the look is fresh
    public void Prices_OddsFresh_AtMostSevenMinutesBeforeTheLook(double minutes, double age, bool passes)
    {
        Prices(12, Win, at: Races.Off.AddMinutes(-5 - minutes));
        Guard(GuardCode.OddsFresh).ShouldBe(Verdict(GuardCode.OddsFresh, age, 7, passes, GuardScope.All));
    }

    [Theory]
    [InlineData(100, 100, true, 5.5, true)] // a look 100 s before the off, prices 5 min 30 s older
    [InlineData(59, 59, false, 5.5, true)]
    [InlineData(240, 240, true, 7.25, false)]
    public void Prices_ALateLook_IsMeasuredByItselfNotByItsPlan(double before, double seconds, bool open, double minutes, bool fresh)
    {
        var taken = Races.Off.AddSeconds(-before);
        Prices(12, Win, at: taken.AddMinutes(-minutes), taken: taken);
        Guard(GuardCode.RaceOpen).ShouldBe(Verdict(GuardCode.RaceOpen, seconds, 60, open, GuardScope.All));
        Guard(GuardCode.OddsFresh).ShouldBe(Verdict(GuardCode.OddsFresh, minutes, 7, fresh, GuardScope.All));
    }

    [Fact]
    public void Prices_AnHourOlderThanTheNewest_AreMissing()
    {
        // Ten starters, two of them with a price of an hour before: eight of ten.
        var card = Races.Card(10);
        var prices = Races.Prices(Pool.ZEturf, Win[..10]);
        var stamped = prices with
        {
            Win = [.. prices.Win.Select(price => price with { At = Races.Off.AddMinutes(price.Number <= 2 ? -66 : -6) })],
        };
        var field = new Field(card);
        var view = new PoolView(field, stamped, V51.Guards.OddsStaleMinutes);
        RaceGuards.Prices(_guards, Races.Input(Races.H5(card, stamped), Pool.ZEturf), field, view, V51.Guards);
        Guard(GuardCode.OddsCoverage).ShouldBe(Verdict(GuardCode.OddsCoverage, .8, .9, false, GuardScope.All));
    }

    [Theory]
    [InlineData(PriceOrigin.Modelled, 0.0, true)]
    [InlineData(PriceOrigin.Live, null, false)]
    public void Prices_WithoutAStamp_OnlyModelledOnesAreOfTheMoment(PriceOrigin origin, double? age, bool passes)
    {
        Prices(12, Win, stamped: false, origin: origin);
        Guard(GuardCode.OddsFresh).ShouldBe(Verdict(GuardCode.OddsFresh, age, 7, passes, GuardScope.All));
    }

    [Fact]
    public void Prices_NoPool_HasNoAge()
    {
        var input = GuardRace.Input();
        var field = new Field(input.H5.Card);
        RaceGuards.Prices(_guards, input, field, new PoolView(field, null), V51.Guards);
        Guard(GuardCode.OddsFresh).ShouldBe(Verdict(GuardCode.OddsFresh, null, 7, false, GuardScope.All, GuardRemark.NoPrice));
        Guard(GuardCode.OddsCoverage).Value.ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1.0001, 2, false)]
    [InlineData(.5, .9999, false)]
    public void Books_WinBook_IsWithinTheRange(double low, double high, bool passes)
    {
        // Eight at 8: Σ 1/o = 1.
        Books(8, [8, 8, 8, 8, 8, 8, 8, 8], null, 3, low, high);
        _guards
            .Verdicts.ShouldHaveSingleItem()
            .ShouldBe(Verdict(GuardCode.BookSane, 1, low, passes, GuardScope.All, GuardRemark.WinBook, high));
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2.0001, 3, false)]
    [InlineData(1, 1.9999, false)]
    public void Books_PlaceBook_IsDividedByThePlacesPaid(double low, double high, bool passes)
    {
        // Eight at 2 for a place: Σ 1/o = 4, two places.
        Books(8, [8, 8, 8, 8, 8, 8, 8, 8], [.. Enumerable.Repeat((2.0, 2.0), 8)], 2, low, high);
        _guards.Verdicts[1].ShouldBe(Verdict(GuardCode.BookSane, 2, low, passes, GuardScope.All, GuardRemark.PlaceBook, high));
    }

    [Fact]
    public void Books_NoPlacePaid_LooksAtTheWinBookOnly()
    {
        Books(8, [8, 8, 8, 8, 8, 8, 8, 8], [.. Enumerable.Repeat((2.0, 2.0), 8)], 0, 1, 2);
        _guards.Verdicts.ShouldHaveSingleItem().Note.ShouldBe(GuardRemark.WinBook);
    }

    [Fact]
    public void Books_NoPrice_IsNoBook()
    {
        Books(8, [], null, 3, 0, 2);
        _guards
            .Verdicts.ShouldHaveSingleItem()
            .ShouldBe(Verdict(GuardCode.BookSane, null, 0, false, GuardScope.All, GuardRemark.WinBook, 2));
    }

    private GuardVerdict Guard(GuardCode code) => _guards.Verdicts.Single(verdict => verdict.Code == code);

    private void Offered(string[] countries, string country, bool sold = true)
    {
        var prices = Races.Prices(Pool.ZEturf, Win);
        var card = Races.Card(12, country: country);
        var input = Races.Input(Races.H5(card, prices), Pool.ZEturf) with { Countries = countries };
        RaceGuards.Offered(_guards, input, new PoolView(new Field(card), prices), sold);
    }

    private void Prices(
        int starters,
        double[] odds,
        double secondsToOff = 300,
        bool cancelled = false,
        string? notOpen = null,
        DateTimeOffset? at = null,
        bool stamped = true,
        PriceOrigin origin = PriceOrigin.Live,
        DateTimeOffset? taken = null
    )
    {
        var card = Races.Card(starters) with { Cancelled = cancelled, NotOpen = notOpen };
        var prices = Races.Prices(Pool.ZEturf, odds) with { At = stamped ? at ?? Races.Off.AddMinutes(-5) : null, Origin = origin };
        var h5 = Races.H5(card, prices) with { PlannedAt = Races.Off.AddSeconds(-secondsToOff), TakenAt = taken ?? default };
        var field = new Field(card);
        RaceGuards.Prices(_guards, Races.Input(h5, Pool.ZEturf), field, new PoolView(field, prices), V51.Guards);
    }

    private void Books(int starters, double[] win, (double, double)[]? places, int placesPaid, double low, double high)
    {
        var view = new PoolView(new Field(Races.Card(starters)), Races.Prices(Pool.ZEturf, win, places));
        RaceGuards.Books(_guards, view, placesPaid, V51.Guards with { BookRange = new Interval(low, high) });
    }
}
