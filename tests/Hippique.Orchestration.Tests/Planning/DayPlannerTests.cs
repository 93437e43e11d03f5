using CsCheck;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.ZEturf;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Planning;

public sealed class DayPlannerTests
{
    private static readonly DateOnly Day = new(2025, 11, 20);
    private static readonly DateTimeOffset Noon = ParisTime.At(Day, new TimeOnly(12, 0));

    private static DateTimeOffset At(int hour, int minute) => ParisTime.OffOf(Day, new TimeOnly(hour, minute));

    private static SourceProgramme Of(FakeSource source) =>
        new(
            source.Name,
            source.ProgrammeError is { } error
                ? new SourceAnswer<Programme>.Refused(error)
                : new SourceAnswer<Programme>.Found(new Programme(Day, [.. source.Programme], []))
        );

    private static DayPlan Merge(DayPlan? earlier, params FakeSource[] sources) => DayPlanner.Merge(Day, [.. sources.Select(Of)], earlier);

    private static DayPlan MergeAt(DayPlan? earlier, params (FakeSource Source, DateTimeOffset At)[] sources) =>
        DayPlanner.Merge(
            Day,
            [
                .. sources.Select(pair => new SourceProgramme(
                    pair.Source.Name,
                    Of(pair.Source).Answer.Select(programme => programme with { At = pair.At })
                )),
            ],
            earlier
        );

    [Fact]
    public void Merge_OneRaceUnderTwoNumberings_IsOneRaceUnderPmusNumber()
    {
        var zeturf = new FakeSource("zeturf").With("R59C1", "CHURCHILL DOWNS", At(20, 59));
        var pmu = new FakeSource("pmu").With("R6C1", "HIPPODROME DE CHURCHILL DOWNS", At(20, 57), country: "USA");
        var race = Merge(null, zeturf, pmu).Races.ShouldHaveSingleItem();
        race.Id.Code.ShouldBe(new RaceCode(6, 1));
        race.Links.Select(link => $"{link.Source} {link.Code}").ShouldBe(["zeturf R59C1", "pmu R6C1"]);
        race.Url.ShouldBe("https://zeturf.example.invalid/R59C1");
        race.Country.ShouldBe("USA");
    }

    [Fact]
    public void Merge_SourcesDisagreeOnTheOff_KeepsBothAndTakesTheEarlier()
    {
        var zeturf = new FakeSource("zeturf").With("R1C3", "VINCENNES", At(15, 5));
        var pmu = new FakeSource("pmu").With("R1C3", "PARIS-VINCENNES", At(15, 6));
        var race = Merge(null, zeturf, pmu).Races.ShouldHaveSingleItem();
        race.Off.ShouldBe(At(15, 5));
        race.OffClaims.ShouldBe([new OffClaim("zeturf", At(15, 5)), new OffClaim("pmu", At(15, 6))]);
    }

    [Fact]
    public void Merge_TwoSources_EachFieldKeepsItsSourceAndMoment()
    {
        var pmu = new FakeSource("pmu").With("R1C3", "PARIS-VINCENNES", At(15, 6), "Prix A", country: "FRA");
        var zeturf = new FakeSource("zeturf").With("R1C3", "VINCENNES", At(15, 5), "Prix A");

        var race = MergeAt(null, (zeturf, At(9, 0)), (pmu, At(9, 1))).Races.ShouldHaveSingleItem();

        race.Origins.Select(origin => (origin.Source, origin.At, string.Join(' ', origin.Fields)))
            .ShouldBe([("pmu", At(9, 1), "meeting country name"), ("zeturf", At(9, 0), "off")]);
    }

