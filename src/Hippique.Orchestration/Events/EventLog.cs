using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Events;

/// <summary>Puts events into the program's log, each under the correlation id of its work.</summary>
public sealed partial class EventLog(ILogger<EventLog> logger) : IEventListener
{
    public void Heard(HippiqueEvent happened)
    {
        using var scope = Correlation.Begin(logger, happened.CorrelationId);
        switch (happened)
        {
            case HippiqueEvent.TaskEnded { End: var end, Task: var task }:
                Ended(logger, task.Name, end.State, end is TaskEnd.Late late ? $"{late.Seconds} s" : end.Detail ?? "");
                break;
            case HippiqueEvent.TaskReopened { Before: var before, Task: var task }:
                Reopened(logger, task.Name, before.State, before.Detail ?? "");
                break;
            case HippiqueEvent.TaskMoved { Old: var old, Moved: var moved }:
                Moved(logger, old.Name, moved.Name);
                break;
            case HippiqueEvent.TaskRestored { Task: var task, End: var end }:
                Restored(logger, task.Name, end.State);
                break;
            case HippiqueEvent.DayPlanned { Date: var date, Races: var races }:
                Planned(logger, races, date);
                break;
            case HippiqueEvent.PlanKept kept:
                Kept(logger, kept.Date, kept.Races, kept.Why.ToString());
                break;
            case HippiqueEvent.PlanFailed failed:
                NotPlanned(logger, failed.Date, failed.Tries, failed.NextTry, failed.Why.ToString());
                break;
            case HippiqueEvent.PlanStands stands:
                Stands(logger, stands.Date, stands.Races, stands.Failures);
                break;
            case HippiqueEvent.RaceSettled settled:
                Settled(logger, settled.Race, settled.Tickets, settled.Staked, settled.Returned, settled.Open);
                break;
            case HippiqueEvent.QueuePaused:
                Paused(logger);
                break;
            case HippiqueEvent.QueueResumed:
                Resumed(logger);
                break;
            case HippiqueEvent.LimitsChanged:
                LimitsChanged(logger);
                break;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Task} ended: {State} {Detail}")]
    private static partial void Ended(ILogger logger, string task, string state, string detail);

    [LoggerMessage(2, LogLevel.Information, "{Task} is moved and waits as {Moved}")]
    private static partial void Moved(ILogger logger, string task, string moved);

    [LoggerMessage(3, LogLevel.Information, "{Races} races planned for {Date:yyyy-MM-dd}")]
    private static partial void Planned(ILogger logger, int races, DateOnly date);

    [LoggerMessage(4, LogLevel.Information, "{Race}: {Tickets} tickets settled, {Staked} staked, {Returned} returned, {Open} left open")]
    private static partial void Settled(
        ILogger logger,
        Racing.RaceId race,
        int tickets,
        Racing.Euro staked,
        Racing.Euro returned,
        int open
    );

    [LoggerMessage(5, LogLevel.Warning, "the queue is paused: no task is woken")]
    private static partial void Paused(ILogger logger);

    [LoggerMessage(11, LogLevel.Warning, "{Task} was {State} by a clock that was ahead, and waits again")]
    private static partial void Restored(ILogger logger, string task, string state);

    [LoggerMessage(6, LogLevel.Warning, "the queue goes on")]
    private static partial void Resumed(ILogger logger);

    [LoggerMessage(7, LogLevel.Warning, "{Date:yyyy-MM-dd} planned again: every source refused, the plan of {Races} races stays: {Why}")]
    private static partial void Kept(ILogger logger, DateOnly date, int races, string why);

    [LoggerMessage(8, LogLevel.Error, "{Date:yyyy-MM-dd} could not be planned (try {Tries}), again at {NextTry:o}: {Why}")]
    private static partial void NotPlanned(ILogger logger, DateOnly date, int tries, DateTimeOffset? nextTry, string why);

    [LoggerMessage(9, LogLevel.Information, "{Date:yyyy-MM-dd} is planned at last: {Races} races, after {Failures} failed tries")]
    private static partial void Stands(ILogger logger, DateOnly date, int races, int failures);

    [LoggerMessage(10, LogLevel.Information, "{Task} is carried out again; before, it had ended: {State} {Detail}")]
    private static partial void Reopened(ILogger logger, string task, string state, string detail);

    [LoggerMessage(12, LogLevel.Information, "the user has set other limits of money, or has paused betting")]
    private static partial void LimitsChanged(ILogger logger);
}
