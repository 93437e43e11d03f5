using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>What is said of jobs.</summary>
internal static partial class CloudSchedulerLog
{
    [LoggerMessage(
        45,
        LogLevel.Information,
        "{Task}: no job yet, {At:yyyy-MM-dd'T'HH:mm:ss'Z'} is more than {Days} days away; it is asked for later"
    )]
    public static partial void TooFar(ILogger logger, string task, DateTimeOffset at, int days);
}