    [Fact]
    public void Merge_PlannedAgainWithoutNews_IsTheSamePlanToTheByte()
    {
        var pmu = new FakeSource("pmu").With("R1C3", "VINCENNES", At(15, 6));
        var evening = MergeAt(null, (pmu, At(9, 0).AddHours(-13)));
        var morning = MergeAt(evening, (pmu, At(9, 0)));
        var noon = MergeAt(morning, (pmu, At(12, 0)));
        var moved = MergeAt(noon, (new FakeSource("pmu").With("R1C3", "VINCENNES", At(15, 8)), At(12, 30)));

        morning.Races[0].Origins[0].At.ShouldBe(At(9, 0));
        ArtifactJson.Write(noon).ShouldBe(ArtifactJson.Write(morning));
        moved.Races[0].Origins[0].At.ShouldBe(At(12, 30));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    public void Merge_OffsApart_AreOneRaceUpToTenMinutes(int minutes, int races)
    {
        var zeturf = new FakeSource("zeturf").With("R1C3", "VINCENNES", Noon);
        var pmu = new FakeSource("pmu").With("R1C3", "VINCENNES", Noon.AddMinutes(minutes));
        Merge(null, zeturf, pmu).Races.Count.ShouldBe(races);
    }

    [Fact]
    public void Merge_NumbersDifferButTheNameAgrees_IsOneRace()
    {
        var zeturf = new FakeSource("zeturf").With("R1C4", "ANGERS", Noon, "Prix d&#039;Angers");
        var pmu = new FakeSource("pmu").With("R1C3", "ANGERS", Noon, "PRIX D'ANGERS");
        Merge(null, zeturf, pmu).Races.ShouldHaveSingleItem().Id.Code.ShouldBe(new RaceCode(1, 3));
    }

    [Fact]
    public void Merge_TwoReadings_StayTwoRacesAndThePlanSaysSo()
    {
        var zeturf = new FakeSource("zeturf").With("R2C1", "SOLVALLA", Noon);
        var pmu = new FakeSource("pmu").With("R5C1", "SOLVALLA", Noon.AddMinutes(-4)).With("R6C1", "SOLVALLA", Noon.AddMinutes(4));
        var plan = Merge(null, zeturf, pmu);
        plan.Races.Count.ShouldBe(3);
        plan.Notes.ShouldBe(["zeturf R2C1 (SOLVALLA) could be R5C1, R6C1: kept as a race of its own"]);
    }

    [Fact]
    public void Merge_OneNumberForTwoRaces_MovesTheSecondAndKeepsItsAlias()
    {
        var zeturf = new FakeSource("zeturf").With("R8C1", "DAYTON RACEWAY", At(18, 35)).With("R8C2", "DAYTON RACEWAY", At(19, 0));
        var pmu = new FakeSource("pmu").With("R8C1", "SOLVALLA", Noon);
        var plan = Merge(null, zeturf, pmu);
        plan.Races.Select(race => race.Id.Code.ToString()).ShouldBe(["R8C1", "R108C1", "R8C2"]);
        plan.Races[1].Links.ShouldHaveSingleItem().Code.ShouldBe(new RaceCode(8, 1));
        plan.Notes.ShouldBe(["R8 of zeturf (DAYTON RACEWAY) is another meeting's number too: named R108"]);
    }

    [Fact]
    public void Merge_PlannedAgainWithAnotherSource_KeepsTheNames()
    {
        var zeturf = new FakeSource("zeturf").With("R59C1", "CHURCHILL DOWNS", At(20, 57));
        var down = new FakeSource("pmu") { ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "pmu") };
        var first = Merge(null, zeturf, down);
        first.Races.ShouldHaveSingleItem().Id.Code.ShouldBe(new RaceCode(59, 1));
        first.Refused.ShouldHaveSingleItem().Kind.ShouldBe(SourceErrorKind.Timeout);

        var pmu = new FakeSource("pmu").With("R6C1", "CHURCHILL DOWNS", At(20, 57)).With("R59C1", "AUTEUIL", Noon);
        var second = Merge(first, zeturf, pmu);
        second.Races.Select(race => $"{race.Id.Code} {race.Meeting}").ShouldBe(["R159C1 AUTEUIL", "R59C1 CHURCHILL DOWNS"]);
        second.Races[1].Links.Count.ShouldBe(2);
    }

