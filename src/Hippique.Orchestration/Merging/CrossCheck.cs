using System.Globalization;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Merging;

/// <summary>
/// Joins the views of one race from several sources: the card of the first, the fields that it lacks from the others in their order, the pools of all. If they disagree, a note
/// states it and the rule of <c>docs/sources.md</c> decides.
/// </summary>
internal static class CrossCheck
{
    /// <summary>If more than this share of the common numbers have different names, the two sources number the horses differently.</summary>
    private const double DifferentNumbering = 1.0 / 3.0;

    /// <param name="views">By source, in the order in which they are asked; at least one.</param>
    public static JoinedRace Join(IReadOnlyList<(string Source, RaceView View)> views)
    {
        var (first, view) = views[0];
        var card = new CardFields(first, view);
        var notes = new List<string>(view.Notes);
        var pools = view.Pools.Select(pool => new SeenPool(first, view, pool)).ToList();
        foreach (var (source, other) in views.Skip(1))
        {
            CompareOffs(first, view.Card, source, other.Card, notes);
            if (Mismatched(first, card.Runners, source, other.Card, notes) is not { } mismatched)
                continue;
            Withdraw(first, card, source, other, mismatched, notes);
            card.Fill(source, other, mismatched);
            foreach (var pool in other.Pools.Where(PoolParts.IsSeen))
                pools.Add(new SeenPool(source, other, pool.Without(mismatched)));
        }
        if (views.Count > 1)
        {
            var gone = card.Runners.Values.Where(runner => runner.NonRunner).Select(runner => runner.Number).ToHashSet();
            pools = [.. PoolChoice.Of([.. pools.Select(entry => entry with { Pool = entry.Pool.WithoutPricesOf(gone) })], notes)];
        }
        foreach (var pool in pools)
            card.Origins.Add(pool);
        return new JoinedRace(new RaceView(card.ToCard(), [.. pools.Select(entry => entry.Pool)], notes), card.Origins.ToList());
    }

    /// <summary>Rule: the off of the source that is asked first stands; a phase that comes too early is put off when that source moves it.</summary>
    private static void CompareOffs(string first, RaceCard card, string source, RaceCard other, List<string> notes)
    {
        if ((card.Off - other.Off).Duration() >= TimeSpan.FromMinutes(1))
            notes.Add($"off {Paris(card.Off)} at {first}, {Paris(other.Off)} at {source}: {first} counts");
        if (card.Cancelled != other.Cancelled)
            notes.Add(
                $"{(card.Cancelled ? first : source)} calls the race off, {(card.Cancelled ? source : first)} does not: {first} counts"
            );
    }

    /// <summary>
    /// Numbers that mean another horse, or none, at the first source: the other source's prices of these are left out. Null if the other source numbers
    /// the horses differently: then nothing of it is used.
    /// </summary>
    private static HashSet<int>? Mismatched(
        string first,
        IReadOnlyDictionary<int, Runner> runners,
        string source,
        RaceCard other,
        List<string> notes
    )
    {
        var mismatched = new HashSet<int>();
        var shared = 0;
        foreach (var theirs in other.Runners)
        {
            if (!runners.TryGetValue(theirs.Number, out var ours))
            {
                mismatched.Add(theirs.Number);
                notes.Add($"number {theirs.Number} ({theirs.Horse}) stands at {source} and not at {first}: left out");
                continue;
            }
            shared++;
            if (Key(ours.Horse) != Key(theirs.Horse))
                mismatched.Add(theirs.Number);
        }
        var renamed = mismatched.Count(runners.ContainsKey);
        if (shared == 0 || renamed > shared * DifferentNumbering)
        {
            notes.Add($"{source} numbers the horses differently from {first} ({renamed} of {shared} names differ): nothing of it is used");
            return null;
        }
        foreach (var number in mismatched.Where(runners.ContainsKey).Order())
            notes.Add(
                $"number {number} is {runners[number].Horse} at {first} and another horse at {source}: its prices there are left out"
            );
        var theirNumbers = other.Runners.Select(runner => runner.Number).ToHashSet();
        foreach (var runner in runners.Values.Where(runner => !runner.NonRunner && !theirNumbers.Contains(runner.Number)))
            notes.Add($"number {runner.Number} ({runner.Horse}) stands at {first} and not at {source}: it runs");
        return mismatched;
    }

    /// <summary>Rule: a horse that one source shows as withdrawn is withdrawn; sites publish it minutes apart, and a withdrawal is final.</summary>
    private static void Withdraw(string first, CardFields card, string source, RaceView other, HashSet<int> mismatched, List<string> notes)
    {
        foreach (var theirs in other.Card.Runners.Where(runner => !mismatched.Contains(runner.Number)))
        {
            var ours = card.Runners[theirs.Number];
            if (ours.NonRunner == theirs.NonRunner)
                continue;
            var (gone, runs) = ours.NonRunner ? (first, source) : (source, first);
            notes.Add($"number {ours.Number} ({ours.Horse}) is withdrawn at {gone} and runs at {runs}: withdrawn");
            if (theirs.NonRunner)
                card.Withdraw(theirs.Number, source, other.RunnersAt);
        }
    }

    private static string Key(string horse) => Names.HorseOfRace(horse);

    private static string Paris(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", CultureInfo.InvariantCulture);
}
