using System.Diagnostics.CodeAnalysis;

namespace Hippique.Racing;

/// <summary>A file holds something else than it should.</summary>
/// <param name="problem">What is wrong with it; the message is its English.</param>
/// <param name="cause">What found it out, if something else did.</param>
[SuppressMessage("Design", "CA1032", Justification = "Never without a reason.")]
public sealed class UnreadableFileException(Problem problem, Exception? cause = null) : Exception(problem?.ToString(), cause), IHasProblem
{
    public Problem Problem { get; } = problem!;
}
