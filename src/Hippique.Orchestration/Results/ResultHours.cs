using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>When a race is asked for its result: 10, 20, 40 and 80 minutes after its off, then on the next morning. The day's task of every planned race goes through them.</summary>
public static class ResultHours
{
    /// <summary>
    /// So long after the minute. Looks lie on whole minutes, as offs do, and a host is asked once a second: they come first. A replay, in which a look and a result of one instant would
    /// come in another order, asks likewise.
    /// </summary>
    public static readonly TimeSpan AfterMinute = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan[] AfterOff =
    [
        .. new[] { 10, 20, 40, 80 }.Select(minutes => TimeSpan.FromMinutes(minutes) + AfterMinute),
    ];

    /// <summary>After the plan of the morning, on the Paris clock.</summary>
    private static readonly TimeOnly Morning = new(9, 15, 20);

    /// <summary>A service that is started later leaves it to the results that go with each plan.</summary>
    private static readonly TimeOnly MorningGrace = new(12, 0);

    /// <summary>The result of a race, <c>run-20251122-r1c3-result</c>.</summary>
    public static PlannedTask TaskOf(RaceId race, DateTimeOffset off) => Task(TaskName.Result(race), race, off);

    /// <summary>The same after the off moved, <c>run-20251122-r1c3-result-t1412</c>.</summary>
    public static PlannedTask MovedTaskOf(RaceId race, DateTimeOffset off) => Task(TaskName.ResultMoved(race, off), race, off);

    /// <summary>The first hour of the task after <paramref name="now"/>; null after the last.</summary>
    public static DateTimeOffset? NextAfter(PlannedTask task, DateTimeOffset now)
    {
        var off = task.OffOrThrow;
        foreach (var at in AfterOff.Select(after => off + after).Append(ParisTime.At(task.Date.AddDays(1), Morning)))
        {
            if (at > now)
                return at;
        }
        return null;
    }

    private static PlannedTask Task(string name, RaceId race, DateTimeOffset off) =>
        new()
        {
            Name = name,
            Kind = TaskKind.Result,
            Date = race.Date,
            Race = race,
            DueAt = off + AfterOff[0],
            Off = off,
            GraceUntil = ParisTime.At(race.Date.AddDays(1), MorningGrace),
        };
}
