using Hippique.Orchestration.Health;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Sources.Http;
using Hippique.Sources.Reads;
using Hippique.Sources.Registration;
using Hippique.Sources.Storage;

namespace Hippique.Api;

/// <summary>Reads how the sources in use stand, without asking any of them.</summary>
internal sealed class SourceStandingReader(
    SourceSet sources,
    IEnumerable<IFigureSource> figures,
    HealthReader health,
    SourceRefusals refusals,
    SourceHttpOptions options,
    PoliteClient client,
    ISourceStore store,
    TimeProvider clock
)
{
    private readonly Lock _gate = new();
    private (long At, Task<IReadOnlyList<SourceStanding>> Answer)? _last;

    /// <summary>In the order in which they are asked, those of figures last; as they stood at most five seconds ago, since every page of today asks.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public Task<IReadOnlyList<SourceStanding>> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (
                _last is not { } last
                || (last.Answer.IsCompleted && clock.GetElapsedTime(last.At) >= RecentHealth.MaxAge)
                || last.Answer.IsFaulted
            )
                // Whoever asks may go; others share the answer.
                _last = last = (clock.GetTimestamp(), Task.Run(() => AskAsync(CancellationToken.None)));
            return last.Answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<SourceStanding>> AskAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Not the whole report: it asks the queue, which is another machine in the cloud, and no page of a day waits for that.
        var reads = await health.SourcesAsync(cancellationToken);
        var favourites = await health.FavouritesAsync(cancellationToken);
        var hosts = (await HostCounts.ReadAsync(store, ParisTime.ProgrammeOf(now), cancellationToken)).ToDictionary(
            count => count.Host,
            StringComparer.OrdinalIgnoreCase
        );
        var refused = refusals.All.ToLookup(one => one.Source);
        return
        [
            .. sources
                .InOrder.Select(source => source.Name)
                .Concat(figures.Select(source => source.Name))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new SourceStanding
                {
                    Name = name,
                    Reads = [.. reads.Where(read => read.Source == name)],
                    Refusals = refused[name].ToDictionary(one => one.Error, one => one.Count),
                    Favourites = favourites.FirstOrDefault(one => one.Source == name),
                    Host = HostOf(name, hosts, now),
                    NotYetSeen = SourceDescriptors.Find(name)?.NotYetSeen ?? [],
                }),
        ];
    }

    private HostStanding? HostOf(string source, Dictionary<string, HostCount> counts, DateTimeOffset now)
    {
        if (SourceDescriptors.Find(source) is not { DefaultAddress: not null } site)
            return null;
        var address = options.BaseUrl(site);
        var count = counts.GetValueOrDefault(address.Authority);
        return new HostStanding
        {
            Host = address.Authority,
            Requests = count?.Requests ?? 0,
            Budget = options.RequestsPerDay,
            HeldUntil = count?.HeldUntil is { } held && held > now ? held : null,
            CircuitOpenUntil = count?.CircuitOpenUntil is { } open && open > now ? open : null,
            Robots = client.RobotsOf(address),
        };
    }
}
