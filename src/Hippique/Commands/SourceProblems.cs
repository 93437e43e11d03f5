using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Commands;

/// <summary>Why no source gave a programme, one line each.</summary>
internal static class SourceProblems
{
    public static IReadOnlyList<IHasProblem> Lines(IReadOnlyList<SourceError> errors) =>
        errors.Count == 0 ? [Texts.Said("error_no_source")] : errors;
}
