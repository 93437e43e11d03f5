using System.Diagnostics.CodeAnalysis;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Replay;

/// <summary>The recording cannot be replayed; the message is one line for the user.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a reason.")]
public sealed class ReplayException(IReadOnlyList<SourceError> errors) : IOException(string.Join("; ", errors)), IHasProblem
{
    public IReadOnlyList<SourceError> Errors => errors;

    public Problem Problem => Problem.All([.. errors.Select(error => error.Problem)]);
}
