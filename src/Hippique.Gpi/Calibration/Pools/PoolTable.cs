using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>The evidence on one kind of bet in one pool at one moment.</summary>
public sealed record PoolTable
{
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }

    /// <summary>The stakes that the bets were priced from.</summary>
    public required PriceMoment Moment { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required int Races { get; init; }
    public required int Days { get; init; }

    /// <summary>By band of EV, ascending; the lower end belongs to it.</summary>
    public required IReadOnlyList<PoolRow> Bands { get; init; }

    /// <summary>All with an EV above 0.</summary>
    public required PoolRow Positive { get; init; }

    /// <summary>Every bet, whatever its EV.</summary>
    public required PoolRow All { get; init; }

    /// <summary>Each race's bets with the crowd's own stakes: what the pool as a whole returned. It cannot be more than it pays out.</summary>
    public required PoolReturn? Crowd { get; init; }

    /// <summary>What the pool pays out of 1 €; where the tables changed meanwhile, the last.</summary>
    public required double PaidOut { get; init; }

    /// <summary>By the ratio of the place pool's share to the win pool's, ascending; the lower end belongs to it. Empty for other bets.</summary>
    public required IReadOnlyList<PoolRow> Ratios { get; init; }

    /// <summary>By places paid; empty but for the last stakes.</summary>
    public required IReadOnlyList<ArithmeticCheck> Arithmetic { get; init; }

    /// <summary>No more came back than the pool pays out, as far as the interval of the crowd's bets tells.</summary>
    public bool IsNoFreeLunch => Crowd is null || Crowd.Returned.Low <= PaidOut - 1;
}

/// <summary>How many official dividends the stakes give.</summary>
/// <param name="Places">Places paid.</param>
/// <param name="Known">Official dividends of horses whose stakes are known.</param>
/// <param name="Exact">Of them those that the stakes give to the cent.</param>
/// <param name="Near">Of them those that they give within a tenth, the exact among them.</param>
public sealed record ArithmeticCheck(int Places, int Known, int Exact, int Near);
