using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>Where a set of prices comes from; everything but <see cref="Live"/> is known only in replays of recorded races.</summary>
public enum PriceOrigin
{
    /// <summary>No starter has a price.</summary>
    None,

    /// <summary>Seen as it stood.</summary>
    Live,

    /// <summary>The operator's stamped reference price, standing in for the one of the moment.</summary>
    Reference,

    /// <summary>Computed from prices of other moments, for a replay; never seen by anybody.</summary>
    Modelled,
}

/// <summary>The prices of one pool on one race at one moment. Runners without a price are absent.</summary>
public sealed record PoolPrices
{
    public required Pool Pool { get; init; }
    public required PriceOrigin Origin { get; init; }

    /// <summary>When the operator stamped the prices (the newest, if it stamps each); the moment of the fetch where it does not; null where there is none.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Win odds by runner number, ascending.</summary>
    public required IReadOnlyList<WinPrice> Win { get; init; }

    /// <summary>Place ranges by runner number, ascending; empty where the pool shows none.</summary>
    public IReadOnlyList<PlacePrice> Place { get; init; } = [];

    /// <summary>When the operator stamped the place ranges; null where they stand on the same page as the win odds, and where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PlaceAt { get; init; }

    /// <summary>The money on each bet that the operator shows, each bet once; null where it shows none. Where there are stakes, they are the price: odds are rounded, and lag behind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BetStakes>? Stakes { get; init; }

    /// <summary>The operator's prices of pairs, by bet and numbers, each pair once; null where it shows none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CombinationPrice>? Combinations { get; init; }

    /// <summary>What the operator sells on this race; null where the source has no such list (then the bet counts as sold, at the pool's regulated stakes).</summary>
    public IReadOnlyList<BetOffer>? Offers { get; init; }
}

/// <summary>The win price of one runner.</summary>
/// <param name="Number">Saddlecloth.</param>
/// <param name="Odds">What 1 € returns.</param>
/// <param name="At">When the operator stamped this price; null if it stamps the pool as a whole.</param>
public sealed record WinPrice(
    int Number,
    Odds Odds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At = null
);

public sealed record PlacePrice(int Number, PlaceRange Range);
