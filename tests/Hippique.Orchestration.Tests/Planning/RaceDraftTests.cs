using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Tests.Planning;

public sealed class RaceDraftTests
{
    private static readonly DateOnly Day = new(2025, 11, 20);
    private static readonly DateTimeOffset Noon = ParisTime.At(Day, new TimeOnly(12, 0));
    private static readonly RaceId Id = new(Day, new RaceCode(1, 3));

    [Fact]
    public void A_line_could_be_the_race_if_course_off_and_number_or_name_agree()
    {
        var draft = new RaceDraft(Line("pmu", "R1C3"));
        draft.CouldBe(Line("zeturf", "R7C3")).ShouldBeTrue();
        draft.CouldBe(Line("zeturf", "R7C4")).ShouldBeTrue();
        draft.CouldBe(Line("zeturf", "R7C3") with { Name = "PRIX AUTRE" }).ShouldBeTrue();
        draft.CouldBe(Line("zeturf", "R7C4") with { Name = "PRIX AUTRE" }).ShouldBeFalse();
        draft.CouldBe(Line("zeturf", "R1C3") with { Meeting = "AUTEUIL" }).ShouldBeFalse();
        draft.CouldBe(Line("zeturf", "R1C3") with { Off = Noon.AddMinutes(11) }).ShouldBeFalse();
    }

    [Fact]
    public void Two_races_without_a_name_do_not_have_the_same_one() =>
        new RaceDraft(Line("pmu", "R1C3") with { Name = "" }).SameName(Line("zeturf", "R1C4") with { Name = "" }).ShouldBeFalse();

    [Fact]
    public void An_off_is_compared_with_every_line_of_the_race()
    {
        var draft = new RaceDraft(Line("pmu", "R1C3"));
        draft.Lines.Add(Line("zeturf", "R1C3") with { Off = Noon.AddMinutes(9) });
        draft.CouldBe(Line("geny", "R1C3") with { Off = Noon.AddMinutes(18) }).ShouldBeTrue();
        (draft.Has("zeturf"), draft.Has("geny")).ShouldBe((true, false));
    }

    [Fact]
    public void What_the_naming_source_leaves_out_comes_from_the_next()
    {
        var race = Race(
            Line("pmu", "R1C3") with
            {
                Country = "",
                Runners = null,
                Discipline = Discipline.Unknown,
            },
            Line("zeturf", "R1C3") with
            {
                Country = "FRA",
                Runners = 12,
                Discipline = Discipline.Harness,
            }
        );
        (race.Country, race.Runners, race.Discipline).ShouldBe(("FRA", 12, Discipline.Harness));
        race.Origins.Select(origin => $"{origin.Source} {string.Join(' ', origin.Fields)}")
            .ShouldBe(["pmu meeting name off", "zeturf country discipline runners"]);
    }

    [Fact]
    public void Which_race_is_the_quinte_says_the_first_source_that_says_it()
    {
        var unmarked = Line("pmu", "R1C3");
        var marked = Line("zeturf", "R1C3") with { Quinte = true };

        Race(unmarked with { Quinte = false }, marked).Quinte.ShouldBe(false);
        var race = Race(unmarked, marked);
        race.Quinte.ShouldBe(true);
        race.Origins.Single(origin => origin.Fields.Contains("quinte")).Source.ShouldBe("zeturf");
        Race(unmarked).Quinte.ShouldBeNull();
    }

    [Fact]
    public void Fields_that_no_source_states_stay_empty_and_have_no_origin()
    {
        var race = Race(Line("pmu", "R1C3") with { Country = "", Name = "" });
        (race.Country, race.Name, race.Runners, race.Discipline).ShouldBe(("", "", null, Discipline.Unknown));
        race.Origins.ShouldHaveSingleItem().Fields.ShouldBe(["meeting", "off"]);
    }

    [Fact]
    public void Links_and_claims_stand_in_the_order_of_asking()
    {
        var race = Race(Line("pmu", "R1C3"), Line("zeturf", "R7C3") with { Off = Noon.AddMinutes(-2) });
        race.Links.Select(link => link.Source).ShouldBe(["zeturf", "pmu"]);
        race.OffClaims.Select(claim => claim.Source).ShouldBe(["zeturf", "pmu"]);
        race.Off.ShouldBe(Noon.AddMinutes(-2));
        (race.H30, race.H5).ShouldBe((Noon.AddMinutes(-32), Noon.AddMinutes(-7)));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void A_race_is_called_off_only_where_every_source_says_so(bool pmu, bool zeturf, bool cancelled)
    {
        var race = Race(Line("pmu", "R1C3") with { Cancelled = pmu }, Line("zeturf", "R1C3") with { Cancelled = zeturf });
        race.Cancelled.ShouldBe(cancelled);
        race.Origins.SelectMany(origin => origin.Fields).Contains("cancelled").ShouldBe(cancelled);
    }

    private static PlannedRace Race(params ProgrammeRace[] lines)
    {
        var draft = new RaceDraft(lines[0]);
        draft.Lines.AddRange(lines.Skip(1));
        return draft.ToRace(
            Id,
            new Dictionary<string, int> { ["zeturf"] = 0, ["pmu"] = 1 },
            new Dictionary<string, DateTimeOffset?> { ["zeturf"] = null, ["pmu"] = null }
        );
    }

    private static ProgrammeRace Line(string source, string code) =>
        new()
        {
            Link = new RaceLink(source, Day, RaceCode.Parse(code).Value, $"https://{source}.example.invalid/{code}"),
            Meeting = "VINCENNES",
            Country = "FRA",
            Name = "PRIX DES ORMES",
            Off = Noon,
        };
}