    [Fact]
    public void Merge_RaceThatNoProgrammeShowsAnyMore_IsKeptAndSaid()
    {
        var pmu = new FakeSource("pmu").With("R1C1", "AUTEUIL", Noon).With("R1C2", "AUTEUIL", Noon.AddMinutes(30));
        var first = Merge(null, pmu);
        pmu.Programme.RemoveAt(1);
        var second = Merge(first, pmu);
        second.Races.Count.ShouldBe(2);
        second.Notes.ShouldHaveSingleItem().ShouldStartWith("R1C2 (AUTEUIL) was planned before");
    }

    [Fact]
    public void Merge_Again_GivesTheSameBytesAndRacesInTheOrderOfTheirOffs()
    {
        var zeturf = new FakeSource("zeturf").With("R61C9", "WOODBINE TB", At(1, 30)).With("R1C1", "VINCENNES", At(13, 55));
        var pmu = new FakeSource("pmu").With("R1C1", "VINCENNES", At(13, 55)).With("R2C1", "SOLVALLA", At(11, 3));
        var plan = Merge(null, zeturf, pmu);
        plan.Races.Select(race => race.Id.Code.ToString()).ShouldBe(["R2C1", "R1C1", "R61C9"]);
        var bytes = ArtifactJson.Write(plan);
        ArtifactJson.Write(Merge(ArtifactJson.Read<DayPlan>("plan.json", bytes), zeturf, pmu)).ShouldBe(bytes);
    }

    /// <summary>Whatever two sources list, every line of theirs is in the plan once, and no race has two links of one source.</summary>
    [Fact]
    public void Merge_AnyTwoProgrammes_KeepsEveryLineOnce() =>
        Gen.Select(Programmes, Programmes)
            .Sample(
                (one, other) =>
                {
                    var plan = Merge(null, Source("zeturf", one), Source("pmu", other));
                    var links = plan.Races.SelectMany(race => race.Links).ToList();
                    links.Distinct().Count().ShouldBe(links.Count);
                    links.Count.ShouldBe(one.Length + other.Length);
                    plan.Races.ShouldAllBe(race => race.Links.DistinctBy(link => link.Source).Count() == race.Links.Count);
                    plan.Races.Select(race => race.Id).Distinct().Count().ShouldBe(plan.Races.Count);
                }
            );

    private static readonly Gen<(int Meeting, int Race, string Course, int Minute)[]> Programmes = Gen.Select(
            Gen.Int[1, 3],
            Gen.Int[1, 4],
            Gen.OneOf("VINCENNES", "AUTEUIL"),
            Gen.Int[0, 40]
        )
        .Array[0, 10]
        .Select(lines => lines.DistinctBy(line => (line.Item1, line.Item2)).ToArray());

    private static FakeSource Source(string name, (int Meeting, int Race, string Course, int Minute)[] lines)
    {
        var source = new FakeSource(name);
        foreach (var line in lines)
            source.With($"R{line.Meeting}C{line.Race}", line.Course, Noon.AddMinutes(line.Minute));
        return source;
    }

    [Fact]
    public async Task Merge_RealDayOfTwoSources_FindsEveryRaceOfPmuAtZEturf()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var cancel = TestContext.Current.CancellationToken;
        var page = await File.ReadAllTextAsync(RealData.Path("captures/zeturf/programme_2025-11-20.html"), cancel);
        var day = RecordedRaces
            .ReadDay(RealData.Path("races/2025-11.jsonl.gz"), Day, cancel)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Found>();
        var recorded = await new RecordedSource(day.Value, TimeProvider.System, Regulated.Default).ProgrammeAsync(Day, cancel);
        var plan = DayPlanner.Merge(
            Day,
            [new SourceProgramme("zeturf", ZEturfProgrammePage.Parse(page, "page")), new SourceProgramme("recorded", recorded)]
        );
        // 189 races on the page, 45 in the recording; looked through by hand, all 45 are on the page, three meetings under other numbers or names.
        plan.Races.Count.ShouldBe(189);
        plan.Races.Count(race => race.Links.Count == 2).ShouldBe(45);
        plan.Races.Count(race => race.OffClaims.Count > 0).ShouldBe(4);
        plan.Races.Select(race => race.Id).Distinct().Count().ShouldBe(189);
    }
}
