using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Http;

namespace Hippique.Sources.ZoneTurf;

/// <summary>Zone-Turf live: figures of jockeys, trainers and horses, a request a page.</summary>
public sealed class ZoneTurfSource(PoliteClient client, SourceHttpOptions options) : IFigureSource
{
    /// <summary>The site's pages link to it; it shows the day that is.</summary>
    private const string ProgrammePath = "/programmes/aujourdhui";

    private readonly Uri _base = options.BaseUrl(ZoneTurfSite.Descriptor);
    private readonly TimeSpan _timeout = options.Timeout(ZoneTurfSite.Name);

    public string Name => ZoneTurfSite.Name;

    public async Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var address = At(ProgrammePath);
        return await ReadAsync(address, page => ZoneTurfLinks.Races(page.Text, address.AbsoluteUri, date), cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken)
    {
        var address = At(racePage);
        return await ReadAsync(
                address,
                page =>
                    ZoneTurfLinks
                        .Figures(page.Text, address.AbsoluteUri)
                        .Select<IReadOnlyList<FigureLink>>(links =>
                            [.. links.Select(link => new FigureLink(link.Kind, At(link.Path).AbsoluteUri))]
                        ),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public async Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken)
    {
        // Whatever host a link names, the request goes to the site that is configured.
        var address = At(new Uri(link.Url).AbsolutePath);
        return await ReadAsync(address, page => Read(page.Text, link, address, page.At), cancellationToken).ConfigureAwait(false);
    }

    private static SourceAnswer<PublishedFigure> Read(string html, FigureLink link, Uri address, DateTimeOffset at)
    {
        if (link.Kind == FigureKind.Horse)
            return ZoneTurfHorse.Read(html, address.AbsoluteUri).Select(horse => Figure(link, at, horse));
        return ZoneTurfJockey
            .Read(html, address.AbsoluteUri)
            .Select(person => Empty(link, person.Name, at) with { Starts = person.Starts, Wins = person.Wins });
    }

    private static PublishedFigure Figure(FigureLink link, DateTimeOffset at, HorseStatistics horse) =>
        Empty(link, horse.Name, at) with
        {
            Starts = horse.Starts,
            Wins = horse.Wins,
            Age = horse.Age,
            Times =
            [
                .. horse
                    .Performances.Where(race => race.SecondsPerKm is not null)
                    .Select(race => new PublishedTime(race.Date, race.Discipline, race.SecondsPerKm!.Value)),
            ],
        };

    private static PublishedFigure Empty(FigureLink link, string name, DateTimeOffset at) =>
        new()
        {
            Kind = link.Kind,
            Name = name,
            Source = ZoneTurfSite.Name,
            Url = link.Url,
            At = at.ToUniversalTime(),
        };

    private Task<SourceAnswer<T>> ReadAsync<T>(
        Uri address,
        Func<PoliteAnswer, SourceAnswer<T>> read,
        CancellationToken cancellationToken
    ) =>
        client.ReadAsync(
            new PoliteRequest
            {
                Source = Name,
                Address = address,
                Timeout = _timeout,
            },
            read,
            cancellationToken
        );

    private Uri At(string path) => new(_base.AbsoluteUri.TrimEnd('/') + path);
}
