using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>Whether the place dividends of a result are those of its placed horses.</summary>
internal static class PaidPlaces
{
    /// <summary>What each placed horse paid for 1 €; null if they are not as many as are paid, dead heats apart, or not of the horses that are placed.</summary>
    public static IReadOnlyDictionary<int, double>? Of(PoolRace race, int places)
    {
        var paid = new Dictionary<int, double>();
        foreach (var dividend in Rows(race))
            if (!paid.TryAdd(dividend.Combination[0], (double)dividend.PerEuro))
                return null;
        // A dead heat pays more of them, and only the arrival tells it.
        if (race.Arrival.Count == 0 || paid.Count < places)
            return paid.Count == places ? paid : null;
        return paid.Keys.ToHashSet().SetEquals(Placed(race.Arrival, places)) ? paid : null;
    }

    /// <summary>A row with words of its own is of another kind: one of a withdrawn horse, a bonus.</summary>
    public static IEnumerable<Dividend> Rows(PoolRace race) =>
        race.Dividends.Where(dividend => dividend is { Bet: BetType.SimplePlace, Combination.Count: 1, PerEuro: >= 1, Label: "" });

    /// <summary>Those that share the last place paid are all placed.</summary>
    private static List<int> Placed(IReadOnlyList<IReadOnlyList<int>> arrival, int places)
    {
        var placed = new List<int>();
        foreach (var group in arrival)
        {
            if (placed.Count >= places)
                break;
            placed.AddRange(group);
        }
        return placed;
    }
}
