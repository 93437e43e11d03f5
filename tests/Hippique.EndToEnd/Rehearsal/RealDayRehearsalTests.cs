using Hippique.Orchestration.Tasks;
using Hippique.Testing;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>Some hours of 6 December 2025 rehearsed by the real program, as fast as a busy machine can follow.</summary>
public sealed class RealDayRehearsalTests : IDisposable
{
    private readonly RehearsalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_look_of_an_afternoon_has_one_end_and_none_failed()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var day = RealData.Path("days/2025-12-06.jsonl.gz");
        using var serve = _bench.Serve($"--rehearse {day} --pool pmu_national --speed 300 --at 13:30");
        await serve.SaysAsync("hippique serves on");
        var clock = _bench.Anchor.ShouldNotBeNull().Clock();
        var until = _bench.Anchor!.Start.AddHours(1.5);
        await serve.UntilAsync(() => clock.GetUtcNow() > until);
        await serve.UntilAsync(async () => (await LooksAsync()).Count >= 136);
        // What was due long before has an end by then; of the rest nothing is said.
        await serve.UntilAsync(async () =>
            (await LooksAsync()).Where(look => look.Task.GraceUntil < until.AddMinutes(-5)).All(look => look.End is not null)
        );
        (await serve.TerminateAsync()).ShouldBe(0);
        var looks = await LooksAsync();
        // 68 races, two looks each; one that was put off is another task.
        looks.Count.ShouldBeGreaterThanOrEqualTo(136);
        looks.ShouldContain(look => look.End != null);
        looks.ShouldNotContain(look => look.End is TaskEnd.Failed);
    }

    private async Task<IReadOnlyList<TaskRecord>> LooksAsync() => [.. (await _bench.TasksAsync()).Where(task => task.Task.Kind.IsPhase())];
}
