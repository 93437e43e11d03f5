using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Pages;

namespace Hippique.Dashboard.Replay;

/// <summary>The days of this installation that recorded their pages on this machine's disk. A day that is not over is none of them: its recording grows.</summary>
internal sealed class RecordedDays(HippiqueSettings settings, TimeProvider clock)
{
    /// <summary>Pages that lie in a bucket cannot be replayed from there.</summary>
    public bool InBucket => settings.Data.Bucket is not null;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<DateOnly> List()
    {
        if (InBucket || !Directory.Exists(settings.Data.Folder))
            return [];
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        return
        [
            .. Directory
                .EnumerateDirectories(settings.Data.Folder)
                .Select(folder => ArtifactPaths.DayOf(Path.GetFileName(folder)))
                .OfType<DateOnly>()
                .Where(date => date < today && IsRecorded(FolderOf(date)))
                .OrderDescending(),
        ];
    }

    public bool Has(DateOnly date) => List().Contains(date);

    public string FolderOf(DateOnly date) => Path.Combine(settings.Data.Folder, ArtifactPaths.Day(date).TrimEnd('/'));

    // A day that was never planned may hold pages too: results of the day before were asked for.
    private static bool IsRecorded(string folder) =>
        File.Exists(Path.Combine(folder, PageArchive.FolderName, PageArchive.IndexName))
        && (
            File.Exists(Path.Combine(folder, PageArchive.FolderName, PageArchive.PlansName))
            || File.Exists(Path.Combine(folder, ArtifactPaths.PlanName))
        );
}
