using Hippique.Dashboard.Frame;

namespace Hippique.Dashboard.Replay;

/// <summary>What can be replayed, and what is.</summary>
public sealed record ReplayView
{
    /// <summary>Recorded days that are over, the latest first.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>The pages of this installation lie in a bucket, from which none is replayed.</summary>
    public required bool InBucket { get; init; }

    /// <summary>Names of the shipped rule sets.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The one of <c>RULES</c>.</summary>
    public required string InUse { get; init; }

    /// <summary>Replays that are open.</summary>
    public required IReadOnlyList<SandboxMark> Open { get; init; }

    /// <summary>Comparisons that are kept.</summary>
    public required IReadOnlyList<ComparisonOrder> Comparisons { get; init; }
}
