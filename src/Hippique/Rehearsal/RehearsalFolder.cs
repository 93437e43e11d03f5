using System.Globalization;
using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>
/// Where a rehearsal keeps everything: the folder that was named, else <c>rehearsal-YYYY-MM-DD</c> below the working folder, or the first number after it that is free. The same command goes
/// on in a rehearsal that was killed while its day lasted; one that was stopped is left as it is.
/// </summary>
internal static class RehearsalFolder
{
    /// <summary>A rehearsal that was not told where to lie and whose process runs or was killed; null: none, a new one begins.</summary>
    public static (string Folder, RehearsalAnchor Anchor)? FindOpen(string below, RehearsalOrder order, bool shared = false)
    {
        if (!Directory.Exists(below))
            return null;
        foreach (var folder in Directory.GetDirectories(below, "rehearsal-*").Order(StringComparer.Ordinal))
        {
            if (
                RehearsalAnchor.Find(folder) is { } anchor
                && order.Means(anchor)
                && (anchor.DatabaseSchema is not null) == shared
                && RehearsalNodes.GoesOn(folder)
                && GoesOn(anchor)
            )
                return (folder, anchor);
        }
        return null;
    }

    /// <summary>A free one for a new rehearsal; it is not made.</summary>
    public static string Free(string below, DateOnly date)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rehearsal-{date:yyyy-MM-dd}");
        var path = Path.Combine(below, name);
        for (var number = 2; Path.Exists(path); number++)
            path = Path.Combine(below, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
        return path;
    }

    /// <summary>The day that is meant where none is named, as the service of a data folder reads it: today, or the rehearsed day, of several that of the rehearsal's clock.</summary>
    public static string TextOfDay(string folder) =>
        RehearsalAnchor.Find(folder) is { } anchor ? anchor.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "today";

    /// <summary>The morning after, with its last results, is not over either.</summary>
    private static bool GoesOn(RehearsalAnchor anchor) =>
        anchor.IsOfThisBoot && anchor.Clock().GetUtcNow() < ParisTime.At(anchor.Last.AddDays(1), new TimeOnly(12, 0));
}
