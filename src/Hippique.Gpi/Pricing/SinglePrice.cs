namespace Hippique.Gpi.Pricing;

/// <summary>A single bet on one starter, priced.</summary>
internal sealed record SinglePrice
{
    /// <summary>Index of the starter in the field.</summary>
    public required int Runner { get; init; }

    /// <summary>Win odds, or the typical place price.</summary>
    public required double Price { get; init; }
    public required double Probability { get; init; }

    /// <summary>Expected dividend for 1 € given that the bet wins.</summary>
    public required double Dividend { get; init; }
    public required double Low { get; init; }
    public required double High { get; init; }

    /// <summary>The bet lies in the rules' window.</summary>
    public required bool InWindow { get; init; }

    /// <summary>The lowest price, in tenths, at which it passes window and ROI; null where that price is above the window.</summary>
    public required double? PlayableFrom { get; init; }
    public double Roi => Probability * Dividend - 1;
}
