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
}
