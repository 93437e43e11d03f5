using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Phases;

/// <summary>When work that no source gave what it needs is tried again.</summary>
internal static class PhaseTiming
{
    /// <summary>The waits of a phase before sources are asked again, unless one of them asked for more.</summary>
    public static readonly (TimeSpan Shortest, TimeSpan Longest) Waits = (TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2));

    /// <summary>No source is asked again in the last two minutes before the off.</summary>
    public static readonly TimeSpan NoRetryBeforeOff = TimeSpan.FromMinutes(2);

    /// <summary>How long until the next try of a phase; null if none fits in the grace.</summary>
    public static TimeSpan? NextTry(PlannedTask task, DateTimeOffset now, TimeSpan? asked)
    {
        var last = task.OffOrThrow - NoRetryBeforeOff;
        return NextTry(task, now, asked, Waits, task.GraceUntil < last ? task.GraceUntil : last);
    }

    /// <summary>
    /// How long until the next try that begins by <paramref name="until"/>; null if none does. A wait is half of the time that has passed since the task was due, or of what is left
    /// if that is less, within <paramref name="waits"/>: a page that stays bad is asked for fifteen times and not fifty.
    /// </summary>
    public static TimeSpan? NextTry(
        PlannedTask task,
        DateTimeOffset now,
        TimeSpan? asked,
        (TimeSpan Shortest, TimeSpan Longest) waits,
        DateTimeOffset until
    )
    {
        var least = asked is { } named && named > waits.Shortest ? named : waits.Shortest;
        if (now + least > until)
            return null;
        var grown = new[] { (now - task.DueAt) / 2, (until - now) / 2, waits.Longest }.Min();
        return grown > least ? grown : least;
    }
}
