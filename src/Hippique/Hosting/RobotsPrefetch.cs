using Hippique.Sources.Http;
using Hippique.Sources.Registration;

namespace Hippique.Hosting;

/// <summary>Fetches the sites' robots.txt at the start of the service and, each day, before the rules end, so that neither a plan nor a phase waits for them.</summary>
internal sealed class RobotsPrefetch(PoliteClient client, SourceHttpOptions options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    /// <summary>Rules hold for a day; two looks before that they are renewed.</summary>
    private static readonly TimeSpan Ahead = 2 * Look;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hosts = SourcesServices.HostsOf(options);
        while (hosts.Count > 0)
        {
            await client.PrepareAsync(hosts, Ahead, stoppingToken);
            await Task.Delay(Look, clock, stoppingToken);
        }
    }
}
