using System.Globalization;

namespace Hippique.Racing;

/// <summary>An amount of money. Arithmetic is decimal and exact; rounding is always an argument of the rule that asks for it.</summary>
public readonly record struct Euro(decimal Amount) : IComparable<Euro>
{
    public static readonly Euro Zero;

    public static Euro FromCents(long cents) => new(cents / 100m);

    /// <summary>
    /// The one crossing from computed doubles to money: to whole cents, with the rounding the rule names.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not finite.</exception>
    public static Euro FromComputed(double amount, MidpointRounding rounding)
    {
        if (!double.IsFinite(amount))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "money is finite");
        return new Euro(decimal.Round((decimal)amount, 2, rounding));
    }

    /// <summary>The other crossing: money as a number to compute with.</summary>
    public double ToDouble() => (double)Amount;

    public static Euro operator +(Euro left, Euro right) => new(left.Amount + right.Amount);

    public static Euro operator -(Euro left, Euro right) => new(left.Amount - right.Amount);

    public static Euro operator *(Euro left, decimal factor) => new(left.Amount * factor);

    public static bool operator <(Euro left, Euro right) => left.Amount < right.Amount;

    public static bool operator >(Euro left, Euro right) => left.Amount > right.Amount;

    public static bool operator <=(Euro left, Euro right) => left.Amount <= right.Amount;

    public static bool operator >=(Euro left, Euro right) => left.Amount >= right.Amount;

    public int CompareTo(Euro other) => Amount.CompareTo(other.Amount);

    /// <summary><c>1770.50</c>: invariant, two decimals at least. For people, use <c>FrenchText</c>.</summary>
    public override string ToString() => Amount.ToString("0.00##", CultureInfo.InvariantCulture);
}
