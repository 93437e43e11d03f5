using System.Globalization;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.ZEturf;

namespace Hippique.Demo;

/// <summary>Fetches the simulated site's pages over HTTP and reads them with ZEturf's parser.</summary>
internal sealed class DemoSource(HttpClient http, TimeProvider clock) : IRaceSource
{
    public string Name => "zeturf";

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/fr/programmes-et-pronostics/{date:yyyy-MM-dd}");
        return await GetAsync(path, cancellationToken) is { } html
            ? ZEturfProgrammePage.Parse(html, path, date) is SourceAnswer<Programme>.Found found
                ? new SourceAnswer<Programme>.Found(found.Value with { Races = [.. found.Value.Races.Select(Local)] })
                : ZEturfProgrammePage.Parse(html, path, date)
            : new SourceAnswer<Programme>.Refused(NotFound(path));
    }

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
        await PageAsync(query.Link, query.PlannedAt, cancellationToken) switch
        {
            SourceAnswer<ZEturfRace>.Found found => new SourceAnswer<RaceView>.Found(found.Value.View),
            SourceAnswer<ZEturfRace>.Refused refused => new SourceAnswer<RaceView>.Refused(refused.Error),
            _ => throw new InvalidOperationException("an answer is found or refused"),
        };

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        await PageAsync(link, clock.GetUtcNow(), cancellationToken) switch
        {
            SourceAnswer<ZEturfRace>.Found { Value.Result: { } result } => new SourceAnswer<RaceResult>.Found(result),
            SourceAnswer<ZEturfRace>.Refused refused => new SourceAnswer<RaceResult>.Refused(refused.Error),
            _ => new SourceAnswer<RaceResult>.Refused(
                new SourceError(SourceErrorKind.NoResultYet, Name, link.Url, "no arrival on the page")
            ),
        };

    private ProgrammeRace Local(ProgrammeRace race) =>
        race with
        {
            Link = race.Link with { Url = new Uri(http.BaseAddress!, new Uri(race.Link.Url).AbsolutePath).ToString() },
        };

    private async Task<SourceAnswer<ZEturfRace>> PageAsync(RaceLink link, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        var path = new Uri(link.Url).AbsolutePath;
        return await GetAsync(path, cancellationToken) is { } html
            ? ZEturfRacePage.Parse(html, link.Url, seenAt, new RaceId(link.Date, link.Code))
            : new SourceAnswer<ZEturfRace>.Refused(NotFound(path));
    }

    private async Task<string?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancellationToken) : null;
    }

    private SourceError NotFound(string path) => new(SourceErrorKind.NotFound, Name, path, "no such page");
}
