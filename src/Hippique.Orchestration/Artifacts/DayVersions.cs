using System.Collections.Concurrent;
using System.Globalization;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Counts the changes that this process makes, or hears of, to what is shown of a day: to its plan, and to tickets and analyses of its races. Apart from them those of
/// <see cref="ArtifactPaths.PlanTries"/> and of the ledger, which are of all days.
/// </summary>
public sealed class DayVersions
{
    /// <summary>More days than anybody looks at. Beyond it all begin again from a number that was never given.</summary>
    private const int MaxDays = 64;

    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);
    private long _last;
    private long _others;
    private long _planTries;

    /// <summary>Of <see cref="ArtifactPaths.PlanTries"/>.</summary>
    public long PlanTries => Volatile.Read(ref _planTries);

    /// <param name="day">As paths begin: <c>2025-11-22</c>.</param>
    public long Of(string day) => _versions.TryGetValue(day, out var version) ? version : Volatile.Read(ref _others);

    /// <summary>Of the ledger.</summary>
    public long Ledger => Of(ArtifactPaths.LedgerFolder);

    /// <summary>The artifact was written or deleted, or may have been.</summary>
    public void Changed(string path)
    {
        if (path == ArtifactPaths.PlanTries)
            Interlocked.Increment(ref _planTries);
        var end = path.IndexOf('/', StringComparison.Ordinal);
        if (end >= 0 && IsShown(path))
            Next(path[..end]);
    }

    /// <summary>Another process has changed something, nobody here knows what.</summary>
    /// <param name="day">Of this day; null: of any.</param>
    public void ChangedElsewhere(DateOnly? day)
    {
        Interlocked.Increment(ref _planTries);
        if (day is not { } date)
        {
            NextOfAll();
            return;
        }
        Next(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Next(ArtifactPaths.LedgerFolder);
    }

    private void Next(string folder)
    {
        if (_versions.Count >= MaxDays)
            NextOfAll();
        _versions[folder] = Interlocked.Increment(ref _last);
    }

    private void NextOfAll()
    {
        Volatile.Write(ref _others, Interlocked.Increment(ref _last));
        _versions.Clear();
    }

    private static bool IsShown(string path) =>
        path.EndsWith("/plan.json", StringComparison.Ordinal)
        || path.EndsWith("/tickets.json", StringComparison.Ordinal)
        || path.EndsWith("/analysis_h5.json", StringComparison.Ordinal)
        || path.StartsWith($"{ArtifactPaths.LedgerFolder}/", StringComparison.Ordinal);
}
