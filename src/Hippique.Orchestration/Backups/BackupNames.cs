using Hippique.Sources.Http;

namespace Hippique.Orchestration.Backups;

/// <summary>Names in a backup, which is a compressed tar: header, tasks, artifacts, and last the list of what belongs to it.</summary>
internal static class BackupNames
{
    public const string Header = "backup.json";
    public const string Tasks = "tasks.jsonl";
    public const string List = "list.jsonl";
    public const string ArtifactsFolder = "artifacts/";

    /// <summary>Counts of requests: artifacts on one machine, rows on several.</summary>
    public const string CountsFolder = HostCounts.FolderName + "/";

    /// <summary>What is about one machine or process, or what the backup has in another form.</summary>
    private static readonly string[] Others = [CountsFolder, "nodes/", "tasks/", "rehearsal.json", "serve.json", RestoreMark.Path];

    /// <summary>Whether an artifact is copied as one. Directly in the data folder only JSON is: the rest there is the queue's.</summary>
    public static bool IsArtifact(string path) =>
        (path.Contains('/', StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal))
        && !Others.Any(other => path.StartsWith(other, StringComparison.Ordinal));

    public static bool IsCount(string path) => path.StartsWith(CountsFolder, StringComparison.Ordinal);
}
