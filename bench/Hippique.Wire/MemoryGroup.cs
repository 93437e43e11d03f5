using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hippique.Wire;

/// <summary>
/// A control group of Linux whose processes together get no more memory than a limit, as in a container: what stands in files is counted too, once by the group that read it first.
/// A process that needs more is ended by the kernel.
/// </summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private readonly string _folder;
    private readonly bool _isVersion1;
    private readonly string _copies = Directory.CreateTempSubdirectory("hippique-limit-").FullName;

    /// <param name="megabytes">The limit.</param>
    /// <exception cref="UnauthorizedAccessException">Only the machine's administrator may make one.</exception>
    public MemoryGroup(int megabytes)
    {
        // Version 1 has a tree for memory alone, version 2 one tree for all.
        _isVersion1 = Directory.Exists($"{Root}/memory");
        var above = _isVersion1 ? $"{Root}/memory" : Root;
        if (!_isVersion1)
            File.WriteAllText($"{Root}/cgroup.subtree_control", "+memory");
        _folder = Directory.CreateDirectory($"{above}/hippique-{Environment.ProcessId}").FullName;
        File.WriteAllText(
            Path.Combine(_folder, _isVersion1 ? "memory.limit_in_bytes" : "memory.max"),
            (megabytes * 1024L * 1024).ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>In use now, in megabytes.</summary>
    public double Megabytes => Number(_isVersion1 ? "memory.usage_in_bytes" : "memory.current") / 1024.0 / 1024;

    /// <summary>How many processes the kernel has ended.</summary>
    public long Ended => Event(_isVersion1 ? "memory.oom_control" : "memory.events", "oom_kill");

    /// <summary>
    /// The program on a copy of its files and of the runtime's that the group has read first: no page of them is counted elsewhere because another process has it already.
    /// </summary>
    /// <param name="start">How it is started outside of the group.</param>
    public ProcessStartInfo Inside(ProcessStartInfo start)
    {
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var program = Path.GetDirectoryName(start.FileName)!;
        using (
            var copy = Process.Start(
                Entered(
                    new ProcessStartInfo("cp", ["-r", program, Path.Combine(runtime, "host"), Path.Combine(runtime, "shared"), _copies])
                )
            )!
        )
            copy.WaitForExit();
        var inside = Entered(start, Path.Combine(_copies, Path.GetFileName(program), Path.GetFileName(start.FileName)));
        inside.Environment["DOTNET_ROOT"] = _copies;
        return inside;
    }

    public void Dispose()
    {
        Directory.Delete(_copies, recursive: true);
        // Its files are the kernel's.
        Directory.Delete(_folder);
    }

    private ProcessStartInfo Entered(ProcessStartInfo start, string? program = null)
    {
        var entered = new ProcessStartInfo(
            "sh",
            ["-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh", program ?? start.FileName, .. start.ArgumentList]
        )
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardOutput = start.RedirectStandardOutput,
            RedirectStandardError = start.RedirectStandardError,
        };
        entered.Environment.Clear();
        foreach (var (name, value) in start.Environment)
            entered.Environment[name] = value;
        return entered;
    }

    private long Number(string file) => long.Parse(File.ReadAllText(Path.Combine(_folder, file)), CultureInfo.InvariantCulture);

    private long Event(string file, string name) =>
        File.ReadLines(Path.Combine(_folder, file))
            .Select(line => line.Split(' '))
            .Where(words => words[0] == name)
            .Select(words => long.Parse(words[1], CultureInfo.InvariantCulture))
            .Single();
}
