using Hippique.Hosting;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary>Why no source gave a programme, one line each.</summary>
internal static class SourceProblems
{
    public static IReadOnlyList<string> Lines(IReadOnlyList<SourceError> errors) =>
        errors.Count == 0 ? [Texts.Get("error_no_source")] : [.. errors.Select(error => error.ToString())];
}
