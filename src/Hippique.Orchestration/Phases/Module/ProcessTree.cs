using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// Everything that a started command has started in its turn. A process that moved to a session of its own and lost its parent is in no tree any more; on Linux it is still
/// known by the mark that it inherited in its environment.
/// </summary>
/// <param name="root">The command; on Linux the leader of a session of its own if <c>setsid</c> is installed.</param>
/// <param name="mark">A variable of its environment that no other process has, <c>NAME=value</c>.</param>
internal sealed partial class ProcessTree(Process root, string mark)
{
    private const int SigKill = 9;
    private const int Rounds = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly byte[] _mark = Encoding.UTF8.GetBytes(mark);

    /// <summary>Kills and looks again until nothing is left: a process may fork while it is being looked for.</summary>
    public async Task KillAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            KillByTheRuntime();
            return;
        }
        for (var round = 0; round < Rounds && Living() is { Count: > 0 } living; round++)
        {
            foreach (var process in living)
                _ = Kill(process, SigKill);
            // The kernel needs a moment; that is its own time, not that of the races.
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    private List<int> Living()
    {
        var all = new List<Entry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId
                && Entry.Read(id) is { } entry
            )
                all.Add(entry);
        }
        var members = new HashSet<int> { root.Id };
        foreach (var entry in all)
            if (entry.Session == root.Id || entry.Group == root.Id || IsMarked(entry.Id))
                members.Add(entry.Id);
        int before;
        do
        {
            before = members.Count;
            foreach (var entry in all)
                if (members.Contains(entry.Parent))
                    members.Add(entry.Id);
        } while (members.Count > before);
        return [.. all.Where(entry => !entry.IsDead && members.Contains(entry.Id)).Select(entry => entry.Id)];
    }

    private bool IsMarked(int id)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/environ").AsSpan().IndexOf(_mark) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }

    private void KillByTheRuntime()
    {
        try
        {
            root.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    /// <summary>One line of <c>/proc/PID/stat</c>; see proc_pid_stat(5).</summary>
    private sealed record Entry(int Id, int Parent, int Group, int Session, bool IsDead)
    {
        public static Entry? Read(int id)
        {
            try
            {
                var line = File.ReadAllText($"/proc/{id}/stat");
                // The name before it may hold spaces and brackets.
                var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
                return new Entry(id, Number(fields[1]), Number(fields[2]), Number(fields[3]), fields[0] is "Z" or "X");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
