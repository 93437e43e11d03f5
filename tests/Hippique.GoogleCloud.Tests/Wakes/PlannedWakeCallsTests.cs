using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Registration;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Wakes;

public sealed class PlannedWakeCallsTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);
    private static readonly RaceId Race = InventedTasks.H5(Off).RaceOrThrow;
    private const string Pmu = "https://www.pmu.fr/turf/14032026/R1/C1/";
    private const string Geny = "https://www.geny.com/partants-pmu/2026-03-14-invented-prix-invented_c1";

    private readonly PlanStore _plans = new(new MemoryArtifactStore());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PlannedWakeCalls Calls => new(_plans, SourceDescriptors.CourseHosts(new Dictionary<string, Uri>()));

    [Theory]
    [InlineData(Phase.H30, "H30")]
    [InlineData(Phase.H5, "H5")]
    public async Task OfAsync_APhase_CallsRunWithTheRacesPage(Phase phase, string name)
    {
        await PlanAsync(("pmu", Pmu));

        var call = await Calls.OfAsync(PlanSchedule.TaskOf(Race, phase, Off), Token);

        call.ShouldBe(new WakeCall("/run", $$"""{"course_url":"{{Pmu}}","phase":"{{name}}","date":"2026-03-14"}"""));
    }

    [Fact]
    public async Task OfAsync_TheFirstPageIsNotOneOfRuns_TakesTheNext()
    {
        await PlanAsync(("geny", Geny), ("pmu", Pmu));

        (await Calls.OfAsync(InventedTasks.H5(Off), Token)).Body.ShouldContain(Pmu);
    }

    [Fact]
    public async Task OfAsync_NoPageOfRuns_CallsTheTaskByItsName()
    {
        await PlanAsync(
            ("geny", Geny),
            ("pmu", "https://www.pmu.fr/turf/15032026/R1/C1/"),
            ("pmu", "https://www.pmu.fr/turf/14032026/R1/C2/")
        );

        (await Calls.OfAsync(InventedTasks.H5(Off), Token)).ShouldBe(new WakeCall("/tasks/run-20260314-r1c1-h5", "{}"));
    }

    [Fact]
    public async Task OfAsync_NoPlan_CallsTheTaskByItsName() =>
        (await Calls.OfAsync(InventedTasks.H30(Off), Token)).Path.ShouldBe("/tasks/run-20260314-r1c1-h30");

    [Fact]
    public async Task OfAsync_EveryOtherKind_CallsTheTaskByItsName()
    {
        await PlanAsync(("pmu", Pmu));
        var close = PlanSchedule.CloseOf(Race, Off);

        foreach (var task in Enum.GetValues<TaskKind>().Where(kind => !kind.IsPhase()).Select(kind => close with { Kind = kind }))
            (await Calls.OfAsync(task, Token)).ShouldBe(new WakeCall($"/tasks/{close.Name}", "{}"));
    }

    private Task<DayPlan> PlanAsync(params (string Source, string Url)[] pages) =>
        _plans.UpdateAsync(
            Race.Date,
            _ => new DayPlan
            {
                Date = Race.Date,
                Refused = [],
                Notes = [],
                Races =
                [
                    new PlannedRace
                    {
                        Id = Race,
                        Meeting = "Invented",
                        Country = "FR",
                        Name = "Prix inventé",
                        Off = Off,
                        OffClaims = [],
                        Links = [.. pages.Select(page => new RaceLink(page.Source, Race.Date, Race.Code, page.Url))],
                    },
                ],
            },
            Token
        );
}
