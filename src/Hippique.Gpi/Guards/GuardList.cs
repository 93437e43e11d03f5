namespace Hippique.Gpi.Guards;

/// <summary>The guards of one race in their order. Every one is evaluated and kept, also after the first that fails.</summary>
internal sealed class GuardList
{
    private readonly List<GuardVerdict> _verdicts = [];

    public IReadOnlyList<GuardVerdict> Verdicts => _verdicts;

    /// <summary>The first failure that stops the whole race; null if there is none.</summary>
    public GuardVerdict? FirstBlockingAll => _verdicts.Find(verdict => !verdict.Passed && verdict.Blocks == GuardScope.All);

    /// <summary>Something failed that stops this part.</summary>
    public bool Blocks(GuardScope part) => _verdicts.Exists(verdict => !verdict.Passed && verdict.Blocks == part);

    /// <summary>At least <paramref name="threshold"/>; nothing measured fails.</summary>
    public bool AtLeast(GuardCode code, double? value, double threshold, GuardScope blocks, GuardNote? note = null) =>
        Add(code, value, threshold, value >= threshold, blocks, note);

    /// <summary>At most <paramref name="threshold"/>; nothing measured fails.</summary>
    public bool AtMost(GuardCode code, double? value, double threshold, GuardScope blocks, GuardNote? note = null) =>
        Add(code, value, threshold, value <= threshold, blocks, note);

    public bool Within(GuardCode code, double? value, double low, double high, GuardScope blocks, GuardNote? note = null) =>
        Add(code, value, low, value >= low && value <= high, blocks, note, high);

    public bool Add(
        GuardCode code,
        double? value,
        double? threshold,
        bool passed,
        GuardScope blocks,
        GuardNote? note = null,
        double? high = null
    )
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
