using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>The answer of one source that was asked for the day.</summary>
public sealed record SourceProgramme(string Source, SourceAnswer<Programme> Answer);
