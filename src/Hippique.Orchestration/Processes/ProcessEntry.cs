using System.Globalization;
using System.Text;

namespace Hippique.Orchestration.Processes;

/// <summary>One line of <c>/proc/PID/stat</c> (Linux); see proc_pid_stat(5).</summary>
/// <param name="Identity">Its number and its start.</param>
/// <param name="Parent">The number of its parent.</param>
/// <param name="Group">The number of its process group.</param>
/// <param name="Session">The number of its session.</param>
/// <param name="IsDead">It has ended, and nobody has taken its exit status yet.</param>
internal sealed record ProcessEntry(ProcessIdentity Identity, int Parent, int Group, int Session, bool IsDead)
{
    public int Id => Identity.Id;

    /// <summary>Null if there is none.</summary>
    public static ProcessEntry? Read(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            // The name before it may hold spaces and brackets.
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            var start = long.Parse(fields[19], CultureInfo.InvariantCulture);
            return new ProcessEntry(
                new ProcessIdentity(id, start),
                Number(fields[1]),
                Number(fields[2]),
                Number(fields[3]),
                fields[0] is "Z" or "X"
            );
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>All that can be seen.</summary>
    public static List<ProcessEntry> All()
    {
        var all = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } entry
            )
                all.Add(entry);
        }
        return all;
    }

    /// <summary>The value of a variable that the process was started with; null if it has none or is somebody else's.</summary>
    public string? Variable(string name)
    {
        try
        {
            var prefix = Encoding.UTF8.GetBytes(name + "=");
            var rest = File.ReadAllBytes($"/proc/{Id}/environ").AsSpan();
            foreach (var range in rest.Split((byte)0))
                if (rest[range].StartsWith(prefix))
                    return Encoding.UTF8.GetString(rest[range][prefix.Length..]);
            return null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
