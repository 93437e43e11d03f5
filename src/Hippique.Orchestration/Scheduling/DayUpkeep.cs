using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>What goes with the plan of a day: results of the days before, the record of past races, published figures, and what is too old. None of it stops another.</summary>
public sealed partial class DayUpkeep(
    SettledDays settled,
    CurrentStatistics statistics,
    DayClearing clearing,
    ITaskStore tasks,
    RetentionSettings retention,
    ILogger<DayUpkeep> logger
)
{
    /// <param name="date">The day that was planned.</param>
    /// <param name="isTheDay">Planned on the day itself: on the evening before, a site of figures still shows today.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public async Task RunAsync(DateOnly date, bool isTheDay, CancellationToken cancellationToken)
    {
        await GuardedAsync("results", () => settled.ExtendAsync(date, onceADay: isTheDay, cancellationToken)).ConfigureAwait(false);
        await statistics.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (isTheDay)
            statistics.DayPlanned(date);
        await GuardedAsync("clearing", () => clearing.ClearAsync(cancellationToken)).ConfigureAwait(false);
        await GuardedAsync("forgetting", () => ForgetAsync(date, cancellationToken)).ConfigureAwait(false);
    }

    private async Task ForgetAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var today = await clearing.TodayAsync(cancellationToken).ConfigureAwait(false);
        await tasks.ForgetAsync((date < today ? date : today).AddDays(-retention.KeepDays), cancellationToken).ConfigureAwait(false);
    }

    private async Task GuardedAsync(string step, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        // The boundary to files that a person may have changed and to the disk: the day is played without it, and the next plan tries again.
        catch (Exception broken) when (broken is UnreadableFileException or InvalidDataException or IOException)
        {
            NotDone(logger, step, broken.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "upkeep of the day, {Step}: {Why}; tried again with the next plan")]
    private static partial void NotDone(ILogger logger, string step, string why);
}
