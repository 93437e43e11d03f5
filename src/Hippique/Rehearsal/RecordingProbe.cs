using System.Globalization;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;

namespace Hippique.Rehearsal;

/// <summary>Looks at a recorded day through its mirror and the program's own sources, at any moment of it: when its races are run and whose prices it has.</summary>
internal sealed class RecordingProbe : IDisposable
{
    /// <summary>Races looked at, spread over the day: a few have no prices in any recording.</summary>
    private const int Looks = 8;
    private readonly MomentClock _clock = new();
    private readonly ServiceProvider _services;

    /// <param name="order">Names of the sources.</param>
    /// <param name="baseUrls">Their addresses at the mirror.</param>
    public RecordingProbe(IReadOnlyList<string> order, IReadOnlyDictionary<string, Uri> baseUrls)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                RequestsToJudge = 0,
                RequestsPerDay = 0,
                LargestKept = 0,
                Order = order,
                BaseUrls = baseUrls,
                Timeouts = order.ToDictionary(name => name, _ => TimeSpan.FromMinutes(1)),
            },
            (_, wire) => new AtMoment(_clock) { InnerHandler = wire }
        );
        _services = services.BuildServiceProvider();
    }

    /// <summary>Null if no source has a race of the day in one of the countries.</summary>
    /// <param name="date">The recorded programme day.</param>
    /// <param name="countries">ISO 3166 alpha-3; empty: all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RecordedFacts?> LookAsync(DateOnly date, IReadOnlyList<string> countries, CancellationToken cancellationToken)
    {
        // As the day stood at its end, with offs that moved and races that were called off, and while it is still today: a site has a page for that.
        _clock.Moment = ParisTime.At(date.AddDays(1), new TimeOnly(3, 59));
        var races = new List<(IRaceSource Source, ProgrammeRace Race)>();
        foreach (var source in _services.GetServices<IRaceSource>())
        {
            if (await source.ProgrammeAsync(date, cancellationToken) is SourceAnswer<Programme>.Found { Value: var programme })
                races.AddRange(programme.Races.Where(race => !race.Cancelled && IsIn(race, countries)).Select(race => (source, race)));
        }
        if (races.Count == 0)
            return null;
        var pools = new SortedSet<Pool>();
        foreach (var bySource in races.GroupBy(one => one.Source))
            pools.UnionWith(await PoolsAsync(bySource.Key, [.. bySource.Select(one => one.Race)], cancellationToken));
        return new RecordedFacts(races.Min(one => one.Race.Off), [.. pools]);
    }

    public void Dispose() => _services.Dispose();

    private static bool IsIn(ProgrammeRace race, IReadOnlyList<string> countries) =>
        countries.Count == 0 || race.Country.Length == 0 || countries.Contains(race.Country);

    private async Task<IReadOnlySet<Pool>> PoolsAsync(
        IRaceSource source,
        IReadOnlyList<ProgrammeRace> races,
        CancellationToken cancellationToken
    )
    {
        var pools = new HashSet<Pool>();
        var step = Math.Max(1, races.Count / Looks);
        foreach (var race in races.OrderBy(race => race.Off).Where((_, index) => index % step == 0).Take(Looks))
        {
            _clock.Moment = race.Off - TimeSpan.FromMinutes(5);
            var look = await source.RaceAsync(new RaceQuery(race.Link, Phase.H5, _clock.Moment), cancellationToken);
            if (look is SourceAnswer<RaceView>.Found { Value: var view })
                pools.UnionWith(view.Pools.Where(pool => pool.Win.Count > 0).Select(pool => pool.Pool));
        }
        return pools;
    }

    /// <summary>Shows the moment that is looked at.</summary>
    private sealed class MomentClock : TimeProvider
    {
        public DateTimeOffset Moment { get; set; }

        public override DateTimeOffset GetUtcNow() => Moment;
    }

    private sealed class AtMoment(MomentClock clock) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(MirrorServer.AtHeader, clock.Moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
