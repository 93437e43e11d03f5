using Hippique.Racing;

namespace Hippique.Rehearsal;

/// <summary>What was typed behind <c>serve</c>; null where nothing was.</summary>
internal sealed record RehearsalOrder
{
    public const double DefaultSpeed = 60;

    /// <summary>An hour a second.</summary>
    public const double Fastest = 3600;
    public required string Day { get; init; }
    public double? Speed { get; init; }
    public string? At { get; init; }
    public Pool? Pool { get; init; }
    public string? Into { get; init; }

    /// <summary>Stop when the day is over.</summary>
    public bool UntilEnd { get; init; }

    /// <summary>Whether that rehearsal is the one that was typed: nothing else was asked for.</summary>
    public bool Means(RehearsalAnchor anchor) =>
        anchor.Day == Path.TrimEndingDirectorySeparator(Path.GetFullPath(Day))
        && (Speed is null || Speed == anchor.Speed)
        && (Pool is null || anchor.Operators.SequenceEqual([Pool.Value]))
        && (At is null || (Mirror.MirrorTime.ParseAt(At, anchor.Date).TryGet(out var at) && at == anchor.Start));
}
