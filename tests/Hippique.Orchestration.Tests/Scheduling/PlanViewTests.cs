using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class PlanViewTests
{
    private static readonly DateTimeOffset Seen = InventedRaces.Off.AddHours(-4);

    [Fact]
    public void View_HasEveryFieldOfThePlan_AndThePhasesOfEachRace()
    {
        var plan = Plan(
            Race(3, InventedRaces.Off) with
            {
                OffClaims = [new OffClaim("pmu", InventedRaces.Off)],
                Runners = 8,
                Discipline = Discipline.Harness,
            },
            Race(4, InventedRaces.Off.AddHours(1)) with
            {
                Cancelled = true,
            }
        );

        // H-30 is 16 minutes past, its grace a minute; H-5 is to come.
        var view = PlanView.Of(plan, InventedRaces.Off.AddMinutes(-14));

        view.ShouldSatisfyAllConditions(
            () => view.Date.ShouldBe(InventedRaces.Day),
            () => view.Refused.ShouldBe(plan.Refused),
            () => view.Notes.ShouldBe(["a note"]),
            () => view.Races.Select(race => race.Id.Code.ToString()).ShouldBe(["R1C3", "R1C4"])
        );
        var (race, planned) = (view.Races[0], plan.Races[0]);
        (race.Meeting, race.Country, race.Name, race.Url).ShouldBe(("VALMOREL", "FRA", "PRIX 3", "https://pmu.example.invalid/3"));
        (race.Off, race.H30, race.H5).ShouldBe((planned.Off, planned.Off.AddMinutes(-30), planned.Off.AddMinutes(-5)));
        (race.Discipline, race.Runners, race.Cancelled).ShouldBe((Discipline.Harness, 8, false));
        (race.Links, race.OffClaims, race.Origins).ShouldBe((planned.Links, planned.OffClaims, planned.Origins));
        race.Phases.ShouldBe([
            new PlanViewPhase(
                "run-20251122-r1c3-h30",
                Phase.H30,
                InventedRaces.Off.AddMinutes(-30),
                InventedRaces.Off.AddMinutes(-15),
                Missed: true
            ),
            new PlanViewPhase(
                "run-20251122-r1c3-h5",
                Phase.H5,
                InventedRaces.Off.AddMinutes(-5),
                InventedRaces.Off.AddMinutes(-1),
                Missed: false
            ),
        ]);
        view.Races[1].Cancelled.ShouldBeTrue();
        view.Races[1].Phases.ShouldBeEmpty();
    }

    [Fact]
    public void SourcesInUse_CountsTheRacesOfEachSource_AndKnowsItsNewestStatement()
    {
        var (first, second) = (Race(3, InventedRaces.Off), Race(4, InventedRaces.Off));
        var view = PlanView.Of(
            Plan(
                first with
                {
                    Origins = [Origin("pmu", Seen), Origin("zeturf", Seen.AddHours(2))],
                },
                second with
                {
                    Links = [.. second.Links, Link("zeturf", 4), Link("geny", 4)],
                    Origins = [Origin("pmu", Seen.AddMinutes(1)), Origin("pmu", null)],
                }
            ),
            Seen
        );

        view.SourcesInUse().ShouldBe([("pmu", 2, Seen.AddMinutes(1)), ("zeturf", 1, Seen.AddHours(2)), ("geny", 1, null)]);
    }

    private static DayPlan Plan(params PlannedRace[] races) =>
        new()
        {
            Date = InventedRaces.Day,
            Races = races,
            Refused = [FakeSource.Error(SourceErrorKind.Timeout, "zeturf")],
            Notes = ["a note"],
        };

    private static PlannedRace Race(int number, DateTimeOffset off) =>
        new()
        {
            Id = new RaceId(InventedRaces.Day, new RaceCode(1, number)),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = $"PRIX {number}",
            Off = off,
            Links = [Link("pmu", number)],
            OffClaims = [],
            Origins = [Origin("pmu", Seen)],
        };

    private static RaceLink Link(string source, int number) =>
        new(source, InventedRaces.Day, new RaceCode(1, number), $"https://{source}.example.invalid/{number}");

    private static FieldOrigin Origin(string source, DateTimeOffset? at) =>
        new()
        {
            Source = source,
            At = at,
            Fields = ["off"],
        };
}
