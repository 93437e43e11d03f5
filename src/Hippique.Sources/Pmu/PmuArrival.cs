using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The order of arrival as far as it reads.</summary>
/// <param name="Places">Numbers in order; two or more in one list: a dead heat. Empty before the arrival.</param>
/// <param name="Unread">The first entry that does not read, by name; null where all do. What follows it is left out, since its place is not known.</param>
public sealed record PmuArrival(IReadOnlyList<IReadOnlyList<int>> Places, Problem? Unread)
{
    /// <summary>No bet asks for more places than these.</summary>
    private const int DeepestBet = 5;

    /// <summary>
    /// Whether the places that bets ask for are all read. An entry that does not read after the fifth horse changes no bet; before it, a horse that is not in the list may have
    /// won, so nobody may be settled as a loser.
    /// </summary>
    public bool IsEnough => Unread is null || Places.Sum(together => together.Count) >= DeepestBet;

    internal static PmuArrival Read(JsonElement course)
    {
        if (course.ValueKind != JsonValueKind.Object || !course.TryGetProperty("ordreArrivee", out var order))
            return new PmuArrival([], null);
        if (order.ValueKind != JsonValueKind.Array)
            return new PmuArrival([], order.ValueKind == JsonValueKind.Null ? null : Unreadable(order, 1));
        var places = new List<IReadOnlyList<int>>();
        var seen = new HashSet<int>();
        foreach (var entry in order.EnumerateArray())
        {
            if (Together(entry) is not { } numbers || !numbers.TrueForAll(seen.Add))
                return new PmuArrival(places, Unreadable(entry, seen.Count + 1));
            if (numbers.Count > 0)
                places.Add(numbers);
        }
        return new PmuArrival(places, null);
    }

    private static List<int>? Together(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.Number)
            return Number(entry) is { } alone ? [alone] : null;
        if (entry.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new List<int>();
        foreach (var one in entry.EnumerateArray())
        {
            if (Number(one) is not { } number)
                return null;
            numbers.Add(number);
        }
        return numbers;
    }

    private static int? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 1 and <= 999 ? number : null;

    private static Problem Unreadable(JsonElement entry, int place) =>
        Problem.Of($"the arrival has '{Quoted.Short(entry.GetRawText())}' at place {place}: it and what follows are left out");
}
