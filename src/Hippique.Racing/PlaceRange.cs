namespace Hippique.Racing;

/// <summary>
/// What a place bet would pay, from the dearest to the cheapest company in the places (ZEturf's <c>SPMin</c> and <c>SPMax</c>).
/// <see cref="Low"/> is at most <see cref="High"/>; both are at least 1.0 (a place can pay the stake back, no more).
/// </summary>
public readonly record struct PlaceRange
{
    /// <exception cref="ArgumentOutOfRangeException">A bound is below 1.0, not finite, or low is above high.</exception>
    public PlaceRange(double low, double high)
    {
        if (!(low >= 1.0) || !(high >= low) || !double.IsFinite(high))
            throw new ArgumentOutOfRangeException(nameof(low), $"{low} to {high} is no place range");
        Low = low;
        High = high;
    }

    public double Low { get; }
    public double High { get; }

    /// <summary>The one number of the range: its harmonic mean <c>2/(1/low + 1/high)</c>.</summary>
    public double Typical => 2.0 / (1.0 / Low + 1.0 / High);

    /// <summary>Null where the two numbers are no range (a missing, zero or false bound, or low above high).</summary>
    public static PlaceRange? FromPublished(double? low, double? high) =>
        low is >= 1.0 && high is { } top && top >= low && double.IsFinite(top) ? new PlaceRange(low.Value, top) : null;
}
