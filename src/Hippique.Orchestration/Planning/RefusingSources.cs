using Hippique.Orchestration.Merging;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// The sources that refuse their programme when a day is planned again. What they said of a race before still holds: they are asked for it at its looks, and their off counts; else
/// a site that is down for a moment would cost the race its prices, and move its looks there and back.
/// </summary>
internal sealed class RefusingSources
{
    private readonly HashSet<string> _names;
    private readonly IReadOnlyDictionary<string, int> _order;

    private RefusingSources(HashSet<string> names, IReadOnlyDictionary<string, int> order) => (_names, _order) = (names, order);

    /// <param name="programmes">The answers.</param>
    /// <param name="order">Where each source stands in the order of asking.</param>
    public static RefusingSources Of(IEnumerable<SourceProgramme> programmes, IReadOnlyDictionary<string, int> order) =>
        new(
            programmes
                .Where(programme => programme.Answer is SourceAnswer<Programme>.Refused)
                .Select(programme => programme.Source)
                .ToHashSet(StringComparer.Ordinal),
            order
        );

    /// <param name="race">As the sources that answered state it.</param>
    /// <param name="before">As it was planned before; null: it was not.</param>
    public PlannedRace Complete(PlannedRace race, PlannedRace? before)
    {
        var stated = race.Links.Select(link => link.Source).ToHashSet(StringComparer.Ordinal);
        var kept = (before?.Links ?? []).Where(link => _names.Contains(link.Source) && !stated.Contains(link.Source)).ToList();
        if (before is null || kept.Count == 0)
            return race;
        var known = Claims(before).ToLookup(claim => claim.Source);
        var claims = Claims(race).Concat(kept.SelectMany(link => known[link.Source])).OrderBy(claim => Rank(claim.Source)).ToList();
        var off = claims.Min(claim => claim.Off);
        return before with
        {
            Off = off,
            OffClaims = claims.Select(claim => claim.Off).Distinct().Count() > 1 ? claims : [],
            Links = [.. race.Links.Concat(kept).OrderBy(link => Rank(link.Source))],
            // One of those that refuse said that it is run.
            Cancelled = race.Cancelled && before.Cancelled,
            Origins = off == before.Off ? before.Origins : [.. Without(before.Origins), .. Of(race.Origins)],
        };
    }

    private static IEnumerable<OffClaim> Claims(PlannedRace race) =>
        race.OffClaims.Count > 0 ? race.OffClaims : race.Links.Select(link => new OffClaim(link.Source, race.Off));

    /// <summary>Of the off alone.</summary>
    private static IEnumerable<FieldOrigin> Of(IReadOnlyList<FieldOrigin> origins) =>
        origins.Where(origin => origin.Fields.Contains(RaceFields.Off)).Select(origin => origin with { Fields = [RaceFields.Off] });

    /// <summary>Of every other field.</summary>
    private static IEnumerable<FieldOrigin> Without(IReadOnlyList<FieldOrigin> origins) =>
        origins
            .Select(origin => origin with { Fields = [.. origin.Fields.Where(field => field != RaceFields.Off)] })
            .Where(origin => origin.Fields.Count > 0);

    private int Rank(string source) => _order.GetValueOrDefault(source, int.MaxValue);
}
