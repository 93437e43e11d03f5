using Hippique.Orchestration.Exposure;

namespace Hippique.Dashboard.Responsible;

/// <summary>What the page on responsible gambling shows.</summary>
public sealed record ResponsibleView
{
    /// <summary>Days of a pause that can be chosen.</summary>
    public static IReadOnlyList<int> PauseDays { get; } = [1, 3, 7, 30, 90];

    public required LimitsReport Limits { get; init; }
    public required PlayUse Use { get; init; }

    /// <summary>What a form has just done; null: nothing.</summary>
    public ResponsibleDone? Done { get; init; }
}

/// <summary>What a form of the page has done.</summary>
public enum ResponsibleDone
{
    /// <summary>The limits are set.</summary>
    Limits,

    /// <summary>A pause has begun, or is longer.</summary>
    Pause,

    /// <summary>It was so before.</summary>
    Nothing,
}
