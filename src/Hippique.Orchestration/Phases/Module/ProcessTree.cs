using System.Diagnostics;
using Hippique.Orchestration.Processes;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// Everything that a started command has started in its turn. On Linux this process adopts what loses its parent (<see cref="RunningTrees"/>), and a process belongs to the
/// command if it is in its session or group, has its mark in its environment, was seen in the tree before, is an adopted process that can be nobody else's, or descends from
/// one of these.
/// </summary>
/// <param name="mark">The value of <see cref="MarkName"/> in its environment; no other run has it.</param>
internal sealed class ProcessTree(string mark)
{
    /// <summary>The variable that says to which run a process belongs.</summary>
    public const string MarkName = "HIPPIQUE_MODULE_RUN";

    private readonly Lock _gate = new();
    private readonly long _notBefore = OperatingSystem.IsLinux() ? ProcessIdentity.NowInTicks() : 0;
    private readonly HashSet<ProcessIdentity> _seen = [];
    private readonly HashSet<ProcessIdentity> _asked = [];
    private Process? _root;

    public string Mark => mark;

    /// <summary>The command's own; none before it was started.</summary>
    public ProcessIdentity Root { get; private set; }

    /// <summary>The command's own process has ended, and .NET has taken its status.</summary>
    public bool IsRootGone => _root is null or { HasExited: true };

    /// <summary>Tells what was started.</summary>
    public void Started(Process root)
    {
        _root = root;
        // Gone already, it has no start any more.
        Root = OperatingSystem.IsLinux() && ProcessEntry.Read(root.Id) is { } entry ? entry.Identity : new ProcessIdentity(root.Id, 0);
    }

    /// <summary>Linux: looks who belongs to it now, and lives. Whoever was seen once is known from then on.</summary>
    public List<ProcessEntry> Look()
    {
        if (_root is null)
            return [];
        lock (_gate)
        {
            var all = ProcessEntry.All();
            // Nothing older than the command descends from it, and a number that was used again is somebody else.
            all.RemoveAll(entry => entry.Id == Environment.ProcessId || entry.Identity.Start < _notBefore);
            var isRootNumberFree = all.All(entry => entry.Id != Root.Id || entry.Identity == Root);
            var members = new HashSet<int>();
            foreach (var entry in all)
            {
                var isInGroup = isRootNumberFree && (entry.Id == Root.Id || entry.Session == Root.Id || entry.Group == Root.Id);
                if (isInGroup || _seen.Contains(entry.Identity) || entry.Variable(MarkName) == mark || IsAdopted(entry))
                    members.Add(entry.Id);
            }
            ProcessFamily.AddDescendants(members, all);
            all.RemoveAll(entry => !members.Contains(entry.Id));
            _seen.UnionWith(all.Select(entry => entry.Identity));
            // A dead one of ours that nobody waits for keeps its number until this process ends.
            foreach (
                var entry in all.Where(entry => entry.IsDead && entry.Parent == Environment.ProcessId && !RunningTrees.IsRoot(entry.Id))
            )
                Signals.Reap(entry.Id);
            all.RemoveAll(entry => entry.IsDead);
            return all;
        }
    }

    /// <summary>Asks each of them to end, once, also if it was started after the last call; whether one lives. Windows has no such question.</summary>
    public bool Ask()
    {
        if (!OperatingSystem.IsLinux())
        {
            if (!OperatingSystem.IsWindows() && !IsRootGone && _asked.Add(Root))
                Signals.Send(Root.Id, Signals.Terminate);
            return !IsRootGone;
        }
        var living = Look();
        foreach (var entry in living.Where(entry => _asked.Add(entry.Identity)))
            Signals.Send(entry.Id, Signals.Terminate);
        return living.Count > 0 || !IsRootGone;
    }

    /// <summary>Kills all of them; how many there were.</summary>
    public Task<int> KillAsync(TimeSpan within)
    {
        if (OperatingSystem.IsLinux())
            return ProcessFamily.KillAsync(Look, ProcessFamily.KillWithGroups, within);
        return Task.FromResult(KillByTheRuntime());
    }

    /// <summary>The last thing that this process does.</summary>
    public void KillNow()
    {
        if (!OperatingSystem.IsLinux())
            KillByTheRuntime();
        // Without a pause, since nothing else goes on; whoever forks faster is found by the next start.
        else
            for (var round = 0; round < 20 && Look() is { Count: > 0 } living; round++)
                ProcessFamily.KillWithGroups(living);
    }

    /// <summary>Whether this command can have started it.</summary>
    public bool MayOwn(ProcessIdentity process) => process.Start >= _notBefore;

    /// <summary>
    /// A child of this process in another session that it did not start itself, without a mark and never seen in a tree, was adopted from one of the commands that had been
    /// started before. The last of these to end takes it along.
    /// </summary>
    private bool IsAdopted(ProcessEntry entry) =>
        entry.Parent == Environment.ProcessId
        && entry.Session != ProcessFamily.OwnSession
        && !RunningTrees.MayBelongToAnother(entry.Identity, this)
        && entry.Variable(MarkName) is null;

    private int KillByTheRuntime()
    {
        try
        {
            if (_root is { HasExited: false })
            {
                _root.Kill(entireProcessTree: true);
                return 1;
            }
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
        return 0;
    }
}
