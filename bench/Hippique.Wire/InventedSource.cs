using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Racing;

namespace Hippique.Wire;

/// <summary>Every day has its races; nothing is kept of what was asked.</summary>
internal sealed class InventedSource : IRaceSource
{
    /// <summary>Races a day.</summary>
    public const int Races = 40;

    public string Name => "zeturf";

    public static RaceCode CodeOf(int race) => new(1 + race / 8, 1 + race % 8);

    public Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        Task.FromResult<SourceAnswer<Programme>>(
            new SourceAnswer<Programme>.Found(new Programme(date, [.. Enumerable.Range(0, Races).Select(race => Line(date, race))], []))
        );

    public Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken)
    {
        var off = OffOf(query.Link.Date, (query.Link.Code.Meeting - 1) * 8 + query.Link.Code.Race - 1);
        var card = InventedRaces.Card(new RaceId(query.Link.Date, query.Link.Code), off);
        return Task.FromResult<SourceAnswer<RaceView>>(
            new SourceAnswer<RaceView>.Found(new RaceView(card, [InventedRaces.Win(Pool.ZEturf, query.PlannedAt)], []))
        );
    }

    public Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        Task.FromResult<SourceAnswer<RaceResult>>(
            new SourceAnswer<RaceResult>.Refused(new SourceError(SourceErrorKind.NoResultYet, Name, link.Url, Problem.Of($"the result")))
        );

    private static ProgrammeRace Line(DateOnly date, int race) =>
        new()
        {
            Link = new RaceLink("zeturf", date, CodeOf(race), $"https://www.zeturf.fr/fr/course/{date:yyyy-MM-dd}/{CodeOf(race)}-x"),
            Meeting = $"VALMOREL {1 + race / 8}",
            Country = "FRA",
            Name = $"PRIX NUMERO {race + 1}",
            Off = OffOf(date, race),
        };

    private static DateTimeOffset OffOf(DateOnly date, int race) => ParisTime.At(date, new TimeOnly(11, 0)).AddMinutes(15 * race);
}
