using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Boturfers;

/// <summary>Boturfers live: the programme of yesterday, today or tomorrow, in one request; nothing of single races.</summary>
public sealed class BoturfersSource(PoliteClient client, SourceHttpOptions options, TimeProvider clock) : IRaceSource
{
    private readonly Uri _base = options.BaseUrl(BoturfersSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(BoturfersSite.Name);

    public string Name => BoturfersSite.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = (date.DayNumber - ParisTime.DayOf(clock.GetUtcNow()).DayNumber) switch
        {
            -1 => "/programme-pmu-hier",
            0 => "/programme-pmu-du-jour",
            1 => "/programme-pmu-demain",
            _ => null,
        };
        if (path is null)
            return Refuse<Programme>(
                _base.AbsoluteUri,
                Problem.Of($"Boturfers shows yesterday, today and tomorrow, not {date:yyyy-MM-dd}")
            );
        var address = new Uri(_base.AbsoluteUri.TrimEnd('/') + path);
        return await client
            .ReadAsync(
                new PoliteRequest
                {
                    Source = Name,
                    Address = address,
                    Timeout = _timeout,
                },
                page =>
                    BoturfersProgramme.Read(page.Text, address.AbsoluteUri, date).Select(programme => programme with { At = page.Stamp }),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse<RaceView>(query.Link.Url, Problem.Of($"Boturfers is read for its programme only")));

    public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        Task.FromResult(Refuse<RaceResult>(link.Url, Problem.Of($"Boturfers is read for its programme only")));

    private static SourceAnswer<T> Refuse<T>(string where, Problem missing) =>
        new SourceAnswer<T>.Refused(new SourceError(SourceErrorKind.NotOffered, BoturfersSite.Name, where, missing));
}
