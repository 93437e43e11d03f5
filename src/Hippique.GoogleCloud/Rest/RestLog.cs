using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Rest;

/// <summary>What is said of calls.</summary>
internal static partial class RestLog
{
    [LoggerMessage(30, LogLevel.Warning, "{Call} is tried again in {Seconds:0.0} s: {Error}")]
    public static partial void Again(ILogger logger, string call, string error, double seconds);
}
