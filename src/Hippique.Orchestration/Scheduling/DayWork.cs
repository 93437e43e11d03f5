using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>
/// What goes with the plan of a day, each a task of its own so that none keeps another, and none lasts longer than a process may be given: results of the days before, published
/// figures, and what is too old. What fails is tried again with the next plan.
/// </summary>
public sealed partial class DayWork(
    SettledDays settled,
    CurrentStatistics statistics,
    DayClearing clearing,
    ITaskStore tasks,
    RetentionSettings retention,
    ILogger<DayWork> logger
) : ITaskHandler, IDisposable
{
    /// <summary>How long figures are collected at a time: short enough for a queue that waits for each task's answer.</summary>
    public static readonly TimeSpan FigurePart = TimeSpan.FromMinutes(8);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Results, TaskKind.EarlyResults, TaskKind.Figures, TaskKind.Clearing];

    /// <summary>The tasks that go with a plan, from now on. On the evening before, a site of figures still shows today.</summary>
    public static IEnumerable<PlannedTask> With(PlannedTask plan, DateTimeOffset now)
    {
        TaskKind[] kinds = plan.Kind switch
        {
            TaskKind.Plan => [TaskKind.Results, TaskKind.Figures, TaskKind.Clearing],
            TaskKind.EarlyPlan => [TaskKind.EarlyResults, TaskKind.Clearing],
            _ => [],
        };
        return kinds.Select(kind => new PlannedTask
        {
            Name = TaskName.With(plan, kind),
            Kind = kind,
            Date = plan.Date,
            DueAt = now,
            GraceUntil = plan.GraceUntil,
        });
    }

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        try
        {
            return task.Kind switch
            {
                TaskKind.Figures => await FiguresAsync(task.Date, cancellationToken).ConfigureAwait(false),
                TaskKind.Clearing => await ClearAsync(task.Date, cancellationToken).ConfigureAwait(false),
                _ => await ResultsAsync(task, cancellationToken).ConfigureAwait(false),
            };
        }
        // The boundary to files that a person may have changed and to the disk: the day is played without it.
        catch (Exception broken) when (broken is UnreadableFileException or InvalidDataException or IOException)
        {
            NotDone(logger, task.Name, broken.Message);
            return new TaskOutcome.Ended(new TaskEnd.Failed(broken.Message));
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<TaskOutcome> ResultsAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        // Two plans at once would ask the same questions twice.
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await settled.ExtendAsync(task.Date, onceADay: task.Kind == TaskKind.Results, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
            // Also what was asked before something failed: a new day has become the past.
            await statistics.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        return new TaskOutcome.Ended(new TaskEnd.Done());
    }

    private async Task<TaskOutcome> FiguresAsync(DateOnly date, CancellationToken cancellationToken) =>
        await statistics.CollectFiguresAsync(date, FigurePart, cancellationToken).ConfigureAwait(false) is { } rest
            ? new TaskOutcome.GoesOn(rest)
            : new TaskOutcome.Ended(new TaskEnd.Done());

    private async Task<TaskOutcome> ClearAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            await clearing.ClearAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where a file cannot be deleted.
            var today = await clearing.TodayAsync(cancellationToken).ConfigureAwait(false);
            await tasks.ForgetAsync((date < today ? date : today).AddDays(-retention.KeepDays), cancellationToken).ConfigureAwait(false);
        }
        return new TaskOutcome.Ended(new TaskEnd.Done());
    }

    [LoggerMessage(1, LogLevel.Error, "{Task}: {Why}; tried again with the next plan")]
    private static partial void NotDone(ILogger logger, string task, string why);
}
