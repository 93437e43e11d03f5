using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>What is said of the queue.</summary>
internal static partial class CloudTasksLog
{
    [LoggerMessage(
        40,
        LogLevel.Information,
        "{Task}: no wake yet, {At:yyyy-MM-dd'T'HH:mm:ss'Z'} is more than {Days} days away; it is asked for later"
    )]
    public static partial void TooFar(ILogger logger, string task, DateTimeOffset at, int days);

    [LoggerMessage(
        41,
        LogLevel.Warning,
        "{Account} has no permission {Method}; wakes are asked for without it, and it is tried again every ten minutes"
    )]
    public static partial void Refused(ILogger logger, string method, string account);
}
