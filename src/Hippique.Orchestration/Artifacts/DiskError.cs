using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>Turns the system's errors into one line that says which file and what is wrong with the disk.</summary>
internal static class DiskError
{
    // errno values of Linux and macOS as .NET reports them in HResult; Windows reports 0x80070070 for a full disk.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    public static ArtifactException Writing(string file, Exception error) =>
        new(Problem.Of($"{file}: cannot be written: {Why(error)}"), error);

    public static ArtifactException Reading(string file, Exception error) =>
        new(Problem.Of($"{file}: cannot be read: {Why(error)}"), error);

    private static Problem Why(Exception error) =>
        error.HResult switch
        {
            NoSpace or NoSpaceWindows => Problem.Of($"the disk is full"),
            ReadOnly => Problem.Of($"the disk is read-only"),
            _ when error is UnauthorizedAccessException => Problem.Of($"no permission"),
            _ => Problem.Verbatim(error.Message),
        };
}
