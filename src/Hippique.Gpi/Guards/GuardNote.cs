using System.Text.Json.Serialization;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Guards;

/// <summary>
/// More for the reader if a guard's numbers do not say it: which leg, what was missing. Files hold an English text (<see cref="GuardNoteText"/>), which reads back as this type; the
/// words for people are made elsewhere.
/// </summary>
[JsonConverter(typeof(GuardNoteConverter))]
public abstract record GuardNote
{
    private GuardNote() { }

    /// <summary>As files and logs write it.</summary>
    public sealed override string ToString() => GuardNoteText.Write(this);

    public static implicit operator GuardNote(GuardRemark remark) => new Remark(remark);

    /// <summary>A note without an argument.</summary>
    public sealed record Remark(GuardRemark Value) : GuardNote;

    /// <summary>The country of the race.</summary>
    /// <param name="Code">ISO 3166, as the source writes it.</param>
    public sealed record CountryOf(string Code) : GuardNote;

    /// <summary>The starter that was measured.</summary>
    /// <param name="Number">Saddlecloth.</param>
    public sealed record Starter(int Number) : GuardNote;

    /// <summary>The starter that was measured, the best one whose odds are in the rules' window.</summary>
    /// <param name="Number">Saddlecloth.</param>
    public sealed record BestOfWindow(int Number) : GuardNote;

    /// <summary>Fewer legs than the rules ask for.</summary>
    public sealed record TooFewLegs(int Legs, int Needed) : GuardNote;

    /// <summary>The calibration behind the dividend of the combined ticket.</summary>
    /// <param name="Bias">Of the logarithm of the dividend, to three decimals.</param>
    /// <param name="Width">Of its interval, to three decimals.</param>
    public sealed record PayoutFit(double Bias, double Width) : GuardNote;

    /// <summary>No payout calibration of the bet is good enough; the guard's numbers are of the first measure that fails.</summary>
    public sealed record PayoutRefused(PayoutMeasure Measure) : GuardNote;

    /// <summary>Starters that came or went between the looks without being declared non-runners.</summary>
    /// <param name="Numbers">Saddlecloths, ascending.</param>
    public sealed record FieldChanged(IReadOnlyList<int> Numbers) : GuardNote
    {
        public bool Equals(FieldChanged? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

        public override int GetHashCode() => Numbers.Aggregate(Numbers.Count, HashCode.Combine);
    }

    /// <summary>A text of another version of the program.</summary>
    public sealed record Other(string Text) : GuardNote;
}
