using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>A comparison as its page shows it.</summary>
/// <param name="Order">What is compared.</param>
/// <param name="Progress">From 0 to 1; null: nobody asked for it, or it is no longer kept.</param>
/// <param name="Result">Null until both days have ended.</param>
/// <param name="Failure">Why it cannot be made; null: it can.</param>
public sealed record CompareView(ComparisonOrder Order, double? Progress, Compared? Result, Problem? Failure)
{
    /// <summary>Somebody is working on it.</summary>
    public bool IsUnderWay => Progress is not null && Result is null && Failure is null;
}
