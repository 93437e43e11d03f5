using System.Globalization;

namespace Hippique.Orchestration.Tasks;

/// <summary>How long this machine has slept: time that its time stamps leave out and its clock does not.</summary>
internal static class MachineSleep
{
    private static readonly bool IsTold = Uptime() is not null;

    /// <summary>From an unknown moment on, so that only differences count; always zero where the system does not tell it.</summary>
    // Linux counts sleep in the time since the start, and leaves it out of the clock that never steps.
    public static TimeSpan Total() => IsTold && Uptime() is { } uptime ? uptime - TimeProvider.System.GetElapsedTime(0) : TimeSpan.Zero;

    /// <summary>Since the start of the machine; null where the system has no such file, or another one under its name.</summary>
    private static TimeSpan? Uptime()
    {
        try
        {
            var first = File.ReadAllText("/proc/uptime").Split(' ', 2)[0];
            return double.TryParse(first, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
