using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>Under which name and for which instant a wake is asked for.</summary>
/// <param name="At">The wake's instant.</param>
/// <param name="Named">The instant in its name; null: the task's own.</param>
/// <param name="Schedule">When the queue shall call; null: at once.</param>
internal sealed record WakePlan(DateTimeOffset At, DateTimeOffset? Named, DateTimeOffset? Schedule)
{
    /// <summary>
    /// The service waits for the task's own instant, so a wake until then is asked for earlier by the lead, if seconds matter to the task. A wake after it is carried out when it comes,
    /// so that one is asked for its very instant. A wake whose instant has passed is named by the minute: one that was used up must not keep the next one away.
    /// </summary>
    public static WakePlan Of(PlannedTask task, DateTimeOffset at, TimeSpan lead, DateTimeOffset now)
    {
        if (at <= now)
            return new WakePlan(
                now,
                new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero),
                null
            );
        var isPunctual = task.Kind.IsPunctual();
        var early = isPunctual && at <= task.DueAt ? at - lead : at;
        return new WakePlan(at, isPunctual && at == task.DueAt ? null : at, early > now ? early : null);
    }

    public string Id(string task, int time) => WakeId.Of(task, Named, time);
}
