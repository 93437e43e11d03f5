using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Maintenance;

/// <summary>What a person can have done with one task of the queue: carried out at once, cancelled, and a look that was missed made again as an extra one. Each may be asked for twice.</summary>
public sealed class TaskMaintenance(
    TaskQueue queue,
    TaskRunner runner,
    TaskHandlers handlers,
    TaskLeases leases,
    PlanStore plans,
    RunRaceHandler races,
    ExtraLookTaker extras,
    TimeProvider clock
)
{
    private static readonly Problem AtWork = Problem.Of($"it is being carried out now");

    /// <summary>
    /// Carries out an open task now. A look that is asked for more than two minutes before its time is an extra one unless <paramref name="force"/> is set; what would be of no use
    /// before its time is refused. A task that has ended is left as it is, but for what failed within its grace.
    /// </summary>
    public async Task<TaskOrderResult> RunAsync(string name, bool force, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } record)
            return NotKnown(name);
        if (record.Task.Kind.IsPhase())
            return new TaskOrderResult.Looked(await races.RunTaskAsync(record, force, cancellationToken).ConfigureAwait(false));
        if (record.End is null && WhyNotYet(record.Task) is { } early)
            return new TaskOrderResult.Refused(early);
        var handler = handlers.Of(record.Task);
        var run = await runner
            .RunNowAsync(record.Task, (task, cancelled) => handler.RunAskedAsync(task, cancelled), cancellationToken)
            .ConfigureAwait(false);
        return run is TaskRun.Busy or TaskRun.LeaseLost ? new TaskOrderResult.Refused(AtWork) : new TaskOrderResult.Ran(run);
    }

    /// <summary>Ends an open task as cancelled by a person, for good: neither a plan nor an off that moves puts it into the queue again. Refused while somebody works on it.</summary>
    public async Task<TaskOrderResult> CancelAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } record)
                return NotKnown(name);
            if (record.End == TaskEnd.Cancelled.ByPerson)
                return new TaskOrderResult.Cancelled();
            if (record.End is { } end)
                return new TaskOrderResult.Refused(HasEnded(end));
            // Under its lease, so that nobody begins it meanwhile.
            var lease = await leases.TakeAsync(name, cancellationToken).ConfigureAwait(false);
            if (lease is not null)
            {
                await using (lease.ConfigureAwait(false))
                    await queue.EndAsync(name, TaskEnd.Cancelled.ByPerson, cancellationToken).ConfigureAwait(false);
            }
            else if (await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is { End: null })
            {
                return new TaskOrderResult.Refused(AtWork);
            }
        }
    }

    /// <summary>
    /// Looks again at a race whose look was missed, failed or was cancelled by a person: an extra look, which leaves the phase's end as it is. Refused once the race is off.
    /// </summary>
    public async Task<TaskOrderResult> RetryAsync(string name, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { Task: var task } record)
            return NotKnown(name);
        if (WhyNoRetry(record) is { } why)
            return new TaskOrderResult.Refused(why);
        if (await plans.FindAsync(task.RaceOrThrow, cancellationToken).ConfigureAwait(false) is not { } race)
            return new TaskOrderResult.Unknown(Problem.Of($"{task.RaceOrThrow} is not in the plan of its day"));
        if (race.Cancelled)
            return new TaskOrderResult.Refused(Problem.Of($"the race was withdrawn"));
        var off = race.Off > task.OffOrThrow ? race.Off : task.OffOrThrow;
        if (clock.GetUtcNow() >= off)
            return new TaskOrderResult.Refused(
                Problem.Of($"the race was off at {ParisTime.ToParis(off):HH:mm}: there is nothing to look at any more")
            );
        var look = await extras.TakeAsync(race, task, cancellationToken).ConfigureAwait(false);
        return new TaskOrderResult.Looked(new RunRaceResult.Looked(look));
    }

    /// <summary>What a task would see before its time is not what it is for, and it is carried out once.</summary>
    private Problem? WhyNotYet(PlannedTask task)
    {
        var now = clock.GetUtcNow();
        return task.Kind switch
        {
            TaskKind.Close when now < task.DueAt => Problem.Of(
                $"the last prices are looked at from {ParisTime.ToParis(task.DueAt):HH:mm} on, after the off"
            ),
            TaskKind.Result when now < task.OffOrThrow => Problem.Of(
                $"the race is off at {ParisTime.ToParis(task.OffOrThrow):HH:mm}: it has no result yet"
            ),
            TaskKind.News when now < task.DueAt => Problem.Of($"the message is written at {ParisTime.ToParis(task.DueAt):HH:mm}"),
            _ => null,
        };
    }

    private static Problem? WhyNoRetry(TaskRecord record) =>
        record switch
        {
            { Task.Kind: not (TaskKind.H30 or TaskKind.H5) } => Problem.Of($"only a look at H-30 or H-5 is made again as an extra one"),
            { End: null } => Problem.Of($"it is still open: it can be carried out now"),
            { End: TaskEnd.Missed or TaskEnd.Failed } => null,
            { End: var end } when end == TaskEnd.Cancelled.ByPerson => null,
            { End: { } end } => HasEnded(end),
        };

    private static Problem HasEnded(TaskEnd end) =>
        end.Detail is { } why
            ? Problem.Of($"it has ended already, as {end.State}: {Problem.Verbatim(why)}")
            : Problem.Of($"it has ended already, as {end.State}");

    private static TaskOrderResult.Unknown NotKnown(string name) => new(Problem.Of($"no task is named '{Quoted.Short(name)}'"));
}
