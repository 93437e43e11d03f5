using System.Diagnostics;
using System.Globalization;

namespace Hippique.Orchestration.Processes;

/// <summary>One process and no later one: numbers are used again.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Start">On Linux its start in ticks since the machine's, elsewhere 0.</param>
internal readonly record struct ProcessIdentity(int Id, long Start)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Own { get; } =
        new(Environment.ProcessId, OperatingSystem.IsLinux() ? ProcessEntry.Read(Environment.ProcessId)?.Identity.Start ?? 0 : 0);

    /// <summary>Linux: what starts from now on has this <see cref="Start"/> or a later one.</summary>
    public static long NowInTicks()
    {
        const int TicksPerSecond = 100;
        var seconds = File.ReadAllText("/proc/uptime").Split(' ')[0];
        // Rounded by the kernel, both here and there.
        return (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * TicksPerSecond) - 1;
    }

    /// <summary>Linux: changes when the machine starts; numbers and starts of processes mean nothing to another.</summary>
    public static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Not on Linux: true of a later process with the same number too.</summary>
    public bool Lives()
    {
        if (OperatingSystem.IsLinux())
            return ProcessEntry.Read(Id) is { IsDead: false } entry && entry.Identity == this;
        try
        {
            using var process = Process.GetProcessById(Id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
