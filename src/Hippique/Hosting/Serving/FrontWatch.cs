using Hippique.Cloud;
using Hippique.Hosting.Settings;

namespace Hippique.Hosting.Serving;

/// <summary>
/// Calls the service once from outside, beside its start, where it believes tokens without a signature: if a stranger gets an answer, nobody has checked them, and the log says so. Whoever
/// asks <c>hippique doctor</c> learns why; a container cannot see its own IAM policy.
/// </summary>
internal sealed partial class FrontWatch(HippiqueSettings settings, IHostApplicationLifetime lifetime, ILogger<FrontWatch> logger)
    : BackgroundService
{
    /// <summary>Whether there is anything to find.</summary>
    public static bool IsDue(AccessSettings access) => access is { AcceptsRemovedSignatures: true, Audience: not null };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var service = settings.Access.Audience!;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var begins = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (await FrontProbe.AskAsync(service, stoppingToken) is FrontAnswer.Service)
            Open(logger, FrontProbe.AddressOf(service));
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "AUTH_PLATFORM=cloud-run-iam, but {Address} answers without a token: IAM is not in front, and anybody can forge a token. scripts/deploy_cloud_run.sh --private puts it there; hippique doctor says what is open"
    )]
    private static partial void Open(ILogger logger, Uri address);
}
