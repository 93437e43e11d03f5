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

    /// <summary>Begins a round, or goes on with one of which nothing but the day's file is left. Null if there is nothing to collect: the day has no plan, or is simulated.</summary>
    /// <param name="date">The programme day.</param>
    /// <param name="changed">Called after each change of the day's file, as long as the round lasts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    /// <exception cref="UnreadableFileException">A file of figures was changed by hand and no longer reads; it is named.</exception>
    public async Task<FigureRound?> OpenAsync(DateOnly date, Func<Task> changed, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
            return null;
        var round = new FigureRound(date, [.. plan.Races.Where(IsPlayed).OrderBy(race => race.Off)], changed);
        await CarryOverAsync(round, cancellationToken).ConfigureAwait(false);
        return round;
    }

    /// <summary>
    /// Collects until the round is over (null), or for about <paramref name="part"/>, or until the minutes before an off: then it says after what time to go on.
    /// </summary>
    /// <param name="round">The round.</param>
    /// <param name="part">How long at most, but for the request that is under way then.</param>
    /// <param name="cancellationToken">Ends the call; what was collected stays.</param>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task<TimeSpan?> GoOnAsync(FigureRound round, TimeSpan part, CancellationToken cancellationToken)
    {
        (round.Until, round.Rest) = (clock.GetUtcNow() + part, null);
        foreach (var source in sources.Where(source => !round.Over.Contains(source.Name)))
        {
            await CollectAsync(round, source, cancellationToken).ConfigureAwait(false);
            if (round.Rest is { } rest)
                return rest;
            round.Over.Add(source.Name);
        }
        return null;
    }

    private bool IsPlayed(PlannedRace race) => !race.Cancelled && CountryList.Includes(settings.Countries, race.Country);

    /// <summary>Copies the figures of the last days, which are not asked for again.</summary>
    private async Task CarryOverAsync(FigureRound round, CancellationToken cancellationToken)
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

    private async Task CollectAsync(FigureRound round, IFigureSource source, CancellationToken cancellationToken)
    {
        if (await PagesAsync(round, source, cancellationToken).ConfigureAwait(false) is not { } pages)
            return;
        foreach (var race in round.Races.Where(race => pages.ContainsKey(race.Id.Code)))
        {
            if (await LinksAsync(round, source, race, pages[race.Id.Code], cancellationToken).ConfigureAwait(false) is not { } links)
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

    /// <summary>Asked for once a round; null if the source refuses.</summary>
    private async Task<IReadOnlyDictionary<RaceCode, string>?> PagesAsync(
        FigureRound round,
        IFigureSource source,
        CancellationToken cancellationToken
    )
    {
        if (round.Pages.TryGetValue(source.Name, out var known))
            return known;
        var pages = await source.RacesAsync(round.Date, cancellationToken).ConfigureAwait(false);
        if (pages is SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found { Value: var byCode })
            return round.Pages[source.Name] = byCode;
        Refused(logger, ErrorOf(pages));
        return null;
    }

    /// <summary>Times are used in trot only.</summary>
    private static bool IsUseful(FigureLink link, PlannedRace race) =>
        link.Kind != FigureKind.Horse || race.Discipline.Family() == DisciplineFamily.Trot;

    /// <summary>Empty if the race is too near or its page does not read; null if the source is to be skipped for the rest of the round, or the round rests.</summary>
    private async Task<IReadOnlyList<FigureLink>?> LinksAsync(
        FigureRound round,
        IFigureSource source,
        PlannedRace race,
        string page,
        CancellationToken cancellationToken
    )
    {
        var key = (source.Name, race.Id);
        if (round.Links.TryGetValue(key, out var known))
            return known;
        if (race.Off - clock.GetUtcNow() < TooLate || !round.ReadsRaces)
            return [];
        if (!await MayAskAsync(round, cancellationToken).ConfigureAwait(false))
            return null;
        switch (await source.LinksAsync(page, cancellationToken).ConfigureAwait(false))
        {
            case SourceAnswer<IReadOnlyList<FigureLink>>.Found { Value: var links }:
                round.RacesUnread = 0;
                round.Links[key] = links;
                if (!round.Linked.Contains(race.Id))
                    await AddAsync(round, [LinksLine(race.Id, links)], cancellationToken).ConfigureAwait(false);
                return links;
            case var refused:
                var error = ErrorOf(refused);
                Refused(logger, error);
                round.RacesUnread++;
                return error.IsSourceWide ? null : round.Links[key] = [];
        }
    }

    /// <summary>False if the source is to be skipped for the rest of the round, or the round rests.</summary>
    private async Task<bool> FigureAsync(FigureRound round, IFigureSource source, FigureLink link, CancellationToken cancellationToken)
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
                if (round.GivesUp(link.Kind))
                    GivenUp(logger, source.Name, link.Kind);
                return !error.IsSourceWide;
        }
    }

    /// <summary>Waits between requests; false if the round has spent its requests, or rests.</summary>
    private async Task<bool> MayAskAsync(FigureRound round, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() >= round.Until)
        {
            round.Rest = Pace;
            return false;
        }
        await Task.Delay(Pace, clock, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (round.Races.FirstOrDefault(race => race.Off > now) is { } next && next.Off - now <= Quiet)
        {
            round.Rest = next.Off - now;
            return false;
        }
        return round.TakeRequest();
    }

    private async Task AddAsync(FigureRound round, List<FigureLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
            return;
        await store.AddAsync(round.Date, lines, cancellationToken).ConfigureAwait(false);
        foreach (var line in lines)
            round.Take(line);
        round.Added += lines.Count(line => line.Figure is not null);
        await round.Changed().ConfigureAwait(false);
    }

    private FigureLine LinksLine(RaceId race, IReadOnlyList<FigureLink> links) =>
        new()
        {
            Since = Now(),
            Race = race,
            Links = [.. links.Select(link => link.Url)],
        };

    private DateTimeOffset Now() => clock.GetUtcNow().ToUniversalTime() + EffectiveAfter;

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;

    [LoggerMessage(LogLevel.Information, "{Source}: {Figures} published figures for {Date:yyyy-MM-dd}")]
    private static partial void Collected(ILogger logger, string source, int figures, DateOnly date);

    [LoggerMessage(LogLevel.Warning, "no published figures: {Error}")]
    private static partial void Refused(ILogger logger, SourceError error);

    [LoggerMessage(LogLevel.Warning, "{Source}: pages of the kind {Kind} do not read and are not asked for in this round")]
    private static partial void GivenUp(ILogger logger, string source, FigureKind kind);
}
