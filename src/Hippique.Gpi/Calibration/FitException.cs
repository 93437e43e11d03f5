using System.Diagnostics.CodeAnalysis;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>The races do not carry a fit, or the model lacks one.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a reason.")]
public sealed class FitException(Problem problem) : InvalidOperationException(problem?.ToString()), IHasProblem
{
    public Problem Problem { get; } = problem!;
}
