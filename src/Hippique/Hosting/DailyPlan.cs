using Hippique.Embedded.Planning;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;

namespace Hippique.Hosting;

/// <summary>What the plan's hours do: the same as <c>POST /schedule</c>.</summary>
internal sealed partial class DailyPlan(
    PlanDayHandler planner,
    ScheduleDayHandler scheduler,
    PlanStore plans,
    ITaskQueue queue,
    SettledDays settled,
    CurrentHistory history,
    CurrentFigures figures,
    DayClearing clearing,
    TimeProvider clock,
    ILogger<DailyPlan> logger
) : IDailyPlan
{
    /// <summary>The day has a plan, and every phase that can still be carried out is in the queue (the evening before plans only the early races).</summary>
    public async Task<bool> ExistsAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken) is not { } day)
            return false;
        var queued = (await queue.ListAsync(date, cancellationToken)).Select(record => (record.Task.Race, record.Task.Kind)).ToHashSet();
        return PlanSchedule.Of(day, clock.GetUtcNow()).All(phase => phase.Missed || queued.Contains((phase.Task.Race, phase.Task.Kind)));
    }

    public async Task RunAsync(DateOnly date, DateTimeOffset? offBefore, CancellationToken cancellationToken)
    {
        await PlanAsync(date, offBefore, cancellationToken);
        // Last, since it may take minutes of polite requests, in which a race near its off would lose its phase; a plan needs no record, an analysis reads it as it then is.
        await SettleAsync(date, cancellationToken);
        // The evening before, a site of figures still shows today.
        if (offBefore is null)
            figures.Planned(date);
        await ClearOldDaysAsync(cancellationToken);
    }

    private async Task ClearOldDaysAsync(CancellationToken cancellationToken)
    {
        try
        {
            await clearing.ClearAsync(cancellationToken);
        }
        // The boundary to the disk: what could not be deleted is tried again with the next plan.
        catch (Exception broken) when (broken is IOException)
        {
            NotCleared(logger, broken.Message);
        }
    }

    private async Task SettleAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            await settled.ExtendAsync(date, cancellationToken);
        }
        // The boundary to files that a person may have changed and to the disk: the day is played without the newest results, and the next plan tries again.
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            NotSettled(logger, broken.Message);
        }
        await history.RefreshAsync(cancellationToken);
    }

    private async Task PlanAsync(DateOnly date, DateTimeOffset? offBefore, CancellationToken cancellationToken)
    {
        switch (await planner.PlanAsync(date, cancellationToken))
        {
            case PlanDayResult.Planned planned when offBefore is { } limit:
                await scheduler.EnqueueAsync(
                    planned.Plan with
                    {
                        Races = [.. planned.Plan.Races.Where(race => race.Off < limit)],
                    },
                    cancellationToken
                );
                break;
            case PlanDayResult.Planned planned:
                await scheduler.EnqueueAsync(planned.Plan, cancellationToken);
                break;
            case PlanDayResult.NoProgramme none:
                NotPlanned(logger, date, none.Errors.Count == 0 ? "no source is set up" : string.Join("; ", none.Errors));
                break;
        }
    }

    [LoggerMessage(3, LogLevel.Error, "old days could not be cleared: {Why}")]
    private static partial void NotCleared(ILogger logger, string why);

    [LoggerMessage(2, LogLevel.Error, "the results of earlier days could not be put into the record of past races: {Why}")]
    private static partial void NotSettled(ILogger logger, string why);

    [LoggerMessage(1, LogLevel.Error, "{Date:yyyy-MM-dd} could not be planned: {Why}")]
    private static partial void NotPlanned(ILogger logger, DateOnly date, string why);
}
