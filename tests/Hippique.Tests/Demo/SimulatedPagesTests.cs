using Hippique.Demo.Pages;
using Hippique.Demo.Simulation;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.ZEturf;

namespace Hippique.Tests.Demo;

/// <summary>The simulated pages, read back by the reader of the real ones.</summary>
public sealed class SimulatedPagesTests
{
    private const string Url = "http://127.0.0.1/fr/course";
    private static readonly SimulatedDay Day = DayMaker.Make(3, SimulatedSnapshots.Date);
    public static readonly TheoryData<int> MinutesToOff = [600, 30, 17, 5, 0];

    [Fact]
    public void The_day_holds_what_these_tests_are_about()
    {
        Day.Races.ShouldContain(race => race.Runners.Any(runner => runner.NonRunner));
        Day.Races.ShouldContain(race => race.Off != race.Announced);
        Day.Races.ShouldContain(race => race.Crowd.PlacesPaid == 2);
        Day.Races.ShouldContain(race => race.Crowd.PlacesPaid == 3);
    }

    [Fact]
    public void The_programme_has_every_race_with_the_off_that_is_known_by_then()
    {
        var moved = Day.Races.Single(race => race.Off != race.Announced);
        foreach (var now in (DateTimeOffset[])[moved.OffKnownAt.AddSeconds(-1), moved.OffKnownAt])
        {
            var programme = Programme(now);
            programme.Date.ShouldBe(Day.Date);
            programme.Refused.ShouldBeEmpty();
            programme
                .Races.Select(race => (race.Link.Code, race.Meeting, race.Country, race.Name, race.Off))
                .OrderBy(race => race.Code)
                .ShouldBe(Day.Races.Select(race => (race.Id.Code, race.Meeting, "FRA", race.Name, race.OffShownAt(now))));
        }
        Programme(moved.OffKnownAt).Races.Single(race => race.Link.Code == moved.Id.Code).Off.ShouldBe(moved.Off);
    }

    [Fact]
    public void A_meeting_that_is_called_off_is_shown_so_from_that_moment()
    {
        var meeting = Day.Meetings.Single(meeting => meeting.AbandonedAt is not null);
        Programme(meeting.AbandonedAt!.Value.AddSeconds(-1)).Races.ShouldAllBe(race => !race.Cancelled);
        Programme(meeting.AbandonedAt!.Value).Races.ShouldAllBe(race => race.Cancelled == (race.Link.Code.Meeting == meeting.Number));
    }

    [Theory]
    [MemberData(nameof(MinutesToOff))]
    public void Every_race_page_gives_the_simulated_card(int minutes)
    {
        foreach (var race in Day.Races)
        {
            var (page, now) = Read(race, minutes);
            page.View.Notes.ShouldBeEmpty(race.Id.ToString());
            page.Link.Code.ShouldBe(race.Id.Code);
            var card = page.View.Card;
            (card.Id, card.Meeting, card.Country, card.Name, card.Off, card.Discipline, card.DistanceMetres, card.Going).ShouldBe(
                (race.Id, race.Meeting, "FRA", race.Name, race.OffShownAt(now), race.Discipline, race.DistanceMetres, race.Going)
            );
            card.Runners.ShouldBe(race.Runners.Select(runner => runner with { HandicapDistanceMetres = race.DistanceMetres }));
        }
    }

    [Theory]
    [MemberData(nameof(MinutesToOff))]
    public void Every_race_page_gives_the_prices_of_that_minute_and_none_of_a_non_runner(int minutes)
    {
        foreach (var race in Day.Races)
        {
            var (page, now) = Read(race, minutes);
            var pool = page.View.Pools.ShouldHaveSingleItem();
            (pool.Pool, pool.Origin, pool.At).ShouldBe((Pool.ZEturf, PriceOrigin.Live, now));
            var prices = Prices.Of(race, Prices.Minute(race.OffShownAt(now) - now));
            pool.Win.Select(price => price.Number).ShouldBe(race.Starters);
            pool.Win.ShouldBe(prices.Select(price => new WinPrice(price.Number, new Odds((double)price.Win))));
            pool.Place.ShouldBe(
                prices.Select(price => new PlacePrice(price.Number, new PlaceRange((double)price.Low, (double)price.High)))
            );
        }
    }

    [Fact]
    public void Both_single_bets_are_sold_from_one_euro_in_whole_euros()
    {
        foreach (var race in Day.Races)
        {
            Read(race, 5).Page.View.Pools[0].Offers.ShouldBe(SimulatedSnapshots.Offers);
        }
    }

    [Fact]
    public void Nothing_of_the_result_is_on_a_page_before_it_is_official()
    {
        foreach (var race in Day.Races)
        {
            var before = RacePage.Write(Day, race, race.Off + RacePage.Judges - TimeSpan.FromSeconds(1));
            before.ShouldNotContain("Arrivée");
            Found(ZEturfRacePage.Parse(before, Url)).Result.ShouldBeNull();
        }
    }

    [Fact]
    public void The_official_page_gives_the_simulated_arrival_and_dividends()
    {
        foreach (var race in Day.Races.Where(race => !race.Abandoned))
        {
            var result = Read(race, -RacePage.Judges.TotalMinutes).Page.Result.ShouldNotBeNull();
            (result.Id, result.Pool, result.Official).ShouldBe((race.Id, Pool.ZEturf, true));
            result.Arrival.Select(place => place.ShouldHaveSingleItem()).ShouldBe(race.Arrival);
            result.NonRunners.ShouldBe(race.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number));
            Lines(result.Dividends.Select(paid => (paid.Bet, paid.Combination.ShouldHaveSingleItem(), paid.PerEuro)))
                .ShouldBe(Lines(Paid(race)), race.Id.ToString());
        }
    }

    [Fact]
    public void A_race_that_is_called_off_never_gets_a_result()
    {
        var lost = Day.Races.Single(race => race.Abandoned);
        Read(lost, -600).Page.Result.ShouldBeNull();
    }

    private static IEnumerable<(BetType, int, decimal)> Paid(SimulatedRace race)
    {
        foreach (var (number, win, place) in DividendTable.Of(race))
        {
            if (win is { } winner)
                yield return (BetType.SimpleGagnant, number, winner);
            yield return (BetType.SimplePlace, number, place!.Value);
        }
    }

    private static string Lines(IEnumerable<(BetType Bet, int Number, decimal PerEuro)> dividends) =>
        string.Join(
            '\n',
            dividends.OrderBy(paid => paid.Bet).ThenBy(paid => paid.Number).Select(paid => $"{paid.Bet} {paid.Number} {paid.PerEuro:0.00}")
        );

    private static (ZEturfRace Page, DateTimeOffset Now) Read(SimulatedRace race, double minutes)
    {
        var now = race.Off.AddMinutes(-minutes);
        return (Found(ZEturfRacePage.Parse(RacePage.Write(Day, race, now), Url, now, race.Id)), now);
    }

    private static Programme Programme(DateTimeOffset now) =>
        Found(ZEturfProgrammePage.Parse(ProgrammePage.Write(Day, now), Url, Day.Date));

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;
}
