using Hippique.Racing;

namespace Hippique.Gpi.Rules;

/// <summary>What a threshold on the number of horses counts.</summary>
public enum Counted
{
    /// <summary>Runners of the official programme, withdrawn later or not.</summary>
    Declared,

    /// <summary>Horses that took part.</summary>
    Starters,
}

/// <summary>The size of a field, counted both ways.</summary>
/// <param name="Declared">Runners of the official programme, withdrawn later or not.</param>
/// <param name="Starters">Horses that took part, or that are to start.</param>
public readonly record struct FieldSize(int Declared, int Starters)
{
    public static FieldSize Of(RaceCard card) => new(card.Declared, card.Runners.Count(runner => !runner.NonRunner));

    public int Of(Counted counted) => counted == Counted.Declared ? Declared : Starters;
}

/// <summary>Places that Simple placé pays with fewer than 4, 4 to 7, and 8 or more horses; 0: refunded.</summary>
public sealed record PlacesPaidRow
{
    public required DateOnly From { get; init; }
    public required Counted Counts { get; init; }
    public required int Fewer { get; init; }
    public required int From4 { get; init; }
    public required int From8 { get; init; }
    public required string Source { get; init; }
}

/// <summary>With how many horses a combined bet is held, both ends included.</summary>
public sealed record BetRow
{
    public required DateOnly From { get; init; }
    public required BetType Bet { get; init; }
    public required Counted Counts { get; init; }
    public required int Fewest { get; init; }
    public required int Most { get; init; }
    public required string Source { get; init; }
}

/// <summary>A bet whose stakes come back if fewer than so many horses count.</summary>
public sealed record RefundRow
{
    public required DateOnly From { get; init; }
    public required BetType Bet { get; init; }
    public required Counted Counts { get; init; }
    public required int FewerThan { get; init; }
    public required string Source { get; init; }
}

/// <summary>How an operator rounds its dividends for 1 €.</summary>
public sealed record DividendRow
{
    public required DateOnly From { get; init; }

    /// <summary>Whose dividends; null: of every pool that has no row of its own.</summary>
    public Pool? Pool { get; init; }

    /// <summary>Dividends are rounded down to a multiple of this, in euros.</summary>
    public required decimal Rounding { get; init; }

    /// <summary>The least that is paid, in euros.</summary>
    public required decimal Minimum { get; init; }
    public required string Source { get; init; }

    /// <summary>What is paid for 1 € if the exact dividend is <paramref name="exact"/>.</summary>
    public decimal Round(decimal exact) =>
        // A third has no end in decimals: 28 digits come back to the tenth that is meant before they are cut.
        Math.Max(Minimum, Math.Floor(Math.Round(exact, 12) / Rounding) * Rounding);

    /// <summary>What is paid on average if the exact dividend is not known to a step of the rounding: half a step less.</summary>
    public double Mean(double exact) => Math.Max((double)Minimum, exact - (double)Rounding / 2);

    /// <inheritdoc cref="Round(decimal)"/>
    public double Round(double exact)
    {
        var step = (double)Rounding;
        return Math.Max((double)Minimum, Math.Round(Math.Floor(Math.Round(exact / step, 9)) * step, 2));
    }
}

public sealed record TakeOutRow(DateOnly From, Pool Pool, BetType Bet, double Share, string Source);

public sealed record StakeRow
{
    public required DateOnly From { get; init; }
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }
    public required Euro Minimum { get; init; }
    public required Euro Step { get; init; }
}
