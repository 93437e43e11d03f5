using System.Diagnostics.Metrics;
using System.Globalization;
using Hippique.Embedded.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Nodes;

/// <summary>Says every few seconds that this node lives, and when its clock differs too much from the database's, by which the nodes' leases are compared.</summary>
/// <param name="nodes">Told.</param>
/// <param name="node">This one.</param>
/// <param name="address">Where it answers; null: not known yet.</param>
/// <param name="every">How often.</param>
/// <param name="clock">The machine's.</param>
/// <param name="logger">Told of the clock, and of a database that is away.</param>
/// <param name="meter">Of the numbers that it gives; null: none.</param>
public sealed partial class NodeHeartbeat(
    NodeRegistry nodes,
    NodeIdentity node,
    Func<string?> address,
    TimeSpan every,
    TimeProvider clock,
    ILogger<NodeHeartbeat> logger,
    Meter? meter = null
) : BackgroundService
{
    /// <summary>A clock that differs by more can end the lease of a node that lives.</summary>
    public static readonly TimeSpan LargestDifference = TimeSpan.FromSeconds(5);

    private readonly Gauge<double>? _ahead = meter?.CreateGauge<double>(
        "hippique_node_clock_ahead_seconds",
        unit: "s",
        description: "How far this node's clock is ahead of the database's; less than nothing if it is behind."
    );
    private readonly Gauge<int>? _up = meter?.CreateGauge<int>("hippique_database_up", description: "1 if the database answers this node.");
    private bool _differs;
    private bool _away;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await nodes.RemoveAsync(node, cancellationToken);
        }
        // The boundary of a stop: a row that stays is that of a node that is gone.
        catch (Exception left) when (left is IOException or OperationCanceledException)
        {
            NotRemoved(logger, left.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On the machine's clock: whether a process lives has nothing to do with the clock of the races.
        while (!stoppingToken.IsCancellationRequested)
        {
            await BeatAsync(stoppingToken);
            await Task.Delay(every, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ahead = await nodes.ClockAheadAsync(clock, cancellationToken);
            await nodes.BeatAsync(node, address(), ahead, cancellationToken);
            var differs = ahead.Duration() > LargestDifference;
            if (differs && !_differs)
                Differs(logger, ahead.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            _ahead?.Record(ahead.TotalSeconds);
            _up?.Record(1);
            if (_away)
                Back(logger);
            (_differs, _away) = (differs, false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        // The boundary of a beat: the next one tries again.
        catch (IOException away)
        {
            if (!_away)
                Away(logger, away.Message);
            _away = true;
            _up?.Record(0);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "the clock of this node is {Seconds} s ahead of the database's: set both by NTP, or leases of nodes that live may end"
    )]
    private static partial void Differs(ILogger logger, string seconds);

    [LoggerMessage(2, LogLevel.Error, "{Reason}; this node goes on when it is back")]
    private static partial void Away(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "the database is back")]
    private static partial void Back(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "this node stays in the list of nodes: {Reason}")]
    private static partial void NotRemoved(ILogger logger, string reason);
}
