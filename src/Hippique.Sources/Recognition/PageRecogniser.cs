using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Sources.Recognition;

/// <summary>
/// Finds out by its content what a saved file is, and reads it with the parser that the live source would use. What a user runs when a site has changed: the error is the one
/// that the service would meet.
/// </summary>
public static class PageRecogniser
{
    private const string SourceName = "file";
    private const int Longest = 64 * 1024 * 1024;

    /// <summary>Never throws for what is in the file, or for a file that is missing or closed.</summary>
    public static SavedPage Read(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        byte[] content;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > Longest })
                return Refused(name, SourceErrorKind.TooLarge, Problem.Of($"the file is larger than {Longest / 1024 / 1024} MB"));
            content = File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(name, SourceErrorKind.NotFound, Problem.Of($"there is no file {path}"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return Refused(name, SourceErrorKind.Unreachable, Problem.Of($"the file cannot be opened: {FileProblem.Of(closed)}"));
        }
        if (content.AsSpan().Trim(" \t\r\n\0"u8).IsEmpty)
            return Refused(name, SourceErrorKind.Truncated, Problem.Of($"the file is empty"));
        if (LineFiles.IsOne(content))
            return LineFiles.Read(path, name, content, cancellationToken);
        return Read(name, content);
    }

    /// <summary>One page or answer.</summary>
    public static SavedPage Read(string name, ReadOnlyMemory<byte> content)
    {
        var start = content.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (start is [(byte)'{' or (byte)'[', ..])
            return SavedAnswers.Read(name, content);
        var text = PageText.Decode(content.Span, null);
        return text.AsSpan().TrimStart() is ['<', ..] && !text.Contains('\0', StringComparison.Ordinal)
            ? SavedHtml.Read(name, text)
            : Refused(name, SourceErrorKind.Malformed, Problem.Of($"neither HTML nor JSON nor recorded races"));
    }

    internal static SavedPage Refused(string name, SourceErrorKind kind, Problem missing) =>
        new()
        {
            File = name,
            Kind = PageKind.Unknown,
            Error = new SourceError(kind, SourceName, name, missing),
        };
}
