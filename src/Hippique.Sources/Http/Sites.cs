using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>The hosts that were asked so far, each with its limiter, its count and its breaker.</summary>
internal sealed class Sites(SourceHttpOptions options, TimeProvider clock, IClockActivity activity, ILogger logger)
{
    /// <summary>A request takes a moment from its start to the site, and not always the same: this much more keeps the distance there too.</summary>
    private const double Margin = 1.01;
    private readonly ConcurrentDictionary<string, Site> _byAuthority = new(StringComparer.OrdinalIgnoreCase);

    public Site Of(Uri address) =>
        _byAuthority.GetOrAdd(
            address.Authority,
            authority =>
            {
                var spacing = TimeSpan.FromSeconds(Margin / options.RequestsPerSecond);
                var ledger = new HostLedger(options.CountsFolder, authority, clock, activity, logger);
                return new Site(
                    spacing,
                    new HostLimiter(spacing, clock),
                    ledger,
                    new HostBudget(options.RequestsPerDay, authority, logger),
                    new SiteBreaker(options, authority, ledger, clock, logger)
                );
            }
        );
}

/// <summary>One host and port.</summary>
internal sealed record Site(TimeSpan Spacing, HostLimiter Limiter, HostLedger Ledger, HostBudget Budget, SiteBreaker Breaker);
