using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>The recovery at the exact ends of its spans.</summary>
public sealed class TaskRecoveryLimitsTests
{
    private readonly RunnerBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_ExactlyAtTheEndOfTheGrace_IsStillWoken_AndASecondLaterEndsWithoutAWake()
    {
        var task = InventedTasks.H5(RunnerBench.Now.AddMinutes(5));
        await _bench.Inner.AddAsync(task, Token);
        _bench.Clock.SetUtcNow(task.GraceUntil);
        await _bench.Recovery.CheckAsync(Token);
        _bench.Timer.Wakes.ShouldBe(new Dictionary<string, DateTimeOffset> { [task.Name] = task.GraceUntil });

        await _bench.Timer.CancelAsync(task.Name, Token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.Recovery.CheckAsync(Token);

        _bench.Timer.Wakes.ShouldBeEmpty();
        (await _bench.RecordAsync(task)).End.ShouldBe(
            new TaskEnd.Missed("not started by 2026-03-14T12:04:00Z, the end of its grace (1 s too late)")
        );
    }

    [Fact]
    public async Task Check_OneThatIsNotDueYet_DoesNotKeepItFromTheNext()
    {
        var (past, lost) = (InventedTasks.H5(RunnerBench.Now, race: 1), InventedTasks.H5(RunnerBench.Now.AddMinutes(4), race: 2));
        var waiting = InventedTasks.H5(RunnerBench.Now.AddHours(1), race: 3);
        foreach (var task in new[] { past, waiting, lost })
            await _bench.Inner.AddAsync(task, Token);

        await _bench.Recovery.CheckAsync(Token);

        _bench.Timer.Wakes.ShouldBe(
            new Dictionary<string, DateTimeOffset> { [lost.Name] = RunnerBench.Now, [waiting.Name] = waiting.DueAt },
            ignoreOrder: true
        );
        (await _bench.RecordAsync(past)).End.ShouldBeOfType<TaskEnd.Missed>();
    }

    [Fact]
    public async Task Start_AtWorkInThisProcess_IsLeftToIt()
    {
        var task = await _bench.DueAsync();
        await using var lease = await _bench.Leases.TakeAsync(task.Name, Token);
        await _bench.Timer.CancelAsync(task.Name, Token);

        await _bench.Recovery.StartAsync(Token);

        _bench.Timer.Wakes.ShouldBeEmpty();
        _bench.RecoveryLog.Lines.ShouldBe([
            "queue recovered: 1 open tasks, 0 missed while nothing ran, 0 woken again, 0 left-over jobs removed",
        ]);
    }
}
