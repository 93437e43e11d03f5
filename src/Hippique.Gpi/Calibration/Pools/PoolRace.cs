using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>The money in one pool of a race at one moment, and what came of the race. The bets are priced from the first alone.</summary>
public sealed record PoolRace
{
    /// <summary>Card and stakes of the moment; horses that were withdrawn by then do not start in it.</summary>
    public required Snapshot Look { get; init; }

    /// <summary>Half an hour before the off, for the move since then; null if it was not seen.</summary>
    public Snapshot? Earlier { get; init; }

    /// <summary>The stakes of H-5, or the last ones.</summary>
    public required PriceMoment Moment { get; init; }
    public required Pool Pool { get; init; }

    /// <summary>The official dividends of the pool.</summary>
    public required IReadOnlyList<Dividend> Dividends { get; init; }

    /// <summary>Bets of the pool whose stakes were paid back.</summary>
    public IReadOnlyList<BetType> Refunded { get; init; } = [];

    /// <summary>Horses by place, those of a dead heat together; empty if it is not known.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Arrival { get; init; } = [];

    /// <summary>Withdrawn after the moment: bets on them were paid back.</summary>
    public IReadOnlyList<int> Withdrawn { get; init; } = [];

    public RaceId Id => Look.Card.Id;
}
