using System.Diagnostics.CodeAnalysis;

namespace Hippique.Racing;

/// <summary>A file or folder that a user named is not there, or is not what is needed.</summary>
/// <param name="problem">What is wrong with it; the message is its English.</param>
/// <param name="cause">What found it out, if something else did.</param>
[SuppressMessage("Design", "CA1032", Justification = "Never without a reason.")]
public sealed class FileRefusedException(Problem problem, Exception? cause = null) : IOException(problem?.ToString(), cause), IHasProblem
{
    public Problem Problem { get; } = problem!;
}
