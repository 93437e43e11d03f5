namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>How win probabilities turn into the chances for one further place: the weight of a runner is <c>p^A · (1 − p)^B</c>.</summary>
public readonly record struct PlaceWeight(double A, double B)
{
    public double Of(double probability) => Math.Pow(probability, A) * (B == 0 ? 1 : Math.Pow(1 - probability, B));
}

/// <summary>
/// The law of the finishing order: the winner by p, each further place among those left by its own <see cref="PlaceWeight"/>. Harville's law has weights p throughout; the
/// discounts of Lo and Bacon-Shone are <c>p^λ</c>, <c>p^τ</c>; with B above 0 a favourite that fails to win is also less likely to be second (it broke its gait).
/// </summary>
public sealed record OrderLaw(PlaceWeight Second, PlaceWeight Third, PlaceWeight Fourth)
{
    public static readonly OrderLaw Harville = Discounts(1, 1, 1);

    public static OrderLaw Discounts(double second, double third, double fourth) => new(new(second, 0), new(third, 0), new(fourth, 0));

    /// <summary>
    /// The same law for probabilities <c>p ∝ π^k</c>, if it was measured on the pool's shares π: A is divided by k, B stays (1 − p hardly differs).
    /// </summary>
    public OrderLaw OnExponent(double k) => new(new(Second.A / k, Second.B), new(Third.A / k, Third.B), new(Fourth.A / k, Fourth.B));
}
