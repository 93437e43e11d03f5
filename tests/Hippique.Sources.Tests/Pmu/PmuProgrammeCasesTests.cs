using System.Text;
using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>Invented programmes of 30 November 2026 with what real ones have now and then.</summary>
public sealed class PmuProgrammeCasesTests
{
    private const long Day = 1795993200000;
    private const long Off = 1796040000000;

    [Fact]
    public void Parse_ExternalNumber_IsTheRacesAndTheApisIsKept()
    {
        var programme = Read(Meeting("\"numOfficiel\":10,\"numExterne\":9", Course(10, "\"numExterneReunion\":9,\"numExterne\":1")));

        var race = programme.Races.ShouldHaveSingleItem();
        (race.Id.Code, race.AskedAs).ShouldBe((new RaceCode(9, 1), new RaceCode(10, 1)));
        var link = race.ToLine().Link;
        link.Url.ShouldBe("https://www.pmu.fr/turf/30112026/R9/C1");
        (link.Code, link.AskedAs).ShouldBe((new RaceCode(9, 1), new RaceCode(10, 1)));
    }

    [Theory]
    [InlineData("\"numOfficiel\":4", "", "R4C1")]
    [InlineData("\"numOfficiel\":4,\"numExterne\":3", "", "R3C1")]
    [InlineData("\"numOfficiel\":4,\"numExterne\":3", "\"numExterneReunion\":2,\"numExterne\":7", "R2C7")]
    public void Parse_ExternalNumberMissing_IsTheApis(string meeting, string course, string code)
    {
        var race = Read(Meeting(meeting, Course(4, course))).Races.ShouldHaveSingleItem();

        race.Id.Code.ToString().ShouldBe(code);
        race.AskedAs.ShouldBe(new RaceCode(4, 1));
        race.ToLine().Link.AskedAs.ShouldBe(code == "R4C1" ? null : new RaceCode(4, 1));
    }

    [Fact]
    public void Parse_TwoRacesWithOneNumber_KeepsTheFirstAndNamesBoth()
    {
        var programme = Read(Meeting("\"numOfficiel\":9", Course(9)) + "," + Meeting("\"numOfficiel\":10,\"numExterne\":9", Course(10)));

        programme.Races.ShouldHaveSingleItem().AskedAs.ShouldBe(new RaceCode(9, 1));
        programme
            .Refused.ShouldHaveSingleItem()
            .Missing.ToString()
            .ShouldBe("R9C1 is the number of two races, which PMU's API numbers R9C1 and R10C1; the first is kept");
    }

    [Fact]
    public void Parse_MeetingsThatLackParts_AreNamedOrPlanned()
    {
        var programme = Read(
            string.Join(
                ',',
                $$"""{"numOfficiel":1,"pays":{"code":"USA"},"courses":[{{Course(1)}}]}""",
                $$"""{"numOfficiel":2,"hippodrome":null,"pays":null,"courses":[{{Course(2)}}]}""",
                """{"numOfficiel":3,"hippodrome":{"libelleCourt":"BELVAL"},"courses":null}""",
                """{"numOfficiel":4,"statut":"ANNULEE","hippodrome":{"libelleCourt":"CRAON"},"courses":[]}""",
                Meeting("\"numOfficiel\":5,\"statut\":\"REMISE\"", Course(5)),
                "7",
                Meeting("\"numOfficiel\":6,\"statut\":\"ANNULEE\"", Course(6, off: "null"))
            )
        );

        programme
            .Races.Select(race => $"{race.Id.Code} '{race.Meeting}' '{race.Country}' {race.Cancelled}")
            .ShouldBe(["R1C1 'R1' 'USA' False", "R2C1 'R2' '' False", "R5C1 'VILLEBELLE' 'FRA' False"]);
        programme
            .Refused.Select(error => error.Missing)
            .ShouldBe([
                Problem.Of($"R1 has no racecourse"),
                Problem.Of($"R2 has no racecourse"),
                Problem.Of($"R3 (BELVAL) has no races"),
                Problem.Of($"R4 (CRAON) has no races: it is called off"),
                Problem.Of($"R5 (VILLEBELLE) has the state 'REMISE', which the program does not know"),
                Problem.Of($"a meeting without a number has no races"),
                Problem.Of($"a meeting without a number has no racecourse"),
                Problem.Of($"R6C1 has no off (heureDepart) on its day: it is called off"),
            ]);
    }

