using System.Text.RegularExpressions;

namespace Hippique.Racing;

/// <summary>What the operating system says about a file or folder, in the program's own words as far as they are known.</summary>
public static partial class FileProblem
{
    // errno of Linux and macOS, which .NET passes on as they are.
    private const int NoSpaceLeft = 28;
    private const int ReadOnly = 30;

    // The same of Windows, as HRESULT.
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);

    /// <param name="failure">Caught at the boundary to the disk.</param>
    public static Problem Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var path = PathOf(failure);
        return failure switch
        {
            IHasProblem said => said.Problem,
            FileNotFoundException when path is not null => Problem.Of($"there is no file {path}"),
            DirectoryNotFoundException when path is not null => Problem.Of($"there is no folder for {path}"),
            UnauthorizedAccessException when path is not null && Directory.Exists(path) => Problem.Of($"{path} is a folder, not a file"),
            UnauthorizedAccessException when path is not null => Problem.Of($"access to {path} is denied"),
            IOException { HResult: NoSpaceLeft or DiskFull or HandleDiskFull } when path is not null => Problem.Of(
                $"the disk is full: {path} cannot be written"
            ),
            IOException { HResult: NoSpaceLeft or DiskFull or HandleDiskFull } => Problem.Of($"the disk is full"),
            IOException { HResult: ReadOnly } when path is not null => Problem.Of($"{path} is on a disk that cannot be written to"),
            PathTooLongException => Problem.Of($"the path is too long"),
            _ => Problem.Verbatim(failure.Message),
        };
    }

    // .NET names the path in its message alone, in quotes.
    private static string? PathOf(Exception failure) =>
        failure is FileNotFoundException { FileName: { Length: > 0 } name } ? name
        : QuotedPath().Match(failure.Message) is { Success: true } match ? match.Groups[1].Value
        : null;

    [GeneratedRegex("'([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedPath();
}
