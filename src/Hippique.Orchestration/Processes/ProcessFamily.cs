namespace Hippique.Orchestration.Processes;

/// <summary>What the looks at a set of processes and their descendants have in common, and how it is ended.</summary>
internal static class ProcessFamily
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>The session of this process.</summary>
    public static int OwnSession { get; } = OperatingSystem.IsLinux() ? ProcessEntry.Read(Environment.ProcessId)?.Session ?? 0 : 0;

    /// <summary>Adds to <paramref name="members"/> every descendant of one of them; this process is nobody's.</summary>
    public static void AddDescendants(HashSet<int> members, List<ProcessEntry> all)
    {
        int before;
        do
        {
            before = members.Count;
            foreach (var entry in all)
                if (entry.Id != Environment.ProcessId && members.Contains(entry.Parent))
                    members.Add(entry.Id);
        } while (members.Count > before);
    }

    /// <summary>
    /// Kills and looks again until nothing is left: a process may fork while it is being looked for. The time is the kernel's own, not that of the races.
    /// </summary>
    /// <param name="living">The look: who is to be ended and lives.</param>
    /// <param name="kill">How they are killed.</param>
    /// <param name="within">When to give up: one that waits in the kernel (a dead network disk) ends later, and nothing can be done about it.</param>
    /// <returns>How many were killed.</returns>
    public static async Task<int> KillAsync(Func<List<ProcessEntry>> living, Action<List<ProcessEntry>> kill, TimeSpan within)
    {
        var since = TimeProvider.System.GetTimestamp();
        var killed = new HashSet<ProcessIdentity>();
        while (living() is { Count: > 0 } found)
        {
            kill(found);
            killed.UnionWith(found.Select(entry => entry.Identity));
            if (TimeProvider.System.GetElapsedTime(since) > within)
                break;
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
        return killed.Count;
    }

    /// <summary>
    /// At once. Groups first: the kernel kills a group in one step, between two forks. Only those of other sessions, in which nobody but the members' own can be.
    /// </summary>
    public static void KillWithGroups(List<ProcessEntry> entries)
    {
        foreach (var group in entries.Where(entry => entry.Session != OwnSession).Select(entry => entry.Group).Where(IsPlain).Distinct())
            Signals.Send(-group, Signals.Kill);
        Kill(entries);
    }

    public static void Kill(List<ProcessEntry> entries)
    {
        foreach (var entry in entries)
            Signals.Send(entry.Id, Signals.Kill);
    }

    // 0 and 1 mean others to kill(2).
    private static bool IsPlain(int group) => group > 1;
}
