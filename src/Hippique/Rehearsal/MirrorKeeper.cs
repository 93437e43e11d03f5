namespace Hippique.Rehearsal;

/// <summary>Tells the mirror that this process uses it, and starts it again where it is gone.</summary>
internal sealed partial class MirrorKeeper(RehearsalAnchor anchor, ILogger<MirrorKeeper> logger) : BackgroundService
{
    /// <summary>Real time: the mirror is a process of this machine.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await MirrorProcess.JoinAsync(anchor, stoppingToken))
                continue;
            Gone(logger, anchor.Mirror);
            if (await MirrorProcess.StartAsync(anchor.Day, anchor.Mirror.Port, stoppingToken) is MirrorStart.Failed failed)
                NotStarted(logger, string.Join("; ", failed.Errors));
            else
                await MirrorProcess.JoinAsync(anchor, stoppingToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "the mirror at {Mirror} is gone and is started again")]
    private static partial void Gone(ILogger logger, Uri mirror);

    [LoggerMessage(2, LogLevel.Warning, "the mirror does not start: {Why}")]
    private static partial void NotStarted(ILogger logger, string why);
}
