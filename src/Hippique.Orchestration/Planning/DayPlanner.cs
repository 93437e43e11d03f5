using Hippique.Sources;
using Hippique.Sources.Registration;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// Merges the programmes of one day into its plan (design, rule 12). Two lines are one race if the racecourse agrees, the offs lie within ten minutes and the race
/// number or the name agrees. If two readings remain, the line stays a race of its own and the plan has a note.
/// </summary>
public static class DayPlanner
{
    /// <summary>How far two sources' offs of one race may lie apart.</summary>
    public static readonly TimeSpan OffTolerance = TimeSpan.FromMinutes(10);

    /// <param name="date">Programme day.</param>
    /// <param name="programmes">In the order in which the sources are asked for a race.</param>
    /// <param name="earlier">The plan made before, whose races keep their names; null for the first plan of the day.</param>
    public static DayPlan Merge(DateOnly date, IReadOnlyList<SourceProgramme> programmes, DayPlan? earlier = null)
    {
        var order = programmes
            .Select((programme, index) => (programme.Source, index))
            .DistinctBy(pair => pair.Source)
            .ToDictionary(pair => pair.Source, pair => pair.index);
        var stated = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        var notes = new List<string>();
        var refused = new List<SourceError>();
        var drafts = new List<RaceDraft>();
        // The source that names races comes first, so that the others are matched against its list.
        foreach (
            var programme in programmes.OrderBy(programme => NumberRank(programme.Source)).ThenBy(programme => order[programme.Source])
        )
        {
            switch (programme.Answer)
            {
                case SourceAnswer<Programme>.Refused no:
                    refused.Add(no.Error);
                    break;
                case SourceAnswer<Programme>.Found found:
                    refused.AddRange(found.Value.Refused);
                    notes.AddRange(found.Value.Notes.Select(note => $"{programme.Source}: {note}"));
                    stated.TryAdd(programme.Source, found.Value.At);
                    Add(drafts, programme.Source, found.Value.Races, notes);
                    break;
            }
        }
        var before = (earlier?.Races ?? []).ToDictionary(race => race.Id);
        var refusing = RefusingSources.Of(programmes, order);
        var races = RaceNaming
            .Name(date, drafts, earlier, notes)
            .Select(named => (Race: named.Draft.ToRace(named.Id, order, stated), Before: before.GetValueOrDefault(named.Id)))
            .Select(pair => refusing.Complete(pair.Race, pair.Before).OrAsBefore(pair.Before))
            .ToList();
        races.AddRange(RacesNotSeenAgain(earlier, races, notes));
        return new DayPlan
        {
            Date = date,
            Simulated = earlier?.Simulated ?? false,
            Races = [.. races.OrderBy(race => race.Off).ThenBy(race => race.Id)],
            Refused = refused,
            Notes = notes,
        };
    }

    /// <summary>PMU's number names a race, then ZEturf's, then any other source's.</summary>
    private static int NumberRank(string source) => SourceDescriptors.Find(source)?.NumberRank ?? SourceDescriptor.OtherNumbers;

    private static void Add(List<RaceDraft> drafts, string source, IReadOnlyList<ProgrammeRace> races, List<string> notes)
    {
        var known = drafts.Count;
        foreach (var race in races)
        {
            if (drafts.Exists(draft => draft.Lines.Exists(line => line.Link == race.Link)))
                continue;
            var candidates = drafts.Take(known).Where(draft => !draft.Has(source) && draft.CouldBe(race)).ToList();
            if (candidates.Count > 1)
                candidates = Closest(candidates, race);
            if (candidates.Count > 1)
            {
                var names = string.Join(", ", candidates.Select(draft => draft.Lines[0].Link.Code));
                notes.Add($"{source} {race.Link.Code} ({race.Meeting}) could be {names}: kept as a race of its own");
            }
            if (candidates.Count == 1)
                candidates[0].Lines.Add(race);
            else
                drafts.Add(new RaceDraft(race));
        }
    }

    /// <summary>Those that agree in both number and name, else those that agree in the name, else all.</summary>
    private static List<RaceDraft> Closest(List<RaceDraft> candidates, ProgrammeRace race)
    {
        var both = candidates.Where(draft => draft.SameName(race) && draft.SameNumber(race)).ToList();
        if (both.Count > 0)
            return both;
        var name = candidates.Where(draft => draft.SameName(race)).ToList();
        return name.Count > 0 ? name : candidates;
    }

    private static IEnumerable<PlannedRace> RacesNotSeenAgain(DayPlan? earlier, List<PlannedRace> races, List<string> notes)
    {
        if (earlier is null)
            yield break;
        var seen = races.Select(race => race.Id).ToHashSet();
        foreach (var race in earlier.Races.Where(race => !seen.Contains(race.Id)))
        {
            notes.Add($"{race.Id.Code} ({race.Meeting}) was planned before and is in no programme now: kept");
            yield return race;
        }
    }
}
