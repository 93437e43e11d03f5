using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Merging;

/// <summary>The view of a race joined from all its sources, and the origin of each field.</summary>
internal sealed record JoinedRace(RaceView View, IReadOnlyList<FieldOrigin> Origins);
