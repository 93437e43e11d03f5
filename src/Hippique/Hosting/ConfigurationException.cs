using Hippique.Racing;

namespace Hippique.Hosting;

/// <summary>The configuration cannot be used; every problem is named, so that all can be mended at once.</summary>
/// <param name="problems">One line each, starting with the name of the variable or file.</param>
public sealed class ConfigurationException(IReadOnlyList<Problem> problems) : Exception(string.Join("; ", problems)), IHasProblem
{
    public IReadOnlyList<Problem> Problems { get; } = problems;

    public Problem Problem => Problem.All(Problems);
}
