using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tasks;

/// <summary>What the embedded queue says of its work.</summary>
internal static partial class QueueLog
{
    [LoggerMessage(1, LogLevel.Information, "{Task} ended: {State} {Detail}")]
    public static partial void TaskEnded(ILogger logger, string task, string state, string detail);

    [LoggerMessage(2, LogLevel.Warning, "{Task} is called again in {Seconds} s: {Why}")]
    public static partial void TaskAgain(ILogger logger, string task, double seconds, string why);

    [LoggerMessage(3, LogLevel.Error, "{Task} broke")]
    public static partial void TaskBroke(ILogger logger, Exception broken, string task);

    [LoggerMessage(
        4,
        LogLevel.Information,
        "queue recovered: {Open} open tasks, {Missed} missed while nothing ran, {Woken} woken again, {Removed} left-over jobs removed"
    )]
    public static partial void Recovered(ILogger logger, int open, int missed, int woken, int removed);

    [LoggerMessage(5, LogLevel.Error, "the plan of {Date:yyyy-MM-dd} broke")]
    public static partial void PlanBroke(ILogger logger, Exception broken, DateOnly date);
}
