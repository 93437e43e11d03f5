using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Sources;
using static System.StringComparison;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>What the real program does after the recorded day, half an hour a second: a slow machine is there later in the next day, and does the same.</summary>
public sealed class RehearsalNightTests : IDisposable
{
    private readonly RehearsalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_next_day_is_not_planned_and_its_morning_asks_for_results()
    {
        var day = RecordedPmuDay.Write(_bench.Folder, new TimeOnly(14, 0));
        using var serve = _bench.Serve($"--rehearse {day} --pool pmu_national --speed 1800 --at 03:30");
        await serve.LogsAsync("ended: cancelled the recording is of 2031-05-04 alone");
        await serve.UntilAsync(() =>
            Task.FromResult(serve.Out.Any(line => line.Contains("results-20310505", Ordinal) && line.Contains("ended: done", Ordinal)))
        );
        await serve.SaysAsync("Screens and API stay up until Ctrl-C.");
        (await serve.TerminateAsync()).ShouldBe(0);
        serve.Out.ShouldNotContain(line => line.Contains("planning failed", Ordinal));
        // Planned when all was past, which no rehearsal can change.
        (await _bench.TasksAsync())
            .Where(task => task.Task.Kind.IsPhase())
            .ShouldAllBe(task => task.End == TaskEnd.Missed.PlannedTooLate);
    }

    [Fact]
    public async Task The_next_day_is_planned_where_it_was_recorded_too()
    {
        // Half a day from the plan of the morning to the looks.
        var day = RecordedPmuDay.WriteDays(_bench.Folder, 2, new TimeOnly(22, 0));
        using var serve = _bench.Serve($"--rehearse {day} --pool pmu_national --speed 1800 --at 20:00");
        await serve.SaysAsync("REHEARSAL of 2031-05-04 to 2031-05-05, ×1800: recorded days, nothing to buy.");
        await serve.SaysAsync("2031-05-04 is over at");
        await serve.SaysAsync("2031-05-05 is over at");
        await serve.SaysAsync("Screens and API stay up until Ctrl-C.");
        // The day that the clock shows, or the last one on a machine that is slow.
        using var verb = new HippiqueProcess(_bench.Folder, "tickets", ("DATA_DIR", _bench.Place!));
        (await verb.ExitAsync()).ShouldBe(0);
        verb.Out[0].ShouldBe("REHEARSAL of 2031-05-04 to 2031-05-05, ×1800: recorded days, nothing to buy.");
        verb.Out.ShouldContain(line => line.Contains("2031-05-05", Ordinal));
        (await serve.TerminateAsync()).ShouldBe(0);
        serve.Out.ShouldNotContain(line => line.Contains("the recording is of", Ordinal) && line.Contains("20310505", Ordinal));
        var tasks = await _bench.TasksAsync(RecordedPmuDay.Day.AddDays(1));
        var looks = tasks.Where(task => task.Task.Kind.IsPhase()).ToList();
        looks.Count.ShouldBe(2);
        looks.ShouldAllBe(task => task.End != null);
        // A look that was due after the plan was not planned too late, whether the machine was in time for it or not; on one that is very slow the plan itself comes after it.
        var planned = tasks.Where(task => task.Task.Kind == TaskKind.Plan && task.End is { IsDone: true }).Min(task => task.EndedAt);
        looks.ShouldNotContain(task => task.End == TaskEnd.Missed.PlannedTooLate && task.Task.DueAt > planned);
    }
}
