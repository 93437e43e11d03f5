using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>What the service saw of a race at one phase, where the line of the race keeps it.</summary>
/// <param name="Phase">Which look.</param>
/// <param name="PlannedAt">The instant for which it was planned.</param>
/// <param name="TakenAt">When its last answer had arrived.</param>
/// <param name="Card">The card of the line, with the off and the withdrawals that were known then.</param>
/// <param name="Pools">Every pool in view.</param>
public sealed record SeenLook(
    Phase Phase,
    DateTimeOffset PlannedAt,
    DateTimeOffset TakenAt,
    RaceCard Card,
    IReadOnlyList<PoolPrices> Pools
);
