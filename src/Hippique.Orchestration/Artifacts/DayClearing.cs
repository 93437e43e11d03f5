using Hippique.Racing;
using Hippique.Sources.Pages;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Clears old days from the artifacts: recorded pages after <see cref="PagesKept"/> days, everything else of a day after <c>KEEP_DAYS</c>. It deletes what the program itself
/// writes under its own names; what a person has put beside it stays.
/// </summary>
/// <param name="store">The artifacts.</param>
/// <param name="keepDays"><c>KEEP_DAYS</c>, at least 1.</param>
/// <param name="clock">The program's clock.</param>
/// <param name="logger">Told of each day that was cleared.</param>
public sealed partial class DayClearing(IArtifactStore store, int keepDays, TimeProvider clock, ILogger<DayClearing> logger)
{
    /// <summary>Days for which recorded pages are kept; never longer than the rest.</summary>
    public const int PagesKept = 60;

    /// <summary>Clears what is old today; how many files of how many days that were.</summary>
    /// <exception cref="ArtifactException">Something cannot be deleted; what was deleted before is gone, and the next clearing goes on from there.</exception>
    public async Task<(int Days, int Files)> ClearAsync(CancellationToken cancellationToken)
    {
        var dates = await DatesAsync(cancellationToken).ConfigureAwait(false);
        var today = TodayOf(dates);
        var (days, files) = (0, 0);
        foreach (var date in dates)
        {
            var age = today.DayNumber - date.DayNumber;
            var whole = age > keepDays;
            if (!whole && age <= PagesKept)
                continue;
            var cleared = await ClearDayAsync(date, whole, cancellationToken).ConfigureAwait(false);
            if (cleared == 0)
                continue;
            Cleared(logger, cleared, date, whole ? "everything" : "recorded pages", age);
            (days, files) = (days + 1, files + cleared);
        }
        return (days, files);
    }

    /// <summary>
    /// The day from which ages count: today, but no later than the day after the last one before it of which there is something. A clock that has leapt ahead by months makes no day
    /// old; after a pause of months the first day clears what was old before the pause, and the next one the rest.
    /// </summary>
    public async Task<DateOnly> TodayAsync(CancellationToken cancellationToken) =>
        TodayOf(await DatesAsync(cancellationToken).ConfigureAwait(false));

    private DateOnly TodayOf(IReadOnlyList<DateOnly> dates)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        return dates.Where(date => date < today).Select(date => date.AddDays(1)).DefaultIfEmpty(today).Max();
    }

    private async Task<IReadOnlyList<DateOnly>> DatesAsync(CancellationToken cancellationToken) =>
        [.. (await store.FoldersAsync("", cancellationToken).ConfigureAwait(false)).Select(ArtifactPaths.DayOf).OfType<DateOnly>()];

    private async Task<int> ClearDayAsync(DateOnly date, bool whole, CancellationToken cancellationToken)
    {
        var day = ArtifactPaths.Day(date);
        var pages = $"{day}{PageArchive.FolderName}/";
        var paths = await store.ListAsync(whole ? day : pages, cancellationToken).ConfigureAwait(false);
        var cleared = 0;
        // The index of the pages first: pages without one are no recording, and half a recording would be a broken one.
        foreach (
            var path in paths.Where(path => IsOwn(path[day.Length..].Split('/'))).OrderBy(path => path != pages + PageArchive.IndexName)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await store.DeleteAsync(path, cancellationToken).ConfigureAwait(false))
                cleared++;
        }
        return cleared;
    }

    /// <summary>Whether the program wrote it; <paramref name="path"/> is below the day.</summary>
    private static bool IsOwn(string[] path) =>
        path switch
        {
            [var file] => ArtifactPaths.IsOwnOfDay(file),
            [PageArchive.FolderName, PageArchive.IndexName or PageArchive.PlansName] => true,
            [PageArchive.FolderName, var folder, var body] => PageArchive.IsBody(folder, body),
            [ArtifactPaths.NewsFolder, var message] => message.EndsWith(".json", StringComparison.Ordinal),
            [var race, var file] => IsRace(race) && ArtifactPaths.IsOwnOfRace(file),
            // The whole of it was written by the program, under names that the user's analysis chose.
            [var race, "module_h30" or "module_h5", ..] => IsRace(race),
            [var race, var folder, ..] => IsRace(race) && ArtifactPaths.IsExtra(folder),
            _ => false,
        };

    private static bool IsRace(string folder) => RaceCode.Parse(folder).TryGet(out var code) && code.ToString() == folder;

    [LoggerMessage(LogLevel.Information, "{Files} files of {Date:yyyy-MM-dd} cleared ({What}, {Days} days old)")]
    private static partial void Cleared(ILogger logger, int files, DateOnly date, string what, int days);
}
