using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Testing;

namespace Hippique.Orchestration.Tests.Phases.Module;

/// <summary>A command of bash written by a test, with a folder of its own; gone with it.</summary>
internal sealed class Script : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-script-");

    public Script(string body)
    {
        Out = _folder.CreateSubdirectory("out").FullName;
        var file = Path.Combine(_folder.FullName, "own analysis.sh");
        File.WriteAllText(file, "#!/usr/bin/env bash\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Command = ModuleCommand.Parse($"'{file}' first 'two words'").Value;
    }

    public const string NeedsBash = "these tests start bash scripts";

    /// <summary>The script and two arguments of the user's own.</summary>
    public ModuleCommand Command { get; }
    public string Out { get; }

    public ModuleOrder Order(double seconds = 600) =>
        new()
        {
            Command = Command,
            CourseUrl = "https://example.invalid/R1C3",
            Phase = Phase.H5,
            Date = new DateOnly(2025, 11, 22),
            Out = Out,
            Timeout = TimeSpan.FromSeconds(seconds),
        };

    /// <summary>Waits until the script has made a file in its folder of output, and gives what stands in it.</summary>
    public async Task<string> AppearedAsync(string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Out, name);
        await BoundedWait.UntilAsync(() => File.Exists(path) && new FileInfo(path).Length > 0, what: path);
        return (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
    }

    /// <summary>Whether a process lives; one that has ended and was not yet asked about its end does not.</summary>
    public static bool Lives(string id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[line.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
