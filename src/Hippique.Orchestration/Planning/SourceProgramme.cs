using Hippique.Sources;

namespace Hippique.Orchestration.Planning;

/// <summary>What one source answered when it was asked for the day.</summary>
public sealed record SourceProgramme(string Source, SourceAnswer<Programme> Answer);
