using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Planning;

public sealed class PlanDayHandlerTests
{
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly FakeSource _zeturf = new("zeturf");
    private readonly FakeSource _pmu = new("pmu");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_source_is_asked_once_and_the_plan_is_written()
    {
        BothListIt();
        var plan = (await Handler().PlanAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<PlanDayResult.Planned>().Plan;

        plan.Races.ShouldHaveSingleItem().Links.Count.ShouldBe(2);
        (_zeturf.ProgrammesAsked, _pmu.ProgrammesAsked).ShouldBe((1, 1));
        (await Stored())!.Races.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_preview_writes_nothing()
    {
        BothListIt();
        (await Handler().PreviewAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<PlanDayResult.Planned>().Plan.Races.Count.ShouldBe(1);
        (await Stored()).ShouldBeNull();
    }

    [Fact]
    public async Task One_source_that_answers_is_enough_and_the_other_is_named_in_the_plan()
    {
        BothListIt();
        _zeturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "zeturf");
        var plan = (await Handler().PlanAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<PlanDayResult.Planned>().Plan;
        plan.Races.ShouldHaveSingleItem().Links.ShouldHaveSingleItem().Source.ShouldBe("pmu");
        plan.Refused.ShouldHaveSingleItem().Source.ShouldBe("zeturf");
    }

    [Theory]
    [InlineData(SourceErrorKind.Timeout, SourceErrorKind.Changed, true)]
    [InlineData(SourceErrorKind.NotFound, SourceErrorKind.Changed, false)]
    public async Task Where_no_source_answers_there_is_no_programme(SourceErrorKind one, SourceErrorKind other, bool canRetry)
    {
        _zeturf.ProgrammeError = FakeSource.Error(one, "zeturf");
        _pmu.ProgrammeError = FakeSource.Error(other, "pmu");

        foreach (
            var result in new[]
            {
                await Handler().PlanAsync(InventedRaces.Day, Cancel),
                await Handler().PreviewAsync(InventedRaces.Day, Cancel),
            }
        )
        {
            var none = result.ShouldBeOfType<PlanDayResult.NoProgramme>();
            none.Errors.Select(error => error.Kind).ShouldBe([one, other]);
            none.CanRetry.ShouldBe(canRetry);
        }
        (await Stored()).ShouldBeNull();
    }

    [Fact]
    public async Task Where_no_source_answers_any_more_the_plan_that_was_made_stands()
    {
        BothListIt();
        await Handler().PlanAsync(InventedRaces.Day, Cancel);
        _zeturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "zeturf");
        _pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "pmu");
        (await Handler().PlanAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<PlanDayResult.Planned>().Plan.Races.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_sources_the_configuration_is_named()
    {
        var result = await Handler(sources: []).PlanAsync(InventedRaces.Day, Cancel);
        var error = result.ShouldBeOfType<PlanDayResult.NoProgramme>().Errors.ShouldHaveSingleItem();
        (error.Kind, error.Where).ShouldBe((SourceErrorKind.NotOffered, "configuration"));
    }

    [Fact]
    public async Task A_plan_of_invented_races_is_marked()
    {
        BothListIt();
        await Handler(simulated: true).PlanAsync(InventedRaces.Day, Cancel);
        (await Stored())!.Simulated.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_sources_of_a_race_need_is_known_from_its_links()
    {
        BothListIt();
        var race = (await Handler().PlanAsync(InventedRaces.Day, Cancel)).ShouldBeOfType<PlanDayResult.Planned>().Plan.Races[0];
        (Handler().NeedsProgramme(race), Handler().HasClose(race)).ShouldBe((false, false));

        _pmu.NeedsProgramme = true;
        _zeturf.Close = new SourceAnswer<RaceClose>.Found(new RaceClose([], [], []));

        (Handler().NeedsProgramme(race), Handler().HasClose(race)).ShouldBe((true, true));
        // Sources that are not in use (any more) count for nothing.
        (Handler(sources: []).NeedsProgramme(race), Handler(sources: []).HasClose(race)).ShouldBe((false, false));
    }

    private void BothListIt()
    {
        _zeturf.With("R1C3", "Valmorel", InventedRaces.Off, "Prix des Tilleuls");
        _pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
    }

    private Task<DayPlan?> Stored() => new PlanStore(_artifacts).GetAsync(InventedRaces.Day, Cancel);

    private PlanDayHandler Handler(IRaceSource[]? sources = null, bool simulated = false) =>
        new(
            new SourceSet(sources ?? [_zeturf, _pmu]),
            new PlanStore(_artifacts),
            PhaseBench.Settings with
            {
                Simulated = simulated,
            },
            new NoPlanRecord(),
            new EventBus([], TimeProvider.System, NullLogger<EventBus>.Instance),
            NullLogger<PlanDayHandler>.Instance
        );
}
