using Hippique.Orchestration.Processes;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// The commands that this process has started and that have not ended. While there is one, this process is a subreaper (Linux): what the commands start and leave without a
/// parent becomes its child and is found, whatever its environment and session. If the process ends by itself, they end with it.
/// </summary>
internal static class RunningTrees
{
    private static readonly Lock Gate = new();
    private static readonly List<ProcessTree> Running = [];

    /// <summary>Processes whose end .NET waits for.</summary>
    private static readonly HashSet<int> Roots = [];
    private static bool _endsWithProcess;

    /// <summary>Before the command is started: an orphan of its first instant must be adopted too.</summary>
    public static void Add(ProcessTree tree)
    {
        lock (Gate)
        {
            if (!_endsWithProcess)
                AppDomain.CurrentDomain.ProcessExit += static (_, _) => KillAll();
            _endsWithProcess = true;
            if (Running.Count == 0 && OperatingSystem.IsLinux())
                Signals.AdoptOrphans(true);
            Running.Add(tree);
        }
    }

    public static void Started(ProcessTree tree)
    {
        lock (Gate)
            Roots.Add(tree.Root.Id);
    }

    public static void Remove(ProcessTree tree)
    {
        lock (Gate)
        {
            Running.Remove(tree);
            if (tree.IsRootGone)
                Roots.Remove(tree.Root.Id);
            // What other parts of the program start is their own affair.
            if (Running.Count == 0 && OperatingSystem.IsLinux())
                Signals.AdoptOrphans(false);
        }
    }

    /// <summary>Whether it is one of the commands themselves.</summary>
    public static bool IsRoot(int process)
    {
        lock (Gate)
            return Roots.Contains(process);
    }

    /// <summary>Whether a command other than <paramref name="tree"/> is, or may be, the one that started a process.</summary>
    public static bool MayBelongToAnother(ProcessIdentity process, ProcessTree tree)
    {
        lock (Gate)
            return Running.Exists(other => other != tree && other.MayOwn(process));
    }

    private static void KillAll()
    {
        ProcessTree[] left;
        lock (Gate)
            left = [.. Running];
        foreach (var tree in left)
            tree.KillNow();
    }
}
