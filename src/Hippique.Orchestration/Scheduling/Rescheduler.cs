using System.Globalization;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Moves tasks of a race when its off has moved (design, rule 2): each is in the queue again under the name of its new off, and the old one ends as cancelled.</summary>
public sealed class Rescheduler(TaskQueue queue, EventBus events)
{
    /// <summary>An off that moved by less is the clerk's rounding.</summary>
    public static readonly TimeSpan MoveTolerance = TimeSpan.FromSeconds(60);

    public static bool IsMoved(DateTimeOffset planned, DateTimeOffset shown) => (shown - planned).Duration() >= MoveTolerance;

    /// <summary>The reason that the old task ends with.</summary>
    public static TaskEnd.Cancelled Reason(DateTimeOffset from, DateTimeOffset to) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"off moved from {ParisTime.ToParis(from):HH:mm} to {ParisTime.ToParis(to):HH:mm}")
        );

    /// <summary>
    /// True once the task for the new off is in the queue and waits; false if a task of that name has already ended (an off that moved there and back): the phase is then to be
    /// carried out now. Called again after a kill it changes nothing. The old task is left to the caller, who ends it for <see cref="Reason"/>.
    /// </summary>
    public async Task<bool> RequeueAsync(PlannedTask old, DateTimeOffset off, CancellationToken cancellationToken)
    {
        var moved = PlanSchedule.MovedOf(old, off);
        if (!await queue.AddAsync(moved, cancellationToken).ConfigureAwait(false))
            return await queue.FindAsync(moved.Name, cancellationToken).ConfigureAwait(false) is { End: null };
        await RenewAsync(moved, cancellationToken).ConfigureAwait(false);
        events.Publish(new HippiqueEvent.TaskMoved(old, moved));
        return true;
    }

    /// <summary>Moves every task of the race that still waits to the new off, but the one named <paramref name="except"/>; how many.</summary>
    public async Task<int> MoveWaitingAsync(RaceId race, DateTimeOffset off, string? except, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var record in await queue.OfDayAsync(race.Date, cancellationToken).ConfigureAwait(false))
        {
            // Tasks that belong to no race are the day's, whatever the race's off becomes.
            if (record is not { End: null, Task: { Off: { } planned } task } || task.Race != race || task.Name == except)
                continue;
            if (!IsMoved(planned, off) || !await RequeueAsync(task, off, cancellationToken).ConfigureAwait(false))
                continue;
            await queue.EndAsync(task.Name, Reason(planned, off), cancellationToken).ConfigureAwait(false);
            moved++;
        }
        return moved;
    }

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
