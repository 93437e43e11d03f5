using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>
/// Plans the recorded days as the service does, and no other: the plan of another day ends at once, as called off. What goes with the plan of the next morning (results of the day, clearing) is
/// done at its hour all the same after the last of them.
/// </summary>
internal sealed class RecordedDayPlan(DailyPlan inner, TaskQueue queue, RehearsalAnchor anchor, TimeProvider clock) : ITaskHandler
{
    public IReadOnlyCollection<TaskKind> Kinds => inner.Kinds;

    public Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken) =>
        IsRecorded(task) ? inner.RunAsync(task, cancellationToken) : EndAsync(task, cancellationToken);

    public Task<TaskOutcome> RunAskedAsync(PlannedTask task, CancellationToken cancellationToken) =>
        IsRecorded(task) ? inner.RunAskedAsync(task, cancellationToken) : EndAsync(task, cancellationToken);

    private bool IsRecorded(PlannedTask task) => task.Date >= anchor.Date && task.Date <= anchor.Last;

    private async Task<TaskOutcome> EndAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (task.Date == anchor.Last.AddDays(1))
        {
            foreach (var work in DayWork.With(task, clock.GetUtcNow()).Where(work => work.Kind != TaskKind.Figures))
                await queue.AddAsync(work, cancellationToken);
        }
        return new TaskOutcome.Ended(
            new TaskEnd.Cancelled(
                (
                    anchor.LastDate is { } last
                        ? Problem.Of($"the recording is of {anchor.Date:yyyy-MM-dd} to {last:yyyy-MM-dd}")
                        : Problem.Of($"the recording is of {anchor.Date:yyyy-MM-dd} alone")
                ).ToString()
            )
        );
    }
}
