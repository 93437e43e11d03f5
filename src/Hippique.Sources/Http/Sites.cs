using System.Collections.Concurrent;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>The hosts that were asked so far, each with its limiter, its count and its breaker.</summary>
/// <param name="options">How they are asked.</param>
/// <param name="store">Of the counts; null: each process counts for itself.</param>
/// <param name="turns">Of an installation of several machines; null: the processes of this one keep the distance by files.</param>
/// <param name="clock">The clock.</param>
/// <param name="activity">Told of waits.</param>
/// <param name="logger">Told what cannot be shared.</param>
internal sealed class Sites(
    SourceHttpOptions options,
    ISourceStore? store,
    IHostTurns? turns,
    TimeProvider clock,
    IClockActivity activity,
    ILogger logger
)
{
    /// <summary>A request takes a moment from its start to the site, and not always the same: this much more keeps the distance there too.</summary>
    private const double Margin = 1.01;
    private readonly ConcurrentDictionary<string, Site> _byAuthority = new(StringComparer.OrdinalIgnoreCase);

    public static TimeSpan DistanceOf(SourceHttpOptions options) => TimeSpan.FromSeconds(Margin / options.RequestsPerSecond);

    public Site Of(Uri address) =>
        _byAuthority.GetOrAdd(
            address.Authority,
            authority =>
            {
                var distance = DistanceOf(options);
                var ledger = new HostLedger(store, authority, clock, activity, logger);
                return new Site
                {
                    Distance = distance,
                    Limiter = new HostLimiter(distance, clock),
                    Spacing = turns is null
                        ? new HostSpacing(options.SpacingFolder, authority, clock, activity, logger)
                        : new SharedSpacing(turns, authority, clock, activity, logger),
                    Ledger = ledger,
                    Budget = new HostBudget(options.RequestsPerDay, authority, logger),
                    Breaker = new SiteBreaker(options, authority, ledger, clock, logger),
                };
            }
        );
}

/// <summary>One host and port.</summary>
internal sealed record Site
{
    /// <summary>Between the starts of two requests.</summary>
    public required TimeSpan Distance { get; init; }

    /// <summary>Keeps it within the process.</summary>
    public required HostLimiter Limiter { get; init; }

    /// <summary>Keeps it between the processes of the machine, or of all machines.</summary>
    public required IHostSpacing Spacing { get; init; }
    public required HostLedger Ledger { get; init; }
    public required HostBudget Budget { get; init; }
    public required SiteBreaker Breaker { get; init; }
}
