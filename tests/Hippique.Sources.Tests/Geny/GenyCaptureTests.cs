using Hippique.Racing;
using Hippique.Sources.Geny;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Geny;

/// <summary>The pages of geny.com that were kept, with values read off them by eye and counted by an independent reader.</summary>
public sealed class GenyCaptureTests
{
    private const string Odds = "captures/geny/cotes_2026-09-24_excerpt.html";

    [Fact]
    public void Odds_page_of_24_September_2026_gives_16_runners_and_Genybets_prices()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var view = GenyRacePage.Read(Text(Odds), Odds, null).ShouldBeOfType<SourceAnswer<RaceView>.Found>().Value;

        view.Card.Id.ToString().ShouldBe("2026-09-24/R1C1");
        view.Card.Meeting.ShouldBe("Compiègne");
        view.Card.Name.ShouldBe("Prix de la Basse Automne");
        view.Card.Country.ShouldBe("FRA");
        view.Card.Off.ShouldBe(new DateTimeOffset(2026, 9, 24, 11, 55, 0, TimeSpan.Zero));
        view.Card.Discipline.ShouldBe(Discipline.Flat);
        view.Card.DistanceMetres.ShouldBe(1600);
        view.Card.Runners.Count.ShouldBe(16);
        view.Card.Runners.Where(runner => runner.NonRunner).ShouldHaveSingleItem().Horse.ShouldBe("Caudry");
        view.Card.Runners[0].Horse.ShouldBe("Kohakou");
        view.Card.Runners[0].Jockey.ShouldBe("H. Boutin");
        var genybet = view.Pools.Single(pool => pool.Pool == Pool.Genybet);
        genybet.Win.Count.ShouldBe(15);
        genybet.Win.Take(2).Select(price => price.Odds.Value).ShouldBe([25.1, 15.5]);
        genybet.At.ShouldBe(new DateTimeOffset(2026, 9, 24, 0, 32, 0, TimeSpan.Zero));
        view.Pools.Single(pool => pool.Pool == Pool.PmuNational).Origin.ShouldBe(PriceOrigin.None);
    }

    [Fact]
    public void Same_page_gives_the_whole_days_programme()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var programme = GenyProgramme
            .Read(Text(Odds), Odds, new DateOnly(2026, 9, 24))
            .ShouldBeOfType<SourceAnswer<Programme>.Found>()
            .Value;

        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(54);
        programme
            .Races.GroupBy(race => (Number: race.Link.Code.Meeting, Name: race.Meeting, race.Country))
            .Select(meeting => (meeting.Key.Number, meeting.Key.Name, meeting.Key.Country, meeting.Count()))
            .ShouldBe([
                (1, "Compiègne", "FRA", 9),
                (2, "Berlin-Karlshorst", "DEU", 9),
                (3, "La Teste-de-Buch", "FRA", 8),
                (4, "Laval", "FRA", 8),
                (5, "Mons", "BEL", 8),
                (6, "Belmont Park", "USA", 8),
                (7, "San Isidro", "ARG", 4),
            ]);
        // Four horses of R1 are withdrawn in the payload: 111, 405, 601 and 810.
        programme.Races.Take(9).Select(race => race.Runners).ShouldBe([15, 12, 13, 10, 12, 12, 16, 15, 15]);
        programme.Races.Single(race => race.Link.Code == new RaceCode(4, 8)).Discipline.ShouldBe(Discipline.MountedTrot);
        programme
            .Races.Single(race => race.Link.Code == new RaceCode(7, 10))
            .Off.ShouldBe(new DateTimeOffset(2026, 9, 24, 21, 25, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Error_page_of_29_November_2025_is_unavailable()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        const string Page = "captures/geny/error_2025-11-29.html";
        var error = GenyRacePage.Read(Text(Page), Page, null).ShouldBeOfType<SourceAnswer<RaceView>.Refused>().Error;

        error.Kind.ShouldBe(SourceErrorKind.Unavailable);
        error.Source.ShouldBe("geny");
        error.Where.ShouldBe(Page);
    }

    private static string Text(string relative) => File.ReadAllText(RealData.Path(relative));
}
