using System.Collections.Concurrent;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>The hosts that were asked so far, each with its limiter, its count and its breaker.</summary>
internal sealed class Sites(SourceHttpOptions options, ISourceStore? store, TimeProvider clock, IClockActivity activity, ILogger logger)
{
    /// <summary>A request takes a moment from its start to the site, and not always the same: this much more keeps the distance there too.</summary>
    private const double Margin = 1.01;
    private readonly ConcurrentDictionary<string, Site> _byAuthority = new(StringComparer.OrdinalIgnoreCase);

    public Site Of(Uri address) =>
        _byAuthority.GetOrAdd(
            address.Authority,
            authority =>
            {
                var distance = TimeSpan.FromSeconds(Margin / options.RequestsPerSecond);
                var ledger = new HostLedger(store, authority, clock, activity, logger);
                return new Site
                {
                    Distance = distance,
                    Limiter = new HostLimiter(distance, clock),
                    Spacing = new HostSpacing(options.SpacingFolder, authority, clock, activity, logger),
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

    /// <summary>Keeps it between the processes of the machine.</summary>
    public required HostSpacing Spacing { get; init; }
    public required HostLedger Ledger { get; init; }
    public required HostBudget Budget { get; init; }
    public required SiteBreaker Breaker { get; init; }
}
