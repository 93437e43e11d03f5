using System.Collections.Concurrent;
using Hippique.Orchestration.Tasks;

namespace Hippique.Embedded.Tests;

/// <summary>Notes which tasks it was given, and answers what the test says.</summary>
internal sealed class RecordingHandler(TimeProvider clock) : ITaskHandler
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _now;
    private int _most;
    private int _held;

    public ConcurrentQueue<string> Started { get; } = new();
    public IReadOnlyCollection<TaskKind> Kinds { get; } = Enum.GetValues<TaskKind>();

    /// <summary>Of a task and the number of its call; null: carried out, in time or late, as the clock says.</summary>
    public Func<PlannedTask, int, TaskOutcome?> Answer { get; set; } = (_, _) => null;

    /// <summary>Done before the answer; null: nothing.</summary>
    public Func<PlannedTask, CancellationToken, Task>? Work { get; set; }

    /// <summary>Tasks do not end before <see cref="Release"/>.</summary>
    public bool Hold { get; set; }
    public int MostAtOnce => _most;

    /// <summary>Tasks that wait for the release now.</summary>
    public int Held => Volatile.Read(ref _held);

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref _now);
        InterlockedMax(ref _most, now);
        Started.Enqueue(task.Name);
        if (Hold)
            await WaitAsync(cancellationToken);
        if (Work is { } work)
            await work(task, cancellationToken);
        Interlocked.Decrement(ref _now);
        return Answer(task, Started.Count(name => name == task.Name))
            ?? new TaskOutcome.Ended(Lateness.EndOf(task.DueAt, clock.GetUtcNow()));
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _held);
        await _gate.Task.WaitAsync(cancellationToken);
        Interlocked.Decrement(ref _held);
    }

    public void Release() => _gate.TrySetResult();

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen) { }
    }
}
