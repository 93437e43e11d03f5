using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Maintenance;

/// <summary>Pauses the daily plan of the installation and lets it go on.</summary>
public sealed class PlanMaintenance(PlanPauseStore pauses, TaskQueue queue, TimeProvider clock)
{
    /// <summary>The pause that holds: where the plan was paused before, that of then.</summary>
    public Task<PlanPause> PauseAsync(string by, CancellationToken cancellationToken) => pauses.PauseAsync(by, cancellationToken);

    /// <summary>Plans that came due meanwhile are made at once. Called again, also after a kill between the two, it changes nothing.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await pauses.ResumeAsync(cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var today = ParisTime.ProgrammeOf(now);
        // In the evening tomorrow's early races too.
        foreach (var date in new[] { today, today.AddDays(1) })
        {
            foreach (var record in await queue.OfDayAsync(date, cancellationToken).ConfigureAwait(false))
            {
                if (record is { End: null, PutOff: not null, Task.Kind: TaskKind.Plan or TaskKind.EarlyPlan })
                    await queue.WakeAsync(record.Task, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
