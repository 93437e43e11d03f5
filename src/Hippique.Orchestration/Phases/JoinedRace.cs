using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>A race as all its sources showed it together, and where each field comes from.</summary>
internal sealed record JoinedRace(RaceView View, IReadOnlyList<FieldOrigin> Origins);
