using Hippique.Racing;

namespace Hippique.Orchestration.Planning;

/// <summary>
/// Gives each race its one name. A race of an earlier plan keeps its own; a new one takes the naming source's number. Two sources may use one number for two
/// races (ZEturf numbers far more meetings than PMU): the second is then moved by hundreds of meetings, R8C1 → R108C1, and keeps its own number as an alias.
/// </summary>
internal static class RaceNaming
{
    private const int Shift = 100;
    private const int Highest = 999;

    public static List<(RaceDraft Draft, RaceId Id)> Name(DateOnly date, List<RaceDraft> drafts, DayPlan? earlier, List<string> notes)
    {
        var known = new Dictionary<(string, RaceCode), RaceId>();
        foreach (var race in earlier?.Races ?? [])
        {
            foreach (var link in race.Links)
                known.TryAdd((link.Source, link.Code), race.Id);
        }
        var used = (earlier?.Races ?? []).Select(race => race.Id).ToHashSet();
        var taken = new HashSet<RaceId>();
        var named = new List<(RaceDraft, RaceId)>(drafts.Count);
        var moved = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            RaceId? before = draft
                .Lines.Select(line => known.TryGetValue((line.Link.Source, line.Link.Code), out var id) ? id : (RaceId?)null)
                .FirstOrDefault(id => id is not null && !taken.Contains(id.Value));
            var name = before ?? Free(date, draft, used, moved);
            used.Add(name);
            taken.Add(name);
            named.Add((draft, name));
        }
        notes.AddRange(moved);
        return named;
    }

    private static RaceId Free(DateOnly date, RaceDraft draft, HashSet<RaceId> used, SortedSet<string> moved)
    {
        var own = draft.Lines[0].Link.Code;
        for (var meeting = own.Meeting; meeting <= Highest; meeting += Shift)
        {
            var id = new RaceId(date, new RaceCode(meeting, own.Race));
            if (used.Contains(id))
                continue;
            if (meeting != own.Meeting)
                moved.Add(
                    $"R{own.Meeting} of {draft.Lines[0].Link.Source} ({draft.Lines[0].Meeting}) is another meeting's number too: named R{meeting}"
                );
            return id;
        }
        throw new InvalidOperationException($"no name is free for {draft.Lines[0].Link}");
    }
}
