using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Recording;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Clears old days from the data folder: recorded pages after <see cref="PagesKept"/> days, everything else of a day after <c>KEEP_DAYS</c>. It deletes files that the program
/// itself writes under their own names, and folders that are empty then; what a person has put beside them stays, and so does all that lies behind a link.
/// </summary>
/// <param name="folder"><c>DATA_DIR</c>.</param>
/// <param name="keepDays"><c>KEEP_DAYS</c>, at least 1.</param>
/// <param name="clock">The program's clock.</param>
/// <param name="logger">Told of each day that was cleared.</param>
public sealed partial class DayClearing(string folder, int keepDays, TimeProvider clock, ILogger<DayClearing> logger)
{
    /// <summary>Days for which recorded pages are kept; never longer than the rest.</summary>
    public const int PagesKept = 60;

    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Clears what is old today; how many files of how many days that were.</summary>
    /// <exception cref="IOException">Something cannot be deleted; what was deleted before is gone, and the next clearing goes on from there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public (int Days, int Files) Clear(CancellationToken cancellationToken)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        var (days, files) = (0, 0);
        if (!Directory.Exists(folder))
            return (days, files);
        foreach (var day in Directory.EnumerateDirectories(folder, "????-??-??", NoLinks).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (
                !DateOnly.TryParseExact(
                    Path.GetFileName(day),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
            )
                continue;
            var age = today.DayNumber - date.DayNumber;
            var cleared =
                age > keepDays ? ClearDay(day)
                : age > PagesKept ? ClearPages(day)
                : 0;
            if (cleared == 0)
                continue;
            Cleared(logger, cleared, date, age > keepDays ? "everything" : "recorded pages", age);
            (days, files) = (days + 1, files + cleared);
        }
        return (days, files);
    }

    private static int ClearDay(string day)
    {
        var cleared = ClearPages(day);
        foreach (var inner in Directory.EnumerateDirectories(day, "*", NoLinks))
        {
            if (RaceCode.Parse(Path.GetFileName(inner)).TryGet(out var code) && code.ToString() == Path.GetFileName(inner))
                cleared += ClearRace(inner);
        }
        cleared += Delete(day, ArtifactPaths.IsOwnOfDay);
        DeleteIfEmpty(day);
        return cleared;
    }

    private static int ClearRace(string race)
    {
        var cleared = Delete(race, ArtifactPaths.IsOwnOfRace);
        foreach (var module in Directory.EnumerateDirectories(race, "module_h*", NoLinks))
        {
            // The whole of it was written by the program, under names that the user's analysis chose.
            if (Path.GetFileName(module) is not ("module_h30" or "module_h5"))
                continue;
            cleared += Directory
                .EnumerateFiles(module, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Count();
            Directory.Delete(module, recursive: true);
        }
        DeleteIfEmpty(race);
        return cleared;
    }

    /// <summary>The index first: pages without one are no recording, and half a recording would be a broken one.</summary>
    private static int ClearPages(string day)
    {
        var pages = Path.Combine(day, PageArchive.FolderName);
        if (!Directory.Exists(pages) || new DirectoryInfo(pages).LinkTarget is not null)
            return 0;
        var cleared = Delete(pages, name => name == PageArchive.IndexName);
        foreach (var bodies in Directory.EnumerateDirectories(pages, "??", NoLinks))
        {
            cleared += Delete(bodies, name => PageArchive.IsBody(Path.GetFileName(bodies), name));
            DeleteIfEmpty(bodies);
        }
        DeleteIfEmpty(pages);
        return cleared;
    }

    private static int Delete(string from, Func<string, bool> isOwn)
    {
        var cleared = 0;
        foreach (var file in Directory.EnumerateFiles(from, "*", NoLinks).Where(file => isOwn(Path.GetFileName(file))))
        {
            File.Delete(file);
            cleared++;
        }
        return cleared;
    }

    private static void DeleteIfEmpty(string of)
    {
        if (!Directory.EnumerateFileSystemEntries(of).Any())
            Directory.Delete(of);
    }

    [LoggerMessage(LogLevel.Information, "{Files} files of {Date:yyyy-MM-dd} cleared ({What}, {Days} days old)")]
    private static partial void Cleared(ILogger logger, int files, DateOnly date, string what, int days);
}
