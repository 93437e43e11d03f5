namespace Hippique.Gpi.Guards;

/// <summary>The guards of one race in their order. Every one is evaluated and kept, also after the first that fails.</summary>
internal sealed class GuardList
{
    public const string All = "all";
    public const string Singles = "singles";
    public const string Combined = "combined";
    public const string Leg = "leg";

    private readonly List<GuardVerdict> _verdicts = [];

    public IReadOnlyList<GuardVerdict> Verdicts => _verdicts;

    /// <summary>The first failure that stops the whole race; null where there is none.</summary>
    public GuardVerdict? FirstBlockingAll => _verdicts.Find(verdict => !verdict.Passed && verdict.Blocks == All);

    /// <summary>Something failed that stops this part.</summary>
    public bool Blocks(string part) => _verdicts.Exists(verdict => !verdict.Passed && verdict.Blocks == part);

    /// <summary>At least <paramref name="threshold"/>; nothing measured fails.</summary>
    public bool AtLeast(string code, double? value, double threshold, string blocks, string? note = null) =>
        Add(code, value, threshold, value >= threshold, blocks, note);

    /// <summary>At most <paramref name="threshold"/>; nothing measured fails.</summary>
    public bool AtMost(string code, double? value, double threshold, string blocks, string? note = null) =>
        Add(code, value, threshold, value <= threshold, blocks, note);

    public bool Within(string code, double? value, double low, double high, string blocks, string? note = null) =>
        Add(code, value, low, value >= low && value <= high, blocks, note, high);

    public bool Add(string code, double? value, double? threshold, bool passed, string blocks, string? note = null, double? high = null)
    {
        _verdicts.Add(
            new GuardVerdict
            {
                Code = code,
                Value = value is { } number && double.IsFinite(number) ? value : null,
                Threshold = threshold,
                ThresholdHigh = high,
                Passed = passed,
                Blocks = blocks,
                Note = note,
            }
        );
        return passed;
    }
}
