using Hippique.Orchestration.Planning;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Planning;

/// <summary>A day is planned every 30 minutes: a site that is down at one of them must not cost its races their prices.</summary>
public sealed class RefusingSourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Source_that_refuses_a_replan_keeps_its_links_its_off_and_its_country()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
        bench.ZEturf.With("R1C3", "Valmorel", InventedRaces.Off.AddMinutes(2), "Prix des Tilleuls", country: "");
        var before = await PlanAsync(bench);
        bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "pmu");

        var after = await PlanAsync(bench);

        after.Links.ShouldBe(before.Links);
        (after.Off, after.Country).ShouldBe((InventedRaces.Off, "FRA"));
        (await bench.Plans.GetAsync(InventedRaces.Day, Token))!.Refused.ShouldHaveSingleItem().Source.ShouldBe("pmu");
    }

    [Fact]
    public async Task Off_that_the_others_move_forward_is_followed()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
        bench.ZEturf.With("R1C3", "Valmorel", InventedRaces.Off, "Prix des Tilleuls");
        await PlanAsync(bench);
        bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Timeout, "pmu");
        var early = InventedRaces.Off.AddMinutes(-5);
        bench.ZEturf.Programme[0] = bench.ZEturf.Programme[0] with { Off = early };

        var race = await PlanAsync(bench);

        race.Off.ShouldBe(early);
        race.OffClaims.Select(claim => claim.Off).ShouldBe([early, InventedRaces.Off], ignoreOrder: true);
        race.Origins.Single(origin => origin.Fields.Contains("off")).Source.ShouldBe("zeturf");
    }

    private static async Task<PlannedRace> PlanAsync(PhaseBench bench) =>
        (await bench.Planner.PlanAsync(InventedRaces.Day, Token)).ShouldBeOfType<PlanDayResult.Planned>().Plan.Races.ShouldHaveSingleItem();
}
