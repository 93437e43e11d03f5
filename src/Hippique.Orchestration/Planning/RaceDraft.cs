using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>A race while it is being merged: the lines of the programmes that speak of it, the naming source's first.</summary>
internal sealed class RaceDraft(ProgrammeRace first)
{
    public List<ProgrammeRace> Lines { get; } = [first];

    private readonly string _course = Racecourse.Key(first.Meeting);
    private readonly string _name = Racecourse.RaceName(first.Name);

    public bool Has(string source) => Lines.Exists(line => line.Link.Source == source);

    public bool CouldBe(ProgrammeRace race) =>
        Racecourse.Key(race.Meeting) == _course
        && Lines.Exists(line => (line.Off - race.Off).Duration() <= DayPlanner.OffTolerance)
        && (SameNumber(race) || SameName(race));

    public bool SameNumber(ProgrammeRace race) => Lines[0].Link.Code.Race == race.Link.Code.Race;

    public bool SameName(ProgrammeRace race) => _name.Length > 0 && Racecourse.RaceName(race.Name) == _name;

    /// <param name="id">The race's one name.</param>
    /// <param name="order">Where each source stands in the order of asking.</param>
    public PlannedRace ToRace(RaceId id, Dictionary<string, int> order)
    {
        var asked = Lines.OrderBy(line => order[line.Link.Source]).ToList();
        var claims = asked.Select(line => new OffClaim(line.Link.Source, line.Off.ToUniversalTime())).ToList();
        return new PlannedRace
        {
            Id = id,
            Meeting = FirstText(line => line.Meeting),
            Country = FirstText(line => line.Country),
            Name = FirstText(line => line.Name),
            // The earliest claim: a look that comes too early is put off when the source is asked, one that comes too late is lost.
            Off = claims.Min(claim => claim.Off),
            Discipline = Lines.Select(line => line.Discipline).FirstOrDefault(discipline => discipline != Discipline.Unknown),
            Runners = Lines.Select(line => line.Runners).FirstOrDefault(runners => runners is not null),
            Cancelled = Lines.TrueForAll(line => line.Cancelled),
            Links = [.. asked.Select(line => line.Link)],
            OffClaims = claims.Select(claim => claim.Off).Distinct().Count() > 1 ? claims : [],
        };
    }

    private string FirstText(Func<ProgrammeRace, string> text) => Lines.Select(text).FirstOrDefault(value => value.Length > 0) ?? "";
}