    [Theory]
    [InlineData("\"distance\":1.25,\"distanceUnit\":\"MILE\"", 2012)]
    [InlineData("\"distance\":1,\"distanceUnit\":\"MILE\"", 1609)]
    [InlineData("\"distance\":2100,\"distanceUnit\":\"METRE\"", 2100)]
    [InlineData("\"distance\":2100", 2100)]
    [InlineData("\"distance\":12,\"distanceUnit\":\"FURLONG\"", null)]
    [InlineData("\"distance\":0", null)]
    [InlineData("\"distance\":null", null)]
    public void Parse_Distance_IsInMetresWhereItsUnitIsKnown(string distance, int? metres) =>
        Race(distance).DistanceMetres.ShouldBe(metres);

    [Fact]
    public void Parse_RaceWithoutANameOrAField_IsNamedByItsNumber()
    {
        var race = Race("\"libelle\":\"  \",\"nombreDeclaresPartants\":0,\"discipline\":\"PLAT_INTERNATIONAL\"");

        (race.Name, race.DeclaredRunners, race.Discipline).ShouldBe(("R1C1", null, Discipline.Flat));
    }

    [Theory]
    [InlineData("PROGRAMMEE", PmuRaceState.Open)]
    [InlineData("A_PARTIR", PmuRaceState.Open)]
    [InlineData("ROUGE_AUX_PARTANTS", PmuRaceState.Open)]
    [InlineData("CHEVAUX_ENTRENT_EN_PISTE", PmuRaceState.Open)]
    [InlineData("JOKEYS_MONTENT_A_CHEVAL", PmuRaceState.Open)]
    [InlineData("CHEVAUX_SOUS_ORDRES", PmuRaceState.Open)]
    [InlineData("DEPART_DANS_TROIS_MINUTES", PmuRaceState.Open)]
    [InlineData("FAUX_DEPART", PmuRaceState.Open)]
    [InlineData("DEPART_CONFIRME", PmuRaceState.Running)]
    [InlineData("EN_COURS", PmuRaceState.Running)]
    [InlineData("COURSE_ARRETEE", PmuRaceState.Stopped)]
    [InlineData("SUSPENDU", PmuRaceState.Stopped)]
    [InlineData("ARRIVEE_PROVISOIRE", PmuRaceState.Provisional)]
    [InlineData("ARRIVEE_PROVISOIRE_NON_VALIDEE", PmuRaceState.Provisional)]
    [InlineData("ARRIVEE_PROVISOIRE_AVEC_PHOTO", PmuRaceState.Provisional)]
    [InlineData("ARRIVEE_DEFINITIVE", PmuRaceState.Official)]
    [InlineData("ARRIVEE_DEFINITIVE_COMPLETE", PmuRaceState.Official)]
    [InlineData("FIN_COURSE", PmuRaceState.Official)]
    [InlineData("COURSE_ANNULEE", PmuRaceState.CalledOff)]
    [InlineData("ANNULEE", PmuRaceState.CalledOff)]
    public void Parse_State_IsOfTheWhiteListAndOpenInOneKindOnly(string status, PmuRaceState state)
    {
        var programme = Read(Meeting("\"numOfficiel\":1", Course(1, $"\"statut\":\"{status}\"")));

        var race = programme.Races.ShouldHaveSingleItem();
        race.State.ShouldBe(state);
        race.NotOpen.ShouldBe(state == PmuRaceState.Open ? null : status);
        race.Cancelled.ShouldBe(state == PmuRaceState.CalledOff);
        programme.Refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "\"statut\":\"COURSE_REPORTEE\"",
        "COURSE_REPORTEE",
        "R1C1 has the state 'COURSE_REPORTEE', which the program does not know: it does not count as open"
    )]
    [InlineData(
        "\"statut\":\"programmee\"",
        "programmee",
        "R1C1 has the state 'programmee', which the program does not know: it does not count as open"
    )]
    [InlineData("\"statut\":null", "no state", "R1C1 has no state (statut): it does not count as open")]
    public void Parse_StateThatNobodyListed_IsNamedAndNotOpen(string status, string word, string refused)
    {
        var programme = Read(Meeting("\"numOfficiel\":1", Course(1, status)));

        var race = programme.Races.ShouldHaveSingleItem();
        (race.NotOpen, race.Cancelled).ShouldBe((word, false));
        programme.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldBe(refused);
    }

    [Fact]
    public void Parse_RaceOfAMeetingThatIsCalledOff_IsCalledOffWhateverItsOwnState()
    {
        var race = Read(Meeting("\"numOfficiel\":1,\"statut\":\"ANNULEE\"", Course(1))).Races.ShouldHaveSingleItem();

        (race.State, race.Cancelled, race.NotOpen).ShouldBe((PmuRaceState.Open, true, "ANNULEE"));
        race.ToLine().Cancelled.ShouldBeTrue();
    }

    [Fact]
    public void Offers_BetsThatAreNotSold_AreLeftOutAndNoneSoldIsNotNull()
    {
        Sold(Bets(false, false)).ShouldBe("");
        Sold(Bets(true, false)).ShouldBe("SimpleGagnant");
        Sold(Bets(true, true)).ShouldBe("SimpleGagnant, Trio");
        Sold("\"paris\":[]").ShouldBeNull();
        Sold("\"paris\":null").ShouldBeNull();
        // The pool common to several countries sells nothing in the two others.
        Race("\"paris\":[{\"typePari\":\"SIMPLE_GAGNANT_INTERNATIONAL\",\"miseBase\":100,\"enVente\":true}]")
            .OffersOf(Pool.PmuNational)
            .ShouldNotBeNull()
            .ShouldBeEmpty();

        static string Bets(bool win, bool trio) =>
            $$"""
                "paris":[{"typePari":"E_SIMPLE_GAGNANT","miseBase":100,"enVente":{{(win ? "true" : "false")}}},
                         {"typePari":"E_TRIO","miseBase":100,"enVente":{{(trio ? "true" : "false")}}}]
                """;

        static string? Sold(string bets) =>
            Race(bets).OffersOf(Pool.PmuInternet) is { } offers ? string.Join(", ", offers.Select(offer => offer.Bet)) : null;
    }

    [Theory]
    [InlineData("[{\"typePari\":\"SIMPLE_GAGNANT\"},{\"typePari\":\"QUINTE_PLUS\"}]", true)]
    [InlineData("[{\"typePari\":\"E_QUINTE_PLUS\",\"enVente\":false}]", true)]
    [InlineData("[{\"typePari\":\"E_SIMPLE_GAGNANT\",\"miseBase\":100}]", false)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("[{\"typePari\":null}]", null)]
    public void Quinte_IsTheRaceThatListsTheBetSoldOrNot(string bets, bool? quinte)
    {
        var race = Race($"\"paris\":{bets}");
        (race.Quinte, race.ToLine().Quinte).ShouldBe((quinte, quinte));
    }

    [Theory]
    [InlineData("[[4],[2,5],[1]]", "4, 2=5, 1", true, null)]
    [InlineData("[4,[2],[1]]", "4, 2, 1", true, null)]
    [InlineData("null", "", true, null)]
    [InlineData("\"4-2\"", "", false, "'\"4-2\"' at place 1")]
    [InlineData("[[\"?\"],[2]]", "", false, "at place 1")]
    [InlineData("[[4],[2],{},[1]]", "4, 2", false, "'{}' at place 3")]
    [InlineData("[[4],[2],[4],[1]]", "4, 2", false, "'[4]' at place 3")]
    [InlineData("[[4],[2,1000],[1]]", "4", false, "at place 2")]
    [InlineData("[[4],[2],[1],[3],[5],null,[6]]", "4, 2, 1, 3, 5", true, "'null' at place 6")]
    public void Arrival_EntryThatDoesNotRead_EndsItThereAndIsNamed(string order, string places, bool enough, string? unread)
    {
        var arrival = Race($"\"ordreArrivee\":{order}").Arrival;

        string.Join(", ", arrival.Places.Select(place => string.Join('=', place))).ShouldBe(places);
        arrival.IsEnough.ShouldBe(enough);
        if (unread is null)
            arrival.Unread.ShouldBeNull();
        else
            arrival.Unread.ShouldNotBeNull().ToString().ShouldContain(unread);
    }

    private static PmuRace Race(string fields) => Read(Meeting("\"numOfficiel\":1", Course(1, fields))).Races.ShouldHaveSingleItem();

    private static string Meeting(string numbers, string course) =>
        $$"""{{{numbers}},"hippodrome":{"libelleCourt":"VILLEBELLE"},"pays":{"code":"FRA"},"courses":[{{course}}]}""";

    /// <summary>The last of two keys counts.</summary>
    private static string Course(int meeting, string fields = "", string? off = null)
    {
        var more = fields.Length > 0 ? "," + fields : "";
        var at = off ?? Off.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $$"""{"numReunion":{{meeting}},"numOrdre":1,"heureDepart":{{at}},"libelle":"PRIX A","distance":2000,"discipline":"PLAT","statut":"PROGRAMMEE"{{more}} }""";
    }

    private static PmuProgramme Read(string meetings) =>
        PmuProgrammeAnswer
            .Parse(Encoding.UTF8.GetBytes($$"""{"programme":{"date":{{Day}},"reunions":[{{meetings}}] } }"""), "u")
            .ShouldBeOfType<SourceAnswer<PmuProgramme>.Found>()
            .Value;
}
