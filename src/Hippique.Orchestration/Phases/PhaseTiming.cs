using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Phases;

/// <summary>The times that decide how a phase ends.</summary>
internal static class PhaseTiming
{
    /// <summary>An off that moved by less is the clerk's rounding.</summary>
    public static readonly TimeSpan MoveTolerance = TimeSpan.FromSeconds(60);

    /// <summary>How long to leave a source alone that did not say itself.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);

    /// <summary>No source is asked again in the last two minutes before the off.</summary>
    public static readonly TimeSpan NoRetryBeforeOff = TimeSpan.FromMinutes(2);

    /// <summary>How long until the next try; null where none fits in the grace.</summary>
    public static TimeSpan? NextTry(PlannedTask task, DateTimeOffset now, TimeSpan? asked)
    {
        var after = asked is { } wish && wish > RetryAfter ? wish : RetryAfter;
        var last = task.Off - NoRetryBeforeOff;
        var until = task.GraceUntil < last ? task.GraceUntil : last;
        return now + after <= until ? after : null;
    }
}
