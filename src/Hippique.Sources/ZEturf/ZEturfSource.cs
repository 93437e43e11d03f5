using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Http;

namespace Hippique.Sources.ZEturf;

/// <summary>ZEturf live: one request for the day's programme, one for a look at a race, one for its result.</summary>
public sealed class ZEturfSource(PoliteClient client, SourceHttpOptions options, TimeProvider clock) : IRaceSource
{
    /// <summary>The only address of a programme that the site's pages link to; it shows the day that is.</summary>
    private const string ProgrammePath = "/fr/programmes-et-pronostics";

    private readonly Uri _base = options.BaseUrl(ZEturfSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(ZEturfSite.Name);

    public string Name => ZEturfSite.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var address = At(ProgrammePath);
        var now = clock.GetUtcNow();
        if (date != ParisTime.DayOf(now) && date != ParisTime.ProgrammeOf(now))
        {
            return new SourceAnswer<Programme>.Refused(
                ZEturfDocument.Error(
                    SourceErrorKind.NotOffered,
                    address.AbsoluteUri,
                    Problem.Of($"ZEturf shows the programme of the current day only")
                )
            );
        }
        return await ReadAsync(
                address,
                null,
                RequestUrgency.Usual,
                answer =>
                    ZEturfProgrammePage.Parse(answer.Text, address.AbsoluteUri, date).Select(programme => Here(programme, answer.Stamp)),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        var off = query.PlannedAt + query.Phase.BeforeOff();
        return await PageAsync(query.Link, off, query.Urgency, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<ZEturfRace>.Found { Value: var race } => new SourceAnswer<RaceView>.Found(race.View),
            var refused => new SourceAnswer<RaceView>.Refused(ErrorOf(refused)),
        };
    }

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken)
    {
        return await PageAsync(link, null, RequestUrgency.Usual, cancellationToken).ConfigureAwait(false) switch
        {
            SourceAnswer<ZEturfRace>.Found { Value.Result: { } result } => new SourceAnswer<RaceResult>.Found(result),
            SourceAnswer<ZEturfRace>.Found => new SourceAnswer<RaceResult>.Refused(
                ZEturfDocument.Error(SourceErrorKind.NoResultYet, link.Url, Problem.Of($"the page has no arrival yet"))
            ),
            var refused => new SourceAnswer<RaceResult>.Refused(ErrorOf(refused)),
        };
    }

    private async Task<SourceAnswer<ZEturfRace>> PageAsync(
        RaceLink link,
        DateTimeOffset? off,
        RequestUrgency urgency,
        CancellationToken cancellationToken
    )
    {
        // The address of a link is never fetched: its parts are checked, and the request is built from them.
        var slug =
            CourseUrl.Parse(link.Url, [.. ZEturfSite.Pages.Public, new CourseHost(ZEturfSite.Pages, _base)]).TryGet(out var parts)
            && parts.Date == link.Date
            && parts.Code == link.Code
                ? parts.Slug
                : null;
        var address = At(ZEturfUrl.RacePath(link.Date, link.Code, slug));
        return await ReadAsync(
                address,
                off,
                urgency,
                answer =>
                    ZEturfRacePage
                        .Parse(answer.Text, address.AbsoluteUri, answer.At, new RaceId(link.Date, link.Code))
                        .Select(race =>
                            race with
                            {
                                View = race.View with { RaceAt = answer.Stamp, RunnersAt = answer.Stamp, SeenAt = answer.At },
                            }
                        ),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private Task<SourceAnswer<T>> ReadAsync<T>(
        Uri address,
        DateTimeOffset? off,
        RequestUrgency urgency,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        CancellationToken cancellationToken
    ) =>
        client.ReadAsync(
            new PoliteRequest
            {
                Source = Name,
                Address = address,
                Timeout = _timeout,
                Off = off,
                Urgency = new Urgency(urgency),
            },
            read,
            cancellationToken
        );

    /// <summary>The races' addresses are where the pages came from, which a mirror or a simulated site is, too.</summary>
    private Programme Here(Programme programme, DateTimeOffset at) =>
        programme with
        {
            At = at,
            Races = _base.Host != new Uri(ZEturfSite.Address).Host ? [.. programme.Races.Select(Here)] : programme.Races,
        };

    private ProgrammeRace Here(ProgrammeRace race) =>
        race with
        {
            Link = race.Link with { Url = At(new Uri(race.Link.Url).AbsolutePath).AbsoluteUri },
        };

    private Uri At(string path) => new(_base.AbsoluteUri.TrimEnd('/') + path);

    private static SourceError ErrorOf<T>(SourceAnswer<T> answer) => ((SourceAnswer<T>.Refused)answer).Error;
}
