using System.Globalization;

namespace Hippique.Racing;

/// <summary>
/// Decimal odds of a pari-mutuel: what 1 € returns, stake included. Above 1.0, finite. A <c>default</c> is no price and shows as <see cref="IsPriced"/> false.
/// </summary>
public readonly record struct Odds : IComparable<Odds>
{
    /// <exception cref="ArgumentOutOfRangeException">Not finite or not above 1.0.</exception>
    public Odds(double value)
    {
        if (!(value > 1.0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "odds are finite and above 1.0");
        Value = value;
    }

    public double Value { get; }
    public bool IsPriced => Value > 1.0;

    /// <summary>The odds in tenths, as the operators publish them; rules compare these, so that 10 → 10.7 is a change of exactly 7 %.</summary>
    public int Tenths => (int)Math.Round(Value * 10, MidpointRounding.AwayFromZero);

    /// <summary>The share 1/odds before the book is taken out; 0 where there is no price.</summary>
    public double Implied => IsPriced ? 1.0 / Value : 0.0;

    /// <summary>Null where the value is no price (1.0, zero, negative, not finite): that is how sources write "none yet".</summary>
    public static Odds? FromPublished(double? value) => value is > 1.0 and < 1_000_000 ? new Odds(value.Value) : null;

    public int CompareTo(Odds other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.0##", CultureInfo.InvariantCulture);

    public static bool operator <(Odds left, Odds right) => left.Value < right.Value;

    public static bool operator >(Odds left, Odds right) => left.Value > right.Value;

    public static bool operator <=(Odds left, Odds right) => left.Value <= right.Value;

    public static bool operator >=(Odds left, Odds right) => left.Value >= right.Value;
}
