using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Reads how the tasks of a day stand (<c>GET /api/days/{date}</c>, <c>hippique day</c>).</summary>
public sealed class DayTasksReader(PlanStore plans, PlanPauseStore pauses, TaskQueue queue, TimeProvider clock)
{
    /// <summary>Null if nothing is known of the day: no plan, and no task.</summary>
    public async Task<DayTasks?> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var plan = await plans.GetAsync(date, cancellationToken).ConfigureAwait(false);
        var tasks = await queue.OfDayAsync(date, cancellationToken).ConfigureAwait(false);
        if (plan is null && tasks.Count == 0)
            return null;
        var now = clock.GetUtcNow();
        var meetings = plan?.Races.ToDictionary(race => race.Id, race => race.Meeting) ?? [];
        return new DayTasks(
            date,
            now,
            plan?.Simulated == true,
            [.. tasks.Select(record => Of(record, now, record.Task.Race is { } race ? meetings.GetValueOrDefault(race) : null))]
        )
        {
            PlanPaused = await pauses.GetAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private static DayTask Of(TaskRecord record, DateTimeOffset now, string? meeting)
    {
        var task = record.Task;
        var next = record.PutOff?.Next ?? task.DueAt;
        var state = StateOf(record, next, now);
        return new DayTask
        {
            Name = task.Name,
            Kind = task.Kind,
            Race = task.Race?.Code,
            Meeting = meeting,
            Off = task.Off,
            DueAt = task.DueAt,
            GraceUntil = task.GraceUntil,
            State = state,
            LateSeconds = state switch
            {
                DayTaskState.Late => ((TaskEnd.Late)record.End!).Seconds,
                DayTaskState.Due or DayTaskState.Running when now - next is { TotalSeconds: >= 1 } late => (int)late.TotalSeconds,
                _ => null,
            },
            Reason = record.End is { } end ? end.Detail : record.PutOff?.Why,
            NextAt = state == DayTaskState.Waiting ? record.PutOff?.Next : null,
            Owner = state == DayTaskState.Running ? record.Lease?.Owner : null,
            EndedAt = record.EndedAt,
        };
    }

    private static DayTaskState StateOf(TaskRecord record, DateTimeOffset next, DateTimeOffset now) =>
        record.End is { } end ? Enum.Parse<DayTaskState>(end.State, ignoreCase: true)
        : record.Lease is { } lease && lease.Until > now ? DayTaskState.Running
        : next > now ? DayTaskState.Waiting
        : DayTaskState.Due;
}
