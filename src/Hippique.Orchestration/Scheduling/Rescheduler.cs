using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Moves tasks of a race when its off has moved (design, rule 2): each is in the queue again under the name of its new off, and the old one ends as cancelled.</summary>
public sealed class Rescheduler(TaskQueue queue, EventBus events, TimeProvider clock)
{
    /// <summary>An off that moved by less is the clerk's rounding.</summary>
    public static readonly TimeSpan MoveTolerance = TimeSpan.FromSeconds(60);

    public static bool IsMoved(DateTimeOffset planned, DateTimeOffset shown) => (shown - planned).Duration() >= MoveTolerance;

    /// <summary>The reason that the old task ends with.</summary>
    public static TaskEnd.Cancelled Reason(DateTimeOffset from, DateTimeOffset to) =>
        new(Problem.Of($"off moved from {ParisTime.ToParis(from):HH:mm} to {ParisTime.ToParis(to):HH:mm}").ToString());

    /// <summary>
    /// Puts the task for the new off into the queue. An off that moves there for the second time has a name of its own, <c>run-20251122-r1c3-h5-t1412-2</c>: the first one has ended
    /// as cancelled. Called again after a kill it changes nothing. The old task is left to the caller, who ends it for <see cref="Reason"/>.
    /// </summary>
    /// <returns>The new task; null if it was there.</returns>
    public async Task<PlannedTask?> RequeueAsync(PlannedTask old, DateTimeOffset off, CancellationToken cancellationToken)
    {
        if (await AddAsync(PlanSchedule.MovedOf(old, off), cancellationToken).ConfigureAwait(false) is not { } moved)
            return null;
        await RenewAsync(moved, cancellationToken).ConfigureAwait(false);
        events.Publish(new HippiqueEvent.TaskMoved(old, moved));
        return moved;
    }

    /// <summary>
    /// Puts a task into the queue under its name or, if a task of that name has ended, under the next one that is free. Null if an open task of the race is there for the same look
    /// at the same off.
    /// </summary>
    public async Task<PlannedTask?> AddAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var known = await queue.OfDayAsync(task.Date, cancellationToken).ConfigureAwait(false);
        if (known.Any(record => IsThere(record, task)))
            return null;
        for (var time = 1; ; time++)
        {
            var named = task with { Name = TaskName.Again(task.Name, time) };
            if (await queue.AddAsync(named, cancellationToken).ConfigureAwait(false))
                return named;
            // Somebody else has been faster.
            if (await queue.FindAsync(named.Name, cancellationToken).ConfigureAwait(false) is { } there && IsThere(there, task))
                return null;
        }
    }

    /// <summary>
    /// Moves every task of the race that still waits to the new off, but the one named <paramref name="except"/>; how many. One whose grace would be over at the new off stays: its
    /// look says what has become of the race.
    /// </summary>
    public async Task<int> MoveWaitingAsync(RaceId race, DateTimeOffset off, string? except, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var record in await queue.OfDayAsync(race.Date, cancellationToken).ConfigureAwait(false))
        {
            // Tasks that belong to no race are the day's, whatever the race's off becomes.
            if (record is not { End: null, Task: { Off: { } planned } task } || task.Race != race || task.Name == except)
                continue;
            if (!IsMoved(planned, off) || clock.GetUtcNow() > PlanSchedule.MovedOf(task, off).GraceUntil)
                continue;
            var next = await RequeueAsync(task, off, cancellationToken).ConfigureAwait(false);
            if (!await queue.EndAsync(task.Name, Reason(planned, off), cancellationToken).ConfigureAwait(false))
                await FollowPersonAsync(task, next, cancellationToken).ConfigureAwait(false);
            moved++;
        }
        return moved;
    }

    /// <summary>A person cancelled the task while it was being moved: that holds for what took its place too.</summary>
    private async Task FollowPersonAsync(PlannedTask old, PlannedTask? next, CancellationToken cancellationToken)
    {
        var record = await queue.FindAsync(old.Name, cancellationToken).ConfigureAwait(false);
        if (next is not null && record?.End == TaskEnd.Cancelled.ByPerson)
            await queue.EndAsync(next.Name, TaskEnd.Cancelled.ByPerson, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsThere(TaskRecord record, PlannedTask task) =>
        record is { End: null, Task.Off: { } off }
        && record.Task.Race == task.Race
        && record.Task.Kind == task.Kind
        && !IsMoved(off, task.OffOrThrow);

    /// <summary>On a day whose looks rest on the programme, the moved look finds one that is new as well.</summary>
    private async Task RenewAsync(PlannedTask moved, CancellationToken cancellationToken)
    {
        if (!moved.Kind.IsPhase())
            return;
        var tasks = (await queue.OfDayAsync(moved.Date, cancellationToken).ConfigureAwait(false)).Select(record => record.Task).ToList();
        if (tasks.Exists(task => task.Kind == TaskKind.Programme) && PlanSchedule.RenewalOf(moved, tasks) is { } renewal)
            await queue.AddAsync(renewal, cancellationToken).ConfigureAwait(false);
    }
}
