using Hippique.Hosting.Settings;

namespace Hippique.Metrics;

/// <summary>Whether a collector takes what is sent of one signal. A lasting fault is said once, and once when it is over.</summary>
/// <param name="target">The collector.</param>
/// <param name="signal"><c>measurements</c> or <c>traces</c>: one address may take these and refuse those.</param>
/// <param name="logger">Told.</param>
internal sealed partial class CollectorState(OtlpTarget target, string signal, ILogger logger)
{
    private int _isFailing;

    public void Took()
    {
        if (Interlocked.Exchange(ref _isFailing, 0) == 1)
            Back(logger, target, signal);
    }

    public void Refused(string why)
    {
        if (Interlocked.Exchange(ref _isFailing, 1) == 0)
            Away(logger, target, signal, why);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Collector} takes no {Signal} ({Reason}); the service goes on without it")]
    private static partial void Away(ILogger logger, OtlpTarget collector, string signal, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Collector} takes {Signal} again")]
    private static partial void Back(ILogger logger, OtlpTarget collector, string signal);
}
