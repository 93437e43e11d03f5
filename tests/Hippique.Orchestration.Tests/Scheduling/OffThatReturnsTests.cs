using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Scheduling;

/// <summary>Issue 10: an off that moves there and back puts its phases into the queue each time, at the right instant.</summary>
public sealed class OffThatReturnsTests
{
    private static readonly DateTimeOffset A = InventedRaces.Off;
    private static readonly DateTimeOffset B = InventedRaces.Off.AddMinutes(37);
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ByPlan_EachMoveIsFollowed_AlsoByTheClose()
    {
        WithClose();
        foreach (var (index, off) in new[] { A, B, A, B, A }.Index())
        {
            Plan(off);
            var scheduled = await ScheduleAsync();
            // Done twice, nothing is there twice.
            (await ScheduleAsync()).Created.ShouldBe(0);

            (scheduled.ScheduledH30, scheduled.ScheduledH5, scheduled.Created).ShouldBe((1, 1, index == 0 ? 2 : 0));
            await WaitsAtAsync(off, TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result);
        }
        (await OpenAsync())
            .Select(task => task.Name)
            .ShouldBe([
                "run-20251122-r1c3-h30-t1335-2",
                "run-20251122-r1c3-h5-t1335-2",
                "run-20251122-r1c3-close-t1335-2",
                "run-20251122-r1c3-result-t1335-2",
            ]);
    }

    [Fact]
    public async Task ByLook_ThePhaseIsCarriedOutAtTheOffThatStandsInTheEnd()
    {
        WithClose();
        Plan(A);
        await ScheduleAsync();
        // At H-30 the page says 14:12; the plan takes it back, and so on; then the page agrees with the plan.
        foreach (var (shown, planned) in new[] { (B, A), (B, A) })
        {
            Show(shown);
            await WakeNextAsync(TaskKind.H30);
            await WaitsAtAsync(shown, TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result);
            Plan(planned);
            await ScheduleAsync();
            await WaitsAtAsync(planned, TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result);
        }
        Show(A);
        (await WakeNextAsync(TaskKind.H30)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        // At H-5 the page moves it once more, and then stays.
        Show(B);
        await WakeNextAsync(TaskKind.H5);
        await WaitsAtAsync(B, TaskKind.H5, TaskKind.Close, TaskKind.Result);

        (await WakeNextAsync(TaskKind.H5)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));

        _bench.Clock.GetUtcNow().ShouldBe(B.AddMinutes(-5));
        (await _bench.Queue.OfDayAsync(InventedRaces.Day, Token))
            .Where(record => record.Task.Kind.IsPhase())
            .ShouldAllBe(record => record.End is TaskEnd.Done || record.End is TaskEnd.Cancelled);
    }

    [Fact]
    public async Task KilledBeforeTheOldTaskEnded_ThereIsOneTaskStill()
    {
        Plan(A);
        await ScheduleAsync();
        Plan(B);
        await ScheduleAsync();
        Plan(A);
        await ScheduleAsync();
        var old = (await OpenAsync()).Single(task => task.Kind == TaskKind.H5);

        await _bench.Get<Rescheduler>().RequeueAsync(old, B, Token);
        Plan(B);
        await ScheduleAsync();

        await WaitsAtAsync(B, TaskKind.H30, TaskKind.H5, TaskKind.Result);
    }

    [Fact]
    public async Task WithdrawnAndOnAgain_WaitsAgain()
    {
        WithClose();
        foreach (var _ in new[] { 1, 2 })
        {
            Plan(A);
            await ScheduleAsync();
            await WaitsAtAsync(A, TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result);
            _bench.Pmu.Programme[0] = _bench.Pmu.Programme[0] with { Cancelled = true };
            (await ScheduleAsync()).ScheduledH5.ShouldBe(0);
            (await OpenAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Counts_AreThoseOfTheStore()
    {
        Plan(A);
        await ScheduleAsync();
        await _bench.Queue.EndAsync("run-20251122-r1c3-h30", new TaskEnd.Done(), Token);

        var scheduled = await ScheduleAsync();

        (scheduled.ScheduledH30, scheduled.ScheduledH5, scheduled.Created).ShouldBe((0, 1, 0));
    }

    private void WithClose() => _bench.Pmu.Close = new SourceAnswer<RaceClose>.Found(new([], [], []));

    private void Plan(DateTimeOffset off)
    {
        _bench.Pmu.Programme.Clear();
        _bench.Pmu.With("R1C3", "VALMOREL", off, "PRIX DES TILLEULS");
    }

    private void Show(DateTimeOffset off) =>
        _bench.Pmu.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(InventedRaces.Card(off: off)));

    private async Task<ScheduleDayResult.Scheduled> ScheduleAsync() =>
        (await _bench.Scheduler.ScheduleAsync(InventedRaces.Day, Token)).ShouldBeOfType<ScheduleDayResult.Scheduled>();

    /// <summary>Puts the clock at the wake of the open task of that kind, and wakes it.</summary>
    private async Task<TaskRun> WakeNextAsync(TaskKind kind)
    {
        var task = (await OpenAsync()).Single(open => open.Kind == kind);
        if (_bench.Clock.GetUtcNow() < _bench.Timer.Wakes[task.Name])
            _bench.Clock.SetUtcNow(_bench.Timer.Wakes[task.Name]);
        return await _bench.TaskRunner.RunAsync(task.Name, Token);
    }

    /// <summary>One open task of each kind, computed from that off, with its wake, and none besides.</summary>
    private async Task WaitsAtAsync(DateTimeOffset off, params TaskKind[] kinds)
    {
        var open = await OpenAsync();
        open.Select(task => task.Kind).ShouldBe(kinds);
        open.ShouldAllBe(task => task.Off == off);
        foreach (var task in open)
            _bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt);
    }

    private async Task<List<PlannedTask>> OpenAsync() => [.. (await _bench.Tasks.OpenAsync(Token)).Select(record => record.Task)];
}
