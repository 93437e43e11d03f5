using System.Collections.Concurrent;
using Hippique.Embedded.Planning;
using Hippique.Orchestration.Tasks;

namespace Hippique.Embedded.Tests;

/// <summary>Notes which tasks it was given, and answers what the test says.</summary>
internal sealed class RecordingHandler : ITaskHandler
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _now;
    private int _most;
    private int _held;

    public ConcurrentQueue<string> Started { get; } = new();
    public Func<PlannedTask, int, TaskOutcome> Answer { get; set; } = (_, _) => new TaskOutcome.Ended(new TaskEnd.Done());

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
        Interlocked.Decrement(ref _now);
        return Answer(task, Started.Count(name => name == task.Name));
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

/// <summary>Notes which days were planned and until which off.</summary>
internal sealed class RecordingPlan : IDailyPlan
{
    public ConcurrentQueue<(DateOnly Date, DateTimeOffset? OffBefore)> Planned { get; } = new();
    public HashSet<DateOnly> Existing { get; } = [];

    public Task<bool> ExistsAsync(DateOnly date, CancellationToken cancellationToken) => Task.FromResult(Existing.Contains(date));

    public Task RunAsync(DateOnly date, DateTimeOffset? offBefore, CancellationToken cancellationToken)
    {
        Planned.Enqueue((date, offBefore));
        return Task.CompletedTask;
    }
}
