using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Phases;

/// <summary>When a phase whose sources refused is tried again.</summary>
internal static class PhaseTiming
{
    /// <summary>The wait before a source that named none is asked again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(20);

    /// <summary>No source is asked again in the last two minutes before the off.</summary>
    public static readonly TimeSpan NoRetryBeforeOff = TimeSpan.FromMinutes(2);

    /// <summary>How long until the next try; null if none fits in the grace.</summary>
    public static TimeSpan? NextTry(PlannedTask task, DateTimeOffset now, TimeSpan? asked)
    {
        var after = asked is { } named && named > RetryAfter ? named : RetryAfter;
        var last = task.OffOrThrow - NoRetryBeforeOff;
        var until = task.GraceUntil < last ? task.GraceUntil : last;
        return now + after <= until ? after : null;
    }
}
