using System.Globalization;
using Hippique.Commands;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Tests.Commands;

/// <summary>The plan in 80 columns (issue 10).</summary>
public sealed class PlanTableTests
{
    private const int Width = 80;

    [Theory]
    [InlineData("fr-FR", "Attelé", "Plat", "Monté", "Haies", "Steeple", "Cross", "Obstacle")]
    [InlineData("en-GB", "Harness", "Flat", "Mounted", "Hurdles", "Steeple", "Cross", "Jumps")]
    public void Each_discipline_has_its_word(string culture, params string[] words)
    {
        Discipline[] disciplines =
        [
            Discipline.Harness,
            Discipline.Flat,
            Discipline.MountedTrot,
            Discipline.Hurdle,
            Discipline.Steeplechase,
            Discipline.CrossCountry,
            Discipline.Obstacle,
        ];
        disciplines.Length.ShouldBe(Enum.GetValues<Discipline>().Length - 1);
        var lines = Lines(culture, Late, [.. disciplines.Select((discipline, i) => Race(i + 1) with { Discipline = discipline })]);

        foreach (var (line, word) in lines.Skip(1).Zip(words))
            line.ShouldContain($" {word} ");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Long_names_are_shortened_and_numbers_and_times_are_whole(string culture)
    {
        var race = Race(12) with
        {
            Meeting = "LES HAUTES LANDES DE LA TESTE",
            Country = "BEL",
            Name = "PRIX DES ANCIENS ELEVES DE L'ECOLE DES LADS ET DES CAVALIERS D'ENTRAINEMENT",
            Discipline = Discipline.Obstacle,
            Quinte = true,
        };

        var lines = Lines(culture, Late, [race, Race(3)]);

        lines.ShouldAllBe(line => line.Length <= Width);
        lines[1].ShouldStartWith("R10C12");
        foreach (var whole in (string[])["13:35", " BEL ", " 16 ", "H-30 H-5", "Q+ PRIX DES ANCIENS"])
            lines[1].ShouldContain(whole);
        lines[1].Count(letter => letter == '…').ShouldBe(2);
    }

    [Fact]
    public void In_the_morning_the_column_of_what_was_missed_is_left_to_the_names()
    {
        var race = Race(1) with { Name = "PRIX DU PRESIDENT DE LA REPUBLIQUE ET DES JEUX" };

        var morning = Lines("fr-FR", InventedRaces.Off.AddHours(-5), [race]);
        var evening = Lines("fr-FR", Late, [race]);

        morning[0].ShouldNotContain("Manqué");
        evening[0].ShouldContain("Manqué");
        morning[1].Split('…')[0].Length.ShouldBeGreaterThan(evening[1].Split('…')[0].Length);
    }

    [Fact]
    public void A_race_without_what_no_source_said_has_a_line_all_the_same()
    {
        var lines = Lines("fr-FR", Late, [Race(1) with { Discipline = Discipline.Unknown, Runners = null, Country = "" }]);
        lines[1].ShouldContain("PRIX DES TILLEULS");
    }

    private static DateTimeOffset Late => InventedRaces.Off.AddHours(1);

    private static IReadOnlyList<string> Lines(string culture, DateTimeOffset now, IReadOnlyList<PlannedRace> races) =>
        new PlanTable(
            PlanView
                .Of(
                    new DayPlan
                    {
                        Date = InventedRaces.Day,
                        Races = races,
                        Refused = [],
                        Notes = [],
                    },
                    now
                )
                .Races,
            CultureInfo.GetCultureInfo(culture)
        ).Lines;

    private static PlannedRace Race(int number)
    {
        var id = new RaceId(InventedRaces.Day, new RaceCode(10, number));
        return new PlannedRace
        {
            Id = id,
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "PRIX DES TILLEULS",
            Off = InventedRaces.Off,
            Discipline = Discipline.Harness,
            Runners = 16,
            Links = [new RaceLink("invented", id.Date, id.Code, "https://example.invalid/race")],
            OffClaims = [],
        };
    }
}
