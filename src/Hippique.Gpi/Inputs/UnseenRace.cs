using Hippique.Racing;

namespace Hippique.Gpi.Inputs;

/// <summary>A race outside the user's countries, of which nothing is known but what the plan says: no source is asked for it.</summary>
public sealed record UnseenRace
{
    public required RaceId Race { get; init; }

    /// <summary>ISO 3166 alpha-3, as a programme names it.</summary>
    public required string Country { get; init; }

    /// <summary>The race is invented.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Version of the program, without a commit.</summary>
    public required string ProgramVersion { get; init; }
}
