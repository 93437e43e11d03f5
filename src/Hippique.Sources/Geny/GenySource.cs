using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Geny;

/// <summary>
/// Geny live: one request for a day's programme, one for a look at a race. The page of the programme is not yet seen as the site sends it; where it carries no programme that
/// is a named error. Arrivals and dividends are not yet seen at all, and not offered.
/// </summary>
public sealed class GenySource(PoliteClient client, SourceHttpOptions options) : IRaceSource
{
    private readonly Uri _base = options.BaseUrl(GenySite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(GenySite.Name);

    public string Name => GenySite.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var address = At(GenyUrl.ProgrammePath(date));
        return await ReadAsync(
                address,
                null,
                RequestUrgency.Usual,
                answer =>
                    GenyProgramme.Read(answer.Text, address.AbsoluteUri, date).Select(programme => programme with { At = answer.Stamp }),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        // The address of a link is never fetched: its parts are checked, and the request is built from them.
        var reference = GenyUrl.ParseRace(query.Link.Url);
        if (!reference.TryGet(out var race))
            return new SourceAnswer<RaceView>.Refused(Error(SourceErrorKind.NotFound, query.Link.Url, reference.Error));
        var address = At(GenyUrl.RacePath(race));
        var off = query.PlannedAt + query.Phase.BeforeOff();
        return await ReadAsync(
                address,
                off,
                query.Urgency,
                answer =>
                    GenyRacePage
                        .Read(answer.Text, address.AbsoluteUri, query.Link)
                        .Select(view => view with { RaceAt = answer.Stamp, RunnersAt = answer.Stamp, SeenAt = answer.At }),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        Task.FromResult<SourceAnswer<RaceResult>>(
            new SourceAnswer<RaceResult>.Refused(
                Error(SourceErrorKind.NotOffered, link.Url, Problem.Of($"arrivals and dividends of Geny are not yet seen on a real page"))
            )
        );

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

    private Uri At(string path) => new(_base.AbsoluteUri.TrimEnd('/') + path);

    private static SourceError Error(SourceErrorKind kind, string where, Problem missing) => new(kind, GenySite.Name, where, missing);
}
