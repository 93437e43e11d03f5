using System.Diagnostics.CodeAnalysis;
using Hippique.Racing;

namespace Hippique.Orchestration.Artifacts;

/// <summary>The database that the nodes of an installation share cannot be used now. A retry can help: no task ends because of it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a message.")]
public sealed class DatabaseException(Problem problem, Exception? inner = null) : ArtifactException(problem, inner);
