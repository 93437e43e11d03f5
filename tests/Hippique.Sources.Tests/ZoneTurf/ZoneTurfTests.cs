using Hippique.Racing;
using Hippique.Sources.ZoneTurf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZoneTurf;

public sealed class ZoneTurfTests
{
    [Fact]
    public void Horse_page_of_13_December_2025_gives_career_and_thirty_races()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        const string Page = "captures/zone-turf/horse_jullou_2025-12-13.html";
        var horse = Horse(File.ReadAllText(RealData.Path(Page)));

        horse.Name.ShouldBe("Jullou");
        (horse.Sex, horse.Age, horse.Starts, horse.Wins).ShouldBe(("Hongre", 6, 51, 6));
        horse.Earnings.ShouldBe(new Euro(106_205));
        horse.RecordHarness.ShouldNotBeNull().ShouldBe(71.6, 1e-9);
        horse.RecordMounted.ShouldNotBeNull().ShouldBe(75.3, 1e-9);
        horse.Trainer.ShouldBe("Franck Nivard");
        horse.Performances.Count.ShouldBe(30);
        // Laval, 7 November 2025: fifth of 16 at 4.3 in 1'15"1.
        var second = horse.Performances[1];
        (second.Date, second.Racecourse, second.DistanceMetres).ShouldBe((new DateOnly(2025, 11, 7), "Laval", 2850));
        (second.Place, second.Incident, second.Runners, second.Jockey).ShouldBe((5, null, 16, "M. Lecoq"));
        second.Odds.ShouldBe(new Odds(4.3));
        second.SecondsPerKm.ShouldNotBeNull().ShouldBe(75.1, 1e-9);
        horse.Performances.Count(race => race.Incident == 'D').ShouldBe(14);
        horse.Performances.Count(race => race.Discipline == Discipline.MountedTrot).ShouldBe(2);
        horse.Performances[0].Place.ShouldBeNull();
        horse.Performances[3].SecondsPerKm.ShouldBeNull();
    }

    [Fact]
    public void Jockey_page_gives_starts_and_wins()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var text = File.ReadAllText(RealData.Path("captures/zone-turf/jockey_pasquier_2026-01-21.html"));
        var jockey = ZoneTurfJockey.Read(text, "page").ShouldBeOfType<SourceAnswer<JockeyStatistics>.Found>().Value;

        jockey.ShouldBe(
            new JockeyStatistics
            {
                Name = "Stéphane PASQUIER",
                Starts = 15_000,
                Wins = 2_250,
                Places = 6_750,
            }
        );
    }

    [Theory]
    [InlineData(
        "<p><strong>Courses courues :</strong> 12</p>",
        "<h1>Fiche jockey de Lise Tournefeuille</h1>",
        "Nb de victoires (career wins)"
    )]
    [InlineData(
        "<p><strong>Courses courues :</strong> 12</p><p><strong>Nb de victoires :</strong> 13</p>",
        "<h1>Fiche jockey de Lise Tournefeuille</h1>",
        "13 wins in 12 starts contradict each other"
    )]
    [InlineData(
        "<p><strong>Courses courues :</strong> beaucoup</p>",
        "<h1>Fiche jockey de Lise T.</h1>",
        "Courses courues (career starts)"
    )]
    [InlineData("", "<h1>Actualité</h1>", "the heading is not that of a jockey")]
    public void Jockey_page_that_lacks_a_part_is_refused_by_name(string body, string heading, string missing) =>
        ZoneTurfJockey
            .Read($"<html><body>Zone-Turf.fr {heading}{body}</body></html>", "page")
            .ShouldBeOfType<SourceAnswer<JockeyStatistics>.Refused>()
            .Error.Missing.ToString()
            .ShouldBe(missing);

    [Fact]
    public void Race_without_the_horses_own_row_is_left_out()
    {
        var horse = Horse(HorsePage("Brume d'Or", Race("Brume d'Or", "3"), Race("Une Autre", "1")));

        horse.Performances.ShouldHaveSingleItem().Place.ShouldBe(3);
    }

    [Fact]
    public void Page_whose_rows_have_changed_is_refused() =>
        ZoneTurfHorse
            .Read(HorsePage("Brume d'Or", Race("Une Autre", "1")), "page")
            .ShouldBeOfType<SourceAnswer<HorseStatistics>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.Changed);

    internal static string HorsePage(string name, params string[] races) =>
        $"<html><body><a href='/'>Zone-Turf.fr</a><h1>{name} - cheval</h1><p><strong>Courses courues :</strong> 1 204</p><ul>{string.Concat(races)}</ul></body></html>";

    internal static string Race(string horse, string rank) =>
        $"""
            <li><p><strong>Val-Doux 07/02/2026 - 2850 m</strong></p><p>21 000€ - Prix Clair - Monté - Corde à gauche - 14 partants</p>
            <table><thead><tr><th>Rg</th><th>Cheval</th><th>Jockey</th><th>Cote</th><th>Red.Km</th></tr></thead>
            <tbody><tr><td>{rank}</td><td>{horse}</td><td>L. Tournefeuille</td><td>12</td><td>1'15"4</td></tr></tbody></table></li>
            """;

    private static HorseStatistics Horse(string html) =>
        ZoneTurfHorse.Read(html, "page").ShouldBeOfType<SourceAnswer<HorseStatistics>.Found>().Value;
}
