using Microsoft.Extensions.Hosting;

namespace Hippique.Orchestration.Exposure;

/// <summary>Notes at a start which limits are configured: the time to cool off begins then, and not with the next race.</summary>
internal sealed class LimitsNotice(IPlayLimits limits, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => limits.AtAsync(clock.GetUtcNow(), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
