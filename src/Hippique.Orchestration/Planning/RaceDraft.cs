using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>A race while it is being merged: the lines of the programmes that speak of it, the naming source's first.</summary>
internal sealed class RaceDraft(ProgrammeRace first)
{
    public List<ProgrammeRace> Lines { get; } = [first];

    private readonly string _course = Names.Racecourse(first.Meeting);
    private readonly string _name = Names.Race(first.Name);

    public bool Has(string source) => Lines.Exists(line => line.Link.Source == source);

    public bool CouldBe(ProgrammeRace race) =>
        Names.Racecourse(race.Meeting) == _course
        && Lines.Exists(line => (line.Off - race.Off).Duration() <= DayPlanner.OffTolerance)
        && (SameNumber(race) || SameName(race));

    public bool SameNumber(ProgrammeRace race) => Lines[0].Link.Code.Race == race.Link.Code.Race;

    public bool SameName(ProgrammeRace race) => _name.Length > 0 && Names.Race(race.Name) == _name;

    /// <param name="id">The race's one name.</param>
    /// <param name="order">Where each source stands in the order of asking.</param>
    /// <param name="stated">When each source stated its programme.</param>
    public PlannedRace ToRace(RaceId id, Dictionary<string, int> order, Dictionary<string, DateTimeOffset?> stated)
    {
        var origins = new OriginList();
        var asked = Lines.OrderBy(line => order[line.Link.Source]).ToList();
        var claims = asked.Select(line => new OffClaim(line.Link.Source, line.Off.ToUniversalTime())).ToList();
        var earliest = claims.Min(claim => claim.Off);
        var race = new PlannedRace
        {
            Id = id,
            Meeting = First(RaceFields.Meeting, line => line.Meeting, text => text.Length > 0) ?? "",
            Country = First(RaceFields.Country, line => line.Country, text => text.Length > 0) ?? "",
            Name = First(RaceFields.Name, line => line.Name, text => text.Length > 0) ?? "",
            // The earliest claim: a look that comes too early is postponed when the source is asked, one that comes too late is lost.
            Off = First(RaceFields.Off, line => line.Off, off => off == earliest).ToUniversalTime(),
            Discipline = First(RaceFields.Discipline, line => line.Discipline, discipline => discipline != Discipline.Unknown),
            Quinte = First(RaceFields.Quinte, line => line.Quinte, quinte => quinte is not null),
            Runners = First(RaceFields.Runners, line => line.Runners, runners => runners is not null),
            Cancelled = Lines.TrueForAll(line => line.Cancelled),
            Links = [.. asked.Select(line => line.Link)],
            OffClaims = claims.Select(claim => claim.Off).Distinct().Count() > 1 ? claims : [],
        };
        if (race.Cancelled)
            First(RaceFields.Cancelled, line => line.Cancelled, cancelled => cancelled);
        return race with { Origins = origins.ToList() };

        T? First<T>(string field, Func<ProgrammeRace, T> value, Func<T, bool> isKnown)
        {
            if (Lines.Find(line => isKnown(value(line))) is not { } line)
                return default;
            origins.Add(line.Link.Source, stated[line.Link.Source], field);
            return value(line);
        }
    }
}
