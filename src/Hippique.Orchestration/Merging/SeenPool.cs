using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Merging;

/// <summary>The prices of one pool as one source showed them.</summary>
internal sealed record SeenPool(string Source, RaceView View, PoolPrices Pool);
