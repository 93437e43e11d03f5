namespace Hippique.Racing;

/// <summary>The money on one bet of one race in one pool at one moment, as the operator lists it: stakes on horses that were withdrawn since are still among them.</summary>
public sealed record BetStakes
{
    public required BetType Bet { get; init; }

    /// <summary>When the operator stamped them; null where it does not say.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>All stakes on the bet in euros, with those on combinations that are not listed; null where only the list is known.</summary>
    public required Euro? Total { get; init; }

    /// <summary>Each combination once, by its numbers; 0 € or more. A list that an operator cuts off holds the largest.</summary>
    public required IReadOnlyList<CombinationStake> Stakes { get; init; }
}

/// <summary>The money on one combination.</summary>
/// <param name="Numbers">Saddlecloths, ascending: one of a single, two of a pair.</param>
/// <param name="Amount">In euros, 0 or more.</param>
public sealed record CombinationStake(IReadOnlyList<int> Numbers, Euro Amount);

/// <summary>The operator's own price of one combination.</summary>
/// <param name="Bet">Which bet.</param>
/// <param name="Numbers">Saddlecloths, ascending.</param>
/// <param name="Odds">What 1 € returns; of several prices the lowest.</param>
public sealed record CombinationPrice(BetType Bet, IReadOnlyList<int> Numbers, Odds Odds);
