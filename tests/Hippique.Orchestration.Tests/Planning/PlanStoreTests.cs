using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Planning;

public sealed class PlanStoreTests
{
    private static readonly DateOnly Day = PlayedDays.Day;
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly PlanStore _plans;

    public PlanStoreTests() => _plans = new PlanStore(_artifacts);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_that_was_not_planned_has_no_plan_and_no_race()
    {
        (await _plans.GetAsync(Day, Cancel)).ShouldBeNull();
        (await _plans.FindAsync(PlayedDays.Id("R1C1"), Cancel)).ShouldBeNull();
        (await _plans.FindAsync(Link("zeturf", "R1C1"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_race_is_found_by_its_name_and_by_what_a_source_calls_it()
    {
        await _artifacts.PlanAsync(Day, "R1C1 VALMOREL 14:00", "R1C2 VALMOREL 14:30");

        (await _plans.FindAsync(PlayedDays.Id("R1C2"), Cancel))!.Off.ShouldBe(PlayedDays.Off("14:30"));
        (await _plans.FindAsync(Link("zeturf", "R1C2"), Cancel))!.Id.ShouldBe(PlayedDays.Id("R1C2"));
        (await _plans.FindAsync(Link("pmu", "R1C2"), Cancel)).ShouldBeNull();
        (await _plans.FindAsync(PlayedDays.Id("R9C9"), Cancel)).ShouldBeNull();
        (await _plans.FindAsync(PlayedDays.Id("R1C2", Day.AddDays(1)), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_plan_that_has_not_changed_is_read_once_and_one_that_has_is_read_again()
    {
        await _artifacts.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        var first = await _plans.GetAsync(Day, Cancel);
        (await _plans.GetAsync(Day, Cancel)).ShouldBeSameAs(first);

        // Another process changes it.
        await new PlanStore(_artifacts).UpdateAsync(Day, plan => plan! with { Notes = ["moved"] }, Cancel);

        (await _plans.GetAsync(Day, Cancel))!.Notes.ShouldBe(["moved"]);
    }

    [Fact]
    public async Task Changes_at_the_same_time_all_count()
    {
        await _artifacts.PlanAsync(Day);
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    Task.Run(
                        () => new PlanStore(_artifacts).UpdateAsync(Day, plan => plan! with { Notes = [.. plan.Notes, $"{i:00}"] }, Cancel),
                        Cancel
                    )
                )
        );
        (await _plans.GetAsync(Day, Cancel))!.Notes.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 12).Select(i => $"{i:00}"));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_plan_that_was_there()
    {
        await _artifacts.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        var broken = new PlanStore(new BreakingStore(_artifacts, failAt: 1));
        await Should.ThrowAsync<ArtifactException>(() => broken.UpdateAsync(Day, plan => plan! with { Races = [] }, Cancel));
        (await broken.GetAsync(Day, Cancel))!.Races.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_no_plan_is_named()
    {
        await _artifacts.PutIfAbsentAsync(ArtifactPaths.Plan(Day), Encoding.UTF8.GetBytes("{"), Cancel);
        (await Should.ThrowAsync<ArtifactException>(() => _plans.GetAsync(Day, Cancel))).Message.ShouldContain("2031-03-14/plan.json");
    }

    private static RaceLink Link(string source, string code) =>
        new(source, Day, RaceCode.Parse(code).Value, "https://example.invalid/other-address");
}
