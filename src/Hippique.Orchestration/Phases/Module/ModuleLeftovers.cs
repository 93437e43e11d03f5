using Hippique.Orchestration.Processes;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>What runs of the user's own analysis leave behind if the program is killed beside them.</summary>
/// <param name="Processes">How many were ended.</param>
/// <param name="Folders">How many were removed.</param>
public sealed record ModuleLeftovers(int Processes, int Folders)
{
    /// <summary>A process of theirs that does not end in this time waits in the kernel.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Ends every process of earlier runs of a data folder and removes their folders. A process is known by its number and start as the run noted it, or by the mark in its
    /// environment, which names the folder; and with it all that descends from it. Others are never touched, also if they have the number of one that is gone.
    /// </summary>
    /// <param name="dataFolder">The caller alone works on it, and has not started any run yet.</param>
    /// <exception cref="IOException">A folder cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be removed.</exception>
    public static async Task<ModuleLeftovers> EndAsync(string dataFolder)
    {
        var below = new DirectoryInfo(ModuleFolder.Below(dataFolder));
        if (!below.Exists)
            return new ModuleLeftovers(0, 0);
        var folders = below.GetDirectories();
        var ended = 0;
        if (folders.Length > 0 && OperatingSystem.IsLinux())
        {
            var noted = folders.SelectMany(folder => ModuleFolder.Noted(folder.FullName)).ToHashSet();
            var ending = ModuleFolder.MarkEnding(dataFolder);
            ended = await ProcessFamily.KillAsync(() => Living(noted, ending), ProcessFamily.Kill, Limit).ConfigureAwait(false);
        }
        foreach (var folder in folders)
            folder.Delete(recursive: true);
        return new ModuleLeftovers(ended, folders.Length);
    }

    private static List<ProcessEntry> Living(HashSet<ProcessIdentity> noted, string ending)
    {
        var all = ProcessEntry.All();
        var members = new HashSet<int>();
        foreach (var entry in all)
        {
            if (
                noted.Contains(entry.Identity)
                || entry.Variable(ProcessTree.MarkName) is { } mark && mark.EndsWith(ending, StringComparison.Ordinal)
            )
                members.Add(entry.Id);
        }
        // The command line may have been called by one of them.
        members.Remove(Environment.ProcessId);
        ProcessFamily.AddDescendants(members, all);
        return [.. all.Where(entry => !entry.IsDead && members.Contains(entry.Id))];
    }
}
