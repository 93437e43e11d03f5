using System.Runtime.InteropServices;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Gives a finished file its name in one step, unless the name is taken.</summary>
internal static partial class AtomicRename
{
    private const int AlreadyThere = 17; // EEXIST on Linux and macOS

    /// <summary>
    /// False if <paramref name="target"/> exists. <c>File.Move(overwrite: false)</c> looks first and renames then, so that on Unix two writers can both win; a hard
    /// link is the system's own step of "only if absent". File systems without links get the former.
    /// </summary>
    public static bool TryClaim(string draft, string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(draft, target) == 0)
                return true;
            if (Marshal.GetLastPInvokeError() == AlreadyThere)
                return false;
        }
        try
        {
            File.Move(draft, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string added);
}
