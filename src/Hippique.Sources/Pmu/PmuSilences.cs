using System.Collections.Concurrent;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>
/// What PMU had nothing of at a meeting (204, or no such page): for an hour no look there spends a request on it, so that what else it may have comes to its turn. This process's memory is all: another
/// one asks once.
/// </summary>
internal sealed class PmuSilences(TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(DateOnly, int Meeting, string What), long> _heard = new();

    public bool Contains(RaceId race, string what) =>
        _heard.TryGetValue((race.Date, race.Code.Meeting, what), out var at) && clock.GetElapsedTime(at) < Lasts;

    public void Note(RaceId race, string what)
    {
        // The old ones of past days among them.
        if (_heard.Count >= Most)
            _heard.Clear();
        _heard[(race.Date, race.Code.Meeting, what)] = clock.GetTimestamp();
    }
}
