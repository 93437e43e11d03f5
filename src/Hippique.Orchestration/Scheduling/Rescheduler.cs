using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Puts a phase back into the queue when its race's off has moved (design, rule 2).</summary>
internal static class Rescheduler
{
    /// <summary>
    /// The task for the new off is in the queue and waits; false where a task of that name has already ended (an off that moved there and back): the phase is then to be
    /// carried out now. Called again after a kill it changes nothing.
    /// </summary>
    public static Task<bool> RequeueAsync(
        ITaskQueue queue,
        RaceId race,
        Phase phase,
        DateTimeOffset off,
        CancellationToken cancellationToken
    ) => RequeueAsync(queue, PlanSchedule.MovedTaskOf(race, phase, off), cancellationToken);

    private static async Task<bool> RequeueAsync(ITaskQueue queue, PlannedTask moved, CancellationToken cancellationToken)
    {
        if (await queue.EnqueueAsync(moved, cancellationToken).ConfigureAwait(false) == EnqueueOutcome.Created)
        {
            await RenewAsync(queue, moved, cancellationToken).ConfigureAwait(false);
            return true;
        }
        var tasks = await queue.ListAsync(moved.Race.Date, cancellationToken).ConfigureAwait(false);
        return tasks.Any(task => task.Task.Name == moved.Name && task.End is null);
    }

    /// <summary>On a day whose looks rest on the programme, the moved look finds one that is new as well.</summary>
    private static async Task RenewAsync(ITaskQueue queue, PlannedTask moved, CancellationToken cancellationToken)
    {
        var tasks = (await queue.ListAsync(moved.Race.Date, cancellationToken).ConfigureAwait(false))
            .Select(record => record.Task)
            .ToList();
        if (moved.Kind is not (TaskKind.H30 or TaskKind.H5) || !tasks.Exists(task => task.Kind == TaskKind.Programme))
            return;
        if (PlanSchedule.RenewalOf(moved, tasks) is { } renewal)
            await queue.EnqueueAsync(renewal, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The reason that the old task ends with.</summary>
    public static TaskEnd.Cancelled Reason(DateTimeOffset from, DateTimeOffset to) =>
        new(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"off moved from {ParisTime.ToParis(from):HH:mm} to {ParisTime.ToParis(to):HH:mm}"
            )
        );

    public static bool IsMoved(DateTimeOffset planned, DateTimeOffset shown) => (shown - planned).Duration() >= PhaseTiming.MoveTolerance;

    /// <summary>Moves every task of the race that still waits to the new off, but the one named <paramref name="except"/>.</summary>
    public static async Task<int> MoveWaitingAsync(
        ITaskQueue queue,
        RaceId race,
        DateTimeOffset off,
        string? except,
        CancellationToken cancellationToken
    )
    {
        var moved = 0;
        foreach (var record in await queue.ListAsync(race.Date, cancellationToken).ConfigureAwait(false))
        {
            var task = record.Task;
            // The programme is the day's, whatever its race's off becomes.
            if (
                task.Kind == TaskKind.Programme
                || task.Race != race
                || record.End is not null
                || task.Name == except
                || !IsMoved(task.Off, off)
            )
                continue;
            if (!await RequeueAsync(queue, PlanSchedule.MovedOf(task, off), cancellationToken).ConfigureAwait(false))
                continue;
            await queue.EndAsync(task.Name, Reason(task.Off, off), cancellationToken).ConfigureAwait(false);
            moved++;
        }
        return moved;
    }

    public static Phase PhaseOf(PlannedTask task) => task.Kind == TaskKind.H30 ? Phase.H30 : Phase.H5;
}
