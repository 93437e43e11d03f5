namespace Hippique.Rehearsal;

/// <summary>
/// The time that passes on this machine, the same for all its processes: it begins with the machine, stands while the machine sleeps, and nobody sets it. The wall clock would pass on steps of
/// an hour as steps of days.
/// </summary>
internal static class MachineTime
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    public static long Now => TimeProvider.System.GetTimestamp();

    public static long Frequency => TimeProvider.System.TimestampFrequency;

    /// <summary>Another one after each start of the machine; null where the system names none.</summary>
    public static string? Boot { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : null;
}
