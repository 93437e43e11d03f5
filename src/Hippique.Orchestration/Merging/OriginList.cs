using Hippique.Racing;

namespace Hippique.Orchestration.Merging;

/// <summary>Collects the origins of fields and groups them: fields of one source and one moment together, with runners only if not all of them are meant.</summary>
internal sealed class OriginList
{
    private readonly Dictionary<string, List<(string Source, DateTimeOffset? At, int? Runner)>> _fields = new(StringComparer.Ordinal);

    /// <param name="source">Short code of the source.</param>
    /// <param name="at">When it stated the field; null: not known.</param>
    /// <param name="field">Of <see cref="RaceFields"/>.</param>
    /// <param name="runner">Number of the runner; null: a field of the race, or of every runner.</param>
    public void Add(string source, DateTimeOffset? at, string field, int? runner = null)
    {
        if (!_fields.TryGetValue(field, out var known))
            _fields.Add(field, known = []);
        known.Add((source, at?.ToUniversalTime(), runner));
    }

    public void Add(SeenPool seen)
    {
        var pool = seen.Pool;
        if (pool.Win.Count > 0)
            Add(seen.Source, pool.At, RaceFields.Win(pool.Pool));
        if (pool.Place.Count > 0)
            Add(seen.Source, pool.PlaceAt ?? pool.At, RaceFields.Place(pool.Pool));
        if (pool.Stakes is { Count: > 0 } stakes)
            Add(seen.Source, stakes.Max(bet => bet.At), RaceFields.Stakes(pool.Pool));
        if (pool.Combinations is { Count: > 0 })
            Add(seen.Source, null, RaceFields.Combinations(pool.Pool));
        if (pool.Offers is not null)
            Add(seen.Source, seen.View.RaceAt, RaceFields.Offers(pool.Pool));
    }

    /// <summary>In the order of the fields; the runners of an origin ascending.</summary>
    public IReadOnlyList<FieldOrigin> ToList()
    {
        var parts = new List<(string Source, DateTimeOffset? At, string? Runners, List<int>? Numbers, List<string> Fields)>();
        foreach (var (field, origins) in _fields.OrderBy(pair => Rank(pair.Key)).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var bySource = origins.GroupBy(origin => (origin.Source, origin.At)).ToList();
            foreach (var group in bySource)
            {
                // A withdrawal is always of single horses; of any other field only the exceptions are.
                var all = group.Any(origin => origin.Runner is null) || (bySource.Count == 1 && field != RaceFields.NonRunner);
                var numbers = all ? null : group.Select(origin => origin.Runner!.Value).Order().ToList();
                var key = numbers is null ? null : string.Join(',', numbers);
                var index = parts.FindIndex(part => part.Source == group.Key.Source && part.At == group.Key.At && part.Runners == key);
                if (index < 0)
                    parts.Add((group.Key.Source, group.Key.At, key, numbers, [field]));
                else
                    parts[index].Fields.Add(field);
            }
        }
        return
        [
            .. parts.Select(part => new FieldOrigin
            {
                Source = part.Source,
                At = part.At,
                Fields = part.Fields,
                Runners = part.Numbers,
            }),
        ];
    }

    private static int Rank(string field)
    {
        for (var i = 0; i < RaceFields.InOrder.Count; i++)
        {
            if (RaceFields.InOrder[i] == field)
                return i;
        }
        return RaceFields.InOrder.Count;
    }
}
