using System.Collections.Concurrent;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;

namespace Hippique.Demo;

/// <summary>
/// Holds the scaled clock where a task falls due until it has begun: the real milliseconds that the queue takes from the trigger to the start would else be virtual minutes.
/// </summary>
/// <param name="clock">What is held.</param>
/// <param name="longest">The longest hold in real time, so that a task that was taken away meanwhile holds nobody up; null: five seconds, for the first task of a process on a busy machine.</param>
internal sealed class StartClockHold(ScaledClock clock, TimeSpan? longest = null) : IEventListener
{
    /// <summary>After the due instant, so that the queue's own timer has fired. Virtual time.</summary>
    private static readonly TimeSpan After = TimeSpan.FromMilliseconds(200);
    private readonly TimeSpan _longest = longest ?? TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = new(StringComparer.Ordinal);

    public void Heard(HippiqueEvent happened)
    {
        if (happened is HippiqueEvent.TaskBegun or HippiqueEvent.TaskEnded)
            Begun(happened.CorrelationId).TrySetResult();
    }

    /// <summary>Follows the day until it is cancelled.</summary>
    public async Task FollowAsync(TaskQueue queue, DateOnly date, CancellationToken cancellationToken)
    {
        var look = clock.GetUtcNow();
        while (true)
        {
            List<PlannedTask> next;
            using (clock.Work())
                next = Next(await queue.OfDayAsync(date, cancellationToken), look);
            var wait = next.Count > 0 ? next[0].DueAt + After - clock.GetUtcNow() : TimeSpan.FromMinutes(1);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, cancellationToken);
            if (next.Count == 0)
                continue;
            look = next[0].DueAt;
            using (clock.Work())
                await Task.WhenAny(
                    Task.WhenAll(next.Select(task => Begun(task.Name).Task)),
                    Task.Delay(_longest, TimeProvider.System, cancellationToken)
                );
        }
    }

    /// <summary>The open tasks that are due first after <paramref name="look"/>.</summary>
    private static List<PlannedTask> Next(IReadOnlyList<TaskRecord> tasks, DateTimeOffset look)
    {
        var ahead = tasks.Where(task => task.End is null && task.Task.DueAt > look).Select(task => task.Task).ToList();
        return [.. ahead.Where(task => task.DueAt == ahead.Min(other => other.DueAt))];
    }

    private TaskCompletionSource Begun(string name) =>
        _begun.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
