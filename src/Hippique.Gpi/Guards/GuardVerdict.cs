namespace Hippique.Gpi.Guards;

/// <summary>One guard, what it measured and what it asked for.</summary>
public sealed record GuardVerdict
{
    /// <summary>The code of <c>gpi.md</c> §4: <c>runners_min</c>, <c>roi_min_sp</c>.</summary>
    public required GuardCode Code { get; init; }

    /// <summary>What was measured; null if there was nothing to measure (the guard then passes or fails as its rule says).</summary>
    public required double? Value { get; init; }
    public required double? Threshold { get; init; }

    /// <summary>Upper end if the guard asks for a range (<c>book_sane</c>).</summary>
    public double? ThresholdHigh { get; init; }
    public required bool Passed { get; init; }

    /// <summary>What it stops if it fails.</summary>
    public required GuardScope Blocks { get; init; }

    /// <summary>More for the reader if the numbers do not say it: which leg, what was missing.</summary>
    public GuardNote? Note { get; init; }
}
