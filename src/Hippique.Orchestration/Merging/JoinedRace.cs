using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Merging;

/// <summary>A race as all its sources showed it together, and where each field comes from.</summary>
internal sealed record JoinedRace(RaceView View, IReadOnlyList<FieldOrigin> Origins);
