using System.Globalization;

namespace Hippique.EndToEnd.Serving;

/// <summary>Looks at processes of this machine.</summary>
internal static class ProcessState
{
    /// <summary>Whether a process works; one that has ended and was not yet asked about its end does not.</summary>
    public static bool Lives(string id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{int.Parse(id, CultureInfo.InvariantCulture)}/stat");
            return line[line.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
