using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// Collects the published figures of the day's races, race by race in the order of their offs: slowly, never in the minutes before an off, no page twice in a week. A source
/// that refuses is skipped for the rest of the round; so is a kind of page that does not read.
/// </summary>
public sealed partial class FigureCollector(
    IEnumerable<IFigureSource> sources,
    PlanStore plans,
    FigureStore store,
    PhaseSettings settings,
    TimeProvider clock,
    ILogger<FigureCollector> logger
)
{
    /// <summary>Between two requests, above what the limiter of the host asks for.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>Before an off nothing is asked for: the looks of that race must not share the machine and the line.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(6);

    /// <summary>A race that is nearer than this gets no further figures.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromMinutes(10);

    /// <summary>A line counts from shortly after it was written, so that no look falls between the writing and the reload.</summary>
    private static readonly TimeSpan EffectiveAfter = TimeSpan.FromSeconds(2);

    private const int DaysKept = 7;
    private const int MaxRequests = 600;
    private const int MaxUnread = 3;

    /// <param name="date">A day that has a plan.</param>
    /// <param name="changed">Called after each change of the day's file.</param>
    /// <param name="cancellationToken">Ends the round; what was collected stays.</param>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    /// <exception cref="UnreadableFileException">A file of figures was changed by hand and no longer reads; it is named.</exception>
    public async Task CollectAsync(DateOnly date, Func<Task> changed, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
            return;
        var round = new Round(date, [.. plan.Races.Where(IsPlayed).OrderBy(race => race.Off)], changed);
        await CarryOverAsync(round, cancellationToken).ConfigureAwait(false);
        foreach (var source in sources)
            await CollectAsync(round, source, cancellationToken).ConfigureAwait(false);
    }

    private bool IsPlayed(PlannedRace race) => !race.Cancelled && CountryList.Includes(settings.Countries, race.Country);

    /// <summary>Copies the figures of the last days, which are not asked for again.</summary>
    private async Task CarryOverAsync(Round round, CancellationToken cancellationToken)
    {
        foreach (var line in await store.LoadAsync(round.Date, cancellationToken).ConfigureAwait(false))
            round.Take(line);
        var carried = new List<FigureLine>();
        for (var back = 1; back < DaysKept; back++)
        {
            foreach (var line in await store.LoadAsync(round.Date.AddDays(-back), cancellationToken).ConfigureAwait(false))
            {
                var fresh = line.Figure is { } figure && clock.GetUtcNow() - figure.At < TimeSpan.FromDays(DaysKept);
                if (fresh && round.Urls.Add(line.Figure!.Url))
                    carried.Add(line with { Since = Now() });
            }
        }
        await AddAsync(round, carried, cancellationToken).ConfigureAwait(false);
    }

    private async Task CollectAsync(Round round, IFigureSource source, CancellationToken cancellationToken)
    {
        var pages = await source.RacesAsync(round.Date, cancellationToken).ConfigureAwait(false);
        if (pages is not SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found { Value: var byCode })
        {
            Refused(logger, ErrorOf(pages));
            return;
        }
        foreach (var race in round.Races.Where(race => byCode.ContainsKey(race.Id.Code)))
        {
            if (await LinksAsync(round, source, race, byCode[race.Id.Code], cancellationToken).ConfigureAwait(false) is not { } links)
                return;
            foreach (var link in links.Where(link => IsUseful(link, race) && !round.Urls.Contains(link.Url)))
            {
                if (race.Off - clock.GetUtcNow() < TooLate || round.IsUnreadable(link.Kind))
                    continue;
                if (!await FigureAsync(round, source, link, cancellationToken).ConfigureAwait(false))
                    return;
            }
        }
        Collected(logger, source.Name, round.Added, round.Date);
    }

    /// <summary>Times are used in trot only.</summary>
    private static bool IsUseful(FigureLink link, PlannedRace race) =>
        link.Kind != FigureKind.Horse || race.Discipline.Family() == DisciplineFamily.Trot;

    /// <summary>Empty if the race is too near or its page does not read; null if the source is to be skipped for the rest of the round.</summary>
    private async Task<IReadOnlyList<FigureLink>?> LinksAsync(
        Round round,
        IFigureSource source,
        PlannedRace race,
        string page,
        CancellationToken cancellationToken
    )
    {
        if (race.Off - clock.GetUtcNow() < TooLate || round.RacesUnread >= MaxUnread)
            return [];
        if (!await MayAskAsync(round, cancellationToken).ConfigureAwait(false))
            return null;
        switch (await source.LinksAsync(page, cancellationToken).ConfigureAwait(false))
        {
            case SourceAnswer<IReadOnlyList<FigureLink>>.Found { Value: var links }:
                round.RacesUnread = 0;
                if (!round.Linked.Contains(race.Id))
                    await AddAsync(
                            round,
                            [
                                new FigureLine
                                {
                                    Since = Now(),
                                    Race = race.Id,
                                    Links = [.. links.Select(link => link.Url)],
                                },
                            ],
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                return links;
            case var refused:
                var error = ErrorOf(refused);
                Refused(logger, error);
                round.RacesUnread++;
                return error.IsSourceWide ? null : [];
        }
    }

    /// <summary>False if the source is to be skipped for the rest of the round.</summary>
    private async Task<bool> FigureAsync(Round round, IFigureSource source, FigureLink link, CancellationToken cancellationToken)
    {
        if (!await MayAskAsync(round, cancellationToken).ConfigureAwait(false))
            return false;
        round.Urls.Add(link.Url);
        switch (await source.FigureAsync(link, cancellationToken).ConfigureAwait(false))
        {
            case SourceAnswer<PublishedFigure>.Found { Value: var figure }:
                round.Read(link.Kind);
                await AddAsync(round, [new FigureLine { Since = Now(), Figure = figure }], cancellationToken).ConfigureAwait(false);
                return true;
            case var refused:
                var error = ErrorOf(refused);
                Refused(logger, error);
                if (round.Unread(link.Kind) == MaxUnread)
                    GivenUp(logger, source.Name, link.Kind);
                return !error.IsSourceWide;
        }
    }

    /// <summary>Waits until a request is allowed; false if the round has spent its requests.</summary>
    private async Task<bool> MayAskAsync(Round round, CancellationToken cancellationToken)
    {
        if (++round.Requests > MaxRequests)
            return false;
        await Task.Delay(Pace, clock, cancellationToken).ConfigureAwait(false);
        while (round.Races.FirstOrDefault(race => race.Off > clock.GetUtcNow()) is { } next && next.Off - clock.GetUtcNow() <= Quiet)
            await Task.Delay(next.Off - clock.GetUtcNow(), clock, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task AddAsync(Round round, List<FigureLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
            return;
        await store.AddAsync(round.Date, lines, cancellationToken).ConfigureAwait(false);
        foreach (var line in lines)
            round.Take(line);
        round.Added += lines.Count(line => line.Figure is not null);
        await round.Changed().ConfigureAwait(false);
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToUniversalTime() + EffectiveAfter;

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;

    /// <summary>The state of one round.</summary>
    private sealed class Round(DateOnly date, IReadOnlyList<PlannedRace> races, Func<Task> changed)
    {
        private readonly Dictionary<FigureKind, int> _unread = [];

        public DateOnly Date => date;
        public IReadOnlyList<PlannedRace> Races => races;
        public Func<Task> Changed => changed;

        /// <summary>Pages that are known or were asked for.</summary>
        public HashSet<string> Urls { get; } = new(StringComparer.Ordinal);
        public HashSet<RaceId> Linked { get; } = [];
        public int Requests { get; set; }
        public int RacesUnread { get; set; }
        public int Added { get; set; }

        public void Take(FigureLine line)
        {
            if (line.Figure is { } figure)
                Urls.Add(figure.Url);
            if (line.Race is { } race)
                Linked.Add(race);
        }

        public void Read(FigureKind kind) => _unread[kind] = 0;

        public int Unread(FigureKind kind) => _unread[kind] = _unread.GetValueOrDefault(kind) + 1;

        public bool IsUnreadable(FigureKind kind) => _unread.GetValueOrDefault(kind) >= MaxUnread;
    }

    [LoggerMessage(LogLevel.Information, "{Source}: {Figures} published figures for {Date:yyyy-MM-dd}")]
    private static partial void Collected(ILogger logger, string source, int figures, DateOnly date);

    [LoggerMessage(LogLevel.Warning, "no published figures: {Error}")]
    private static partial void Refused(ILogger logger, SourceError error);

    [LoggerMessage(LogLevel.Warning, "{Source}: pages of the kind {Kind} do not read and are not asked for in this round")]
    private static partial void GivenUp(ILogger logger, string source, FigureKind kind);
}
