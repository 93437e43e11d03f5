using Hippique.Orchestration.Events;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class DailyPlanTests : IDisposable
{
    private static readonly DateOnly Tomorrow = InventedRaces.Day.AddDays(1);
    private readonly PhaseBench _bench = new();
    private readonly DailyPlan _plan;

    public DailyPlanTests() => _plan = _bench.DailyPlan();

    public void Dispose() => _plan.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Each is short; none of them waits for another, nor the plan for any.</summary>
    [Fact]
    public async Task PlanOfTheDay_PutsWhatGoesWithItIntoTheQueue()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");

        (await RunAsync(DailyPlanHours.OfDay(Tomorrow))).ShouldBe(new TaskEnd.Done());

        (await PhasesAsync(Tomorrow)).Count.ShouldBe(2);
        (await WorkAsync()).ShouldBe(["clearing-20251123", "figures-20251123", "results-20251123"]);
        _bench
            .Events.Of<HippiqueEvent.DayPlanned>()[^1]
            .ShouldBe(new HippiqueEvent.DayPlanned(Tomorrow, 1, 0) { At = _bench.Clock.GetUtcNow() });
    }

    /// <summary>A site of figures still shows today.</summary>
    [Fact]
    public async Task EveningBefore_CollectsNoFigures()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", ParisTime.At(Tomorrow, new TimeOnly(9, 0)), "PRIX DES AULNES");

        await RunAsync(DailyPlanHours.OfEarlyRaces(Tomorrow));

        (await WorkAsync()).ShouldBe(["clearing-20251123-early", "results-20251123-early"]);
    }

    [Fact]
    public async Task PlanThatIsTriedAgain_PutsNothingBesideIt()
    {
        _bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable, "pmu");
        _bench.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable, "zeturf");
        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);

        (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.RetryLater>();

        (await WorkAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_ThatIsDisposedOf_PlansNoMore()
    {
        _plan.Kinds.ShouldBe([TaskKind.Plan, TaskKind.EarlyPlan, TaskKind.Replan]);
        _plan.Dispose();

        await Should.ThrowAsync<ObjectDisposedException>(() => _plan.RunAsync(DailyPlanHours.OfDay(Tomorrow), Token));
    }

    [Fact]
    public async Task EveningBefore_OnlyTheRacesBeforeTenAreScheduled()
    {
        _bench
            .Pmu.With("R1C1", "VALMOREL", ParisTime.At(Tomorrow, new TimeOnly(9, 59)), "PRIX DES AULNES")
            .With("R1C2", "VALMOREL", ParisTime.At(Tomorrow, new TimeOnly(10, 0)), "PRIX DES SAULES");
        var task = DailyPlanHours.OfEarlyRaces(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);

        var end = (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.Ended>().End;

        end.ShouldBe(new TaskEnd.Done());
        (await PhasesAsync(Tomorrow)).Select(phase => phase.Race!.Value.Code.ToString()).ShouldBe(["R1C1", "R1C1"]);
        (await _bench.Plans.GetAsync(Tomorrow, Token))!.Races.Count.ShouldBe(2);
    }

    [Fact]
    public async Task NoSourceGivesADay_IsTriedAgainWithTheReasons()
    {
        _bench.Pmu.ProgrammeError = FakeSource.Error(SourceErrorKind.Unreachable, "pmu");
        _bench.ZEturf.ProgrammeError = FakeSource.Error(SourceErrorKind.Robots, "zeturf");

        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);
        var again = (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.RetryLater>();
        var cause = again.Why;

        again.After.ShouldBe(TimeSpan.FromMinutes(1));
        cause.ShouldContain("unreachable");
        cause.ShouldContain("; ");
        cause.ShouldContain("robots");
    }

    [Fact]
    public async Task Late_IsCountedFromThePlansOwnHour()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt.AddMinutes(3));

        (await _plan.RunAsync(task, Token)).ShouldBe(new TaskOutcome.Ended(new TaskEnd.Late(180)));
    }

    [Fact]
    public async Task TwoPlansAtOnce_AreMadeOneAfterTheOther()
    {
        _bench.Pmu.With("R1C1", "VALMOREL", InventedRaces.Off.AddDays(1), "PRIX DES AULNES");
        var task = DailyPlanHours.OfDay(Tomorrow);
        _bench.Clock.SetUtcNow(task.DueAt);

        var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _plan.RunAsync(task, Token), Token)))
            .WaitAsync(TimeSpan.FromMinutes(5), Token);

        ends.ShouldAllBe(end => end == new TaskOutcome.Ended(new TaskEnd.Done()));
        (await PhasesAsync(Tomorrow)).Count.ShouldBe(2);
    }

    private async Task<TaskEnd> RunAsync(PlannedTask task)
    {
        _bench.Clock.SetUtcNow(task.DueAt);
        return (await _plan.RunAsync(task, Token)).ShouldBeOfType<TaskOutcome.Ended>().End;
    }

    private async Task<List<PlannedTask>> PhasesAsync(DateOnly date) =>
        [.. (await _bench.Queue.OfDayAsync(date, Token)).Select(record => record.Task).Where(task => task.Kind.IsPhase())];

    private async Task<IEnumerable<string>> WorkAsync() =>
        (await _bench.Queue.OfDayAsync(Tomorrow, Token))
            .Select(record => record.Task)
            .Where(task => task.Kind is TaskKind.Results or TaskKind.EarlyResults or TaskKind.Figures or TaskKind.Clearing)
            .Select(task => task.Name)
            .Order(StringComparer.Ordinal);
}
