using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Plans a day at its hours, the same way as <c>POST /schedule</c>, and then does what is to be done once a day.</summary>
public sealed class DailyPlan(PlanDayHandler planner, ScheduleDayHandler scheduler, DayUpkeep upkeep, TimeProvider clock)
    : ITaskHandler,
        IDisposable
{
    /// <summary>The evening plan puts tomorrow's races before this hour into the queue, which a plan at nine would lose.</summary>
    public static readonly TimeOnly EarlyUntil = new(10, 0);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Plan, TaskKind.EarlyPlan];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var end = await PlanAsync(task, cancellationToken).ConfigureAwait(false);
            // Last, since it may take minutes of polite requests, in which a race near its off would lose its phase; a plan needs no record, an analysis reads it as it then is.
            await upkeep.RunAsync(task.Date, isTheDay: task.Kind == TaskKind.Plan, cancellationToken).ConfigureAwait(false);
            return new TaskOutcome.Ended(end);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<TaskEnd> PlanAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        switch (await planner.PlanAsync(task.Date, cancellationToken).ConfigureAwait(false))
        {
            case PlanDayResult.Planned { Plan: var plan }:
                await scheduler.EnqueueAsync(Part(plan, task), cancellationToken).ConfigureAwait(false);
                return Lateness.EndOf(task.DueAt, clock.GetUtcNow());
            case PlanDayResult.NoProgramme none:
                return new TaskEnd.Failed($"{task.Date:yyyy-MM-dd} could not be planned: {Why(none.Errors)}");
            case var other:
                throw new InvalidOperationException($"no schedule for {other.GetType().Name}");
        }
    }

    private static DayPlan Part(DayPlan plan, PlannedTask task)
    {
        if (task.Kind != TaskKind.EarlyPlan)
            return plan;
        var limit = ParisTime.At(task.Date, EarlyUntil);
        return plan with { Races = [.. plan.Races.Where(race => race.Off < limit)] };
    }

    private static string Why(IReadOnlyList<SourceError> errors) => errors.Count == 0 ? "no source is set up" : string.Join("; ", errors);
}
