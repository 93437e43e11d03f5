using System.Runtime.InteropServices;

namespace Hippique.Orchestration.Processes;

/// <summary>The calls of the system that .NET has no names for. See kill(2), waitpid(2) and prctl(2).</summary>
internal static partial class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;
    private const int NoHang = 1;
    private const int ChildSubreaper = 36;

    /// <summary>To a process, or with a negative number to a group. Not on Windows.</summary>
    public static void Send(int process, int signal) => _ = SystemKill(process, signal);

    /// <summary>
    /// Takes the exit status of a child that has ended, so that its number becomes free. Never of a child that <see cref="System.Diagnostics.Process"/> started: that class
    /// ends the program if somebody else took its child's status.
    /// </summary>
    public static void Reap(int process) => _ = WaitPid(process, out _, NoHang);

    /// <summary>Whether descendants of this process that lose their parent become its children instead of those of process 1. Linux alone.</summary>
    public static void AdoptOrphans(bool adopt) => _ = ProcessControl(ChildSubreaper, adopt ? 1 : 0, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SystemKill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int WaitPid(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);
}
