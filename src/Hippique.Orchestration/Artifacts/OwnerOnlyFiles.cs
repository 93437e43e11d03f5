using System.Runtime.InteropServices;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Files of a data folder are their owner's alone. On Windows the folder's own access list counts, and nothing is done here.</summary>
public static partial class OwnerOnlyFiles
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>What the program itself puts into a data folder, beside the folders of days.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        ".lock",
        ".modules",
        ArtifactPaths.Backfill,
        "favourites",
        "history",
        "hosts",
        ArtifactPaths.ImportedFolder,
        "keys",
        ArtifactPaths.LedgerFolder,
        "limits",
        "news",
        "nodes",
        ArtifactPaths.PlanPause,
        ArtifactPaths.PlanTries,
        "push",
        "queue.db",
        "queue.db-shm",
        "queue.db-wal",
        "restore.json",
        "samples",
        "serve.json",
        "serve.lock",
        ArtifactPaths.ShadowFolder,
        "sources",
        "token",
        ArtifactPaths.TrialsFolder,
    };

    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>
    /// From here on whatever this process makes, also through a library, is its owner's alone (umask 077), and so is what a program makes that it starts. For the whole
    /// process, so it is called once, before the first file is made.
    /// </summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask((uint)Others);
    }

    /// <summary>
    /// Takes the access of others away from what an earlier version left in the folder. A folder is closed after what lies in it, so that one that is closed need not be
    /// looked into again. What others put into the data folder is left alone; the folder itself is closed if there is nothing of theirs.
    /// </summary>
    /// <returns>What could not be closed, such as a file of another user.</returns>
    public static IReadOnlyList<string> Tighten(string dataFolder)
    {
        var left = new List<string>();
        if (OperatingSystem.IsWindows())
            return left;
        var folder = new DirectoryInfo(dataFolder);
        var entries = folder.GetFileSystemInfos();
        foreach (var entry in entries.Where(entry => IsOwn(entry.Name) && entry.LinkTarget is null))
            Close(entry, left);
        if (entries.All(entry => IsOwn(entry.Name)))
            Set(folder, left);
        return left;
    }

    private static bool IsOwn(string name) => Own.Contains(name) || ArtifactPaths.DayOf(name) is not null;

    private static void Close(FileSystemInfo entry, List<string> left)
    {
        if (OperatingSystem.IsWindows() || (entry.UnixFileMode & Others) == 0)
            return;
        var before = left.Count;
        if (entry is DirectoryInfo folder)
        {
            foreach (var inner in folder.EnumerateFileSystemInfos("*", NoLinks))
                Close(inner, left);
        }
        // A folder stays as it is while something in it could not be closed: the next start tries again.
        if (left.Count == before)
            Set(entry, left);
    }

    private static void Set(FileSystemInfo entry, List<string> left)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            if ((entry.UnixFileMode & Others) != 0)
                entry.UnixFileMode &= ~Others;
        }
        // A file that has gone since needs nothing.
        catch (IOException) when (!Path.Exists(entry.FullName)) { }
        // Another user's file, or a mount that knows no modes: the service can work, and says what is open.
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            left.Add(entry.FullName);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint Umask(uint mask);
}
