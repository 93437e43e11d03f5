using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>A bet worth buying, as the program proposes it; it never buys one.</summary>
public sealed record Ticket
{
    /// <summary>Unique within the day: <c>R1C3-1</c>.</summary>
    public required string Id { get; init; }
    public required RaceId Race { get; init; }
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }
    public required IReadOnlyList<TicketLeg> Legs { get; init; }
    public required Euro Stake { get; init; }

    /// <summary>Expected return for all legs together, stake included, given what each pays when it wins.</summary>
    public required Euro ExpectedReturn { get; init; }

    /// <summary>Expected profit per euro staked.</summary>
    public required double ExpectedRoi { get; init; }

    /// <summary>Not to be bought after this instant: 60 seconds before the off.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public bool Simulated { get; init; }

    /// <summary>The prices behind it were modelled for a replay and seen by nobody.</summary>
    public bool ModelledPrices { get; init; }

    /// <summary>All money on this bet of the race when the ticket was written; null if the operator shows none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? PoolTotal { get; init; }
}

/// <summary>One horse of a ticket of singles, or one combination of a combined ticket.</summary>
public sealed record TicketLeg
{
    public required IReadOnlyList<int> Numbers { get; init; }
    public required IReadOnlyList<string> Horses { get; init; }
    public required Euro Stake { get; init; }

    /// <summary>The price when the ticket was written: win odds, or the typical place price.</summary>
    public required double Odds { get; init; }

    /// <summary>"Ne pas jouer sous": below these odds the leg no longer passes.</summary>
    public required double MinimumOdds { get; init; }
    public required double Probability { get; init; }

    /// <summary>Predicted dividend for 1 € given that the leg wins, with the leg's own stake in the pool if its size is known, and a range of about 80 %.</summary>
    public required double ExpectedDividend { get; init; }
    public required double DividendLow { get; init; }
    public required double DividendHigh { get; init; }

    /// <summary>What the price was made of; null in tickets of versions that knew one way only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PriceSource? PricedBy { get; init; }

    /// <summary>What stakes of one's own do to the dividend, which they lower; null if the size of the pool is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OwnStakeEffect? OwnStake { get; init; }
}

/// <summary>The expected dividend for 1 € of a leg, by the stake on it (Isaacs 1953).</summary>
/// <param name="Without">With nothing of one's own in the pool.</param>
/// <param name="With1">With 1 €.</param>
/// <param name="With5">With 5 €.</param>
public sealed record OwnStakeEffect(double Without, double With1, double With5);
