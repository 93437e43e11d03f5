using System.Globalization;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Processes;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// The folder of one run of the user's own analysis: <c>out</c>, in which it works, and <c>processes</c>, a line for each of its processes, by which the next start finds them
/// if this program is killed.
/// </summary>
internal sealed class ModuleFolder
{
    private const string ProcessesName = "processes";
    private readonly DirectoryInfo _folder;

    private ModuleFolder(DirectoryInfo folder, string mark)
    {
        _folder = folder;
        Mark = mark;
        Out = folder.CreateSubdirectory("out").FullName;
    }

    /// <summary>See <see cref="ModuleOrder.Mark"/>; names the data folder too.</summary>
    public string Mark { get; }

    /// <summary>Absolute.</summary>
    public string Out { get; }

    /// <param name="dataFolder">Null: among the machine's temporary files.</param>
    public static ModuleFolder Make(string? dataFolder)
    {
        var run = Guid.NewGuid().ToString("N");
        if (dataFolder is null)
            return new ModuleFolder(Directory.CreateTempSubdirectory("hippique-module-"), run);
        var folder = Directory.CreateDirectory(Path.Combine(Below(dataFolder), run));
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return new ModuleFolder(folder, run + MarkEnding(dataFolder));
    }

    /// <summary>Where the folders of all runs lie; lists of artifacts never show it.</summary>
    public static string Below(string dataFolder) => Path.Combine(dataFolder, ".modules");

    /// <summary>How the marks of all runs of a data folder end.</summary>
    public static string MarkEnding(string dataFolder) => "@" + Path.GetFullPath(dataFolder);

    /// <summary>Notes processes of the run.</summary>
    public void Note(IReadOnlyList<ProcessIdentity> processes)
    {
        var boot = ProcessIdentity.Boot();
        try
        {
            File.AppendAllLines(
                Path.Combine(_folder.FullName, ProcessesName),
                processes.Select(process => string.Create(CultureInfo.InvariantCulture, $"{boot} {process.Id} {process.Start}"))
            );
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // The disk is full, or the command has removed its folder: after a kill its mark still finds it.
        }
    }

    /// <summary>The processes that were noted in a run's folder since the machine's start; half a line, or one that somebody changed, is nobody.</summary>
    public static IEnumerable<ProcessIdentity> Noted(string folder)
    {
        var path = Path.Combine(folder, ProcessesName);
        if (!File.Exists(path))
            yield break;
        var boot = ProcessIdentity.Boot();
        foreach (var line in File.ReadAllLines(path))
        {
            if (
                line.Split(' ') is [var then, var id, var start]
                && then == boot
                && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            )
                yield return new ProcessIdentity(number, ticks);
        }
    }

    public void Remove(RunLog log)
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
        {
            // It made something that cannot be removed; the phase is none the worse.
            log.Warning($"own analysis: its folder stays: {stays.Message}");
        }
    }
}
