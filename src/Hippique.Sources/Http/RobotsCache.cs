using System.Collections.Concurrent;
using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>The robots.txt of each host, fetched once a day.</summary>
/// <param name="fetch">Gets a robots.txt: its text, null where the site has none, or why it could not be had.</param>
/// <param name="clock">The program's clock.</param>
/// <param name="activity">Told of those who wait for somebody else's request.</param>
internal sealed class RobotsCache(
    Func<Uri, Urgency, CancellationToken, Task<SourceAnswer<string?>>> fetch,
    TimeProvider clock,
    IClockActivity activity
)
{
    /// <summary>The name to which a site's rules are addressed.</summary>
    public const string ProductToken = "HippiqueOrchestrator";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules; where the file cannot be had, those of the day before, else the error: an unreachable file forbids everything (RFC 9309, 2.3.1.4).</summary>
    /// <param name="address">Of the page.</param>
    /// <param name="ahead">How much longer they must hold; rules that end before are fetched anew.</param>
    /// <param name="urgency">Of the caller; a fetch for which it waits becomes as urgent.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<SourceAnswer<RobotsRules>> RulesOfAsync(
        Uri address,
        TimeSpan ahead,
        Urgency urgency,
        CancellationToken cancellationToken
    )
    {
        var entry = _entries.GetOrAdd(address.GetLeftPart(UriPartial.Authority), _ => new Entry());
        if (entry.Fresh(clock.GetUtcNow() + ahead) is { } known)
            return new SourceAnswer<RobotsRules>.Found(known);
        UrgentQueue.Place place;
        using (activity.LimiterWait())
            place = await entry.Gate.EnterAsync(new Urgency(urgency.Level), cancellationToken).ConfigureAwait(false);
        try
        {
            if (entry.Fresh(clock.GetUtcNow() + ahead) is { } meanwhile)
                return new SourceAnswer<RobotsRules>.Found(meanwhile);
            var answer = await fetch(new Uri(address, "/robots.txt"), place.Urgency, cancellationToken).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            switch (answer)
            {
                case SourceAnswer<string?>.Found { Value: var text }:
                    entry.Keep(text is null ? RobotsRules.AllowAll : RobotsRules.Parse(text, ProductToken), now + Lifetime);
                    break;
                case SourceAnswer<string?>.Refused when entry.Rules is not null:
                    entry.Keep(entry.Rules, now + AfterFailure);
                    break;
                case SourceAnswer<string?>.Refused refused:
                    return new SourceAnswer<RobotsRules>.Refused(
                        refused.Error with
                        {
                            Missing = Problem.Of($"robots.txt cannot be read, so nothing is asked for: {refused.Error.Missing}"),
                        }
                    );
            }
            return new SourceAnswer<RobotsRules>.Found(entry.Rules!);
        }
        finally
        {
            entry.Gate.Leave(place);
        }
    }

    /// <summary>What is known of a host's file now; null: it was not read, or what was read holds no longer.</summary>
    public RobotsStanding? Of(Uri host) =>
        _entries.TryGetValue(host.GetLeftPart(UriPartial.Authority), out var entry) ? entry.At(clock.GetUtcNow()) : null;

    private sealed class Entry
    {
        private volatile Known? _known;
        public UrgentQueue Gate { get; } = new(inherits: true);
        public RobotsRules? Rules => _known?.Rules;

        public RobotsRules? Fresh(DateTimeOffset now) => _known is { } known && now < known.Until ? known.Rules : null;

        public RobotsStanding? At(DateTimeOffset now) =>
            _known is { } known && now < known.Until ? new RobotsStanding(known.Rules.Count, known.Until) : null;

        public void Keep(RobotsRules rules, DateTimeOffset until) => _known = new Known(rules, until);

        private sealed record Known(RobotsRules Rules, DateTimeOffset Until);
    }
}
