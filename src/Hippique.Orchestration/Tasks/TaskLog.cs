using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>What is said of tasks besides their events.</summary>
internal static partial class TaskLog
{
    [LoggerMessage(EventId = 2, Message = "{Task} is called again in {Seconds:0} s: {Why}")]
    public static partial void Again(ILogger logger, LogLevel level, string task, double seconds, string why);

    [LoggerMessage(3, LogLevel.Error, "{Task} broke")]
    public static partial void Broke(ILogger logger, Exception broken, string task);

    [LoggerMessage(
        4,
        LogLevel.Information,
        "queue recovered: {Open} open tasks, {Missed} missed while nothing ran, {Woken} woken again, {Removed} left-over jobs removed"
    )]
    public static partial void Recovered(ILogger logger, int open, int missed, int woken, int removed);

    [LoggerMessage(5, LogLevel.Warning, "{Task}: the lease was lost to another process, which carries it out")]
    public static partial void LeaseLost(ILogger logger, string task);

    [LoggerMessage(6, LogLevel.Warning, "{Task}: the lease could not be renewed")]
    public static partial void NotRenewed(ILogger logger, Exception broken, string task);

    [LoggerMessage(7, LogLevel.Error, "{Task}: its end could not be found; it is tried again")]
    public static partial void EndNotFound(ILogger logger, Exception broken, string task);
}
