using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>
/// When days are planned, on the Paris clock: a day at 09:00, its early races on the evening before at 20:00. Neither hour lies in the hour that the clock skips or shows twice.
/// </summary>
public static class DailyPlanHours
{
    public static readonly TimeOnly Morning = new(9, 0);
    public static readonly TimeOnly Evening = new(20, 0);

    /// <summary>Programme days last until four in the morning.</summary>
    private static readonly TimeOnly DayEnds = new(4, 0);

    /// <summary>A day that has a plan is planned again so often, until its last off.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(30);

    /// <summary>
    /// So long after the full and the half hour. Looks and the programmes before them lie on whole minutes, as offs do: which of a plan and a look comes first, and so on which programme
    /// the look rests, must not be left to chance, and neither waits for the other's requests.
    /// </summary>
    public static readonly TimeSpan AfterHalfHour = TimeSpan.FromSeconds(30);

    /// <summary>Before <see cref="Morning"/> a day is planned again only from so long before its first off.</summary>
    private static readonly TimeSpan AheadOfFirstOff = TimeSpan.FromMinutes(90);

    /// <summary>The plan of a day; late it is better than none, so it is missed only with the day.</summary>
    public static PlannedTask OfDay(DateOnly date) =>
        new()
        {
            Name = TaskName.Plan(date),
            Kind = TaskKind.Plan,
            Date = date,
            DueAt = ParisTime.At(date, Morning),
            GraceUntil = ParisTime.At(date.AddDays(1), DayEnds),
        };

    /// <summary>The plan of a day's early races on the evening before, tried until the plan of the day takes over.</summary>
    public static PlannedTask OfEarlyRaces(DateOnly date) =>
        new()
        {
            Name = TaskName.PlanEarly(date),
            Kind = TaskKind.EarlyPlan,
            Date = date,
            DueAt = ParisTime.At(date.AddDays(-1), Evening),
            GraceUntil = ParisTime.At(date, Morning),
        };

    /// <summary>The plan of a day that had none when the service started.</summary>
    public static PlannedTask AtStart(DateOnly date, DateTimeOffset now, TimeSpan after = default) =>
        new()
        {
            Name = TaskName.PlanAtStart(date, now),
            Kind = TaskKind.Plan,
            Date = date,
            DueAt = now + after,
            GraceUntil = ParisTime.At(date.AddDays(1), DayEnds),
        };

    /// <summary>
    /// The next time that a day with this plan is planned again, <see cref="AfterHalfHour"/>; null once its last off is past. At 09:00 the plan of the day does it.
    /// </summary>
    public static PlannedTask? NextAgain(DayPlan plan, DateTimeOffset now)
    {
        var offs = plan.Races.Where(race => !race.Cancelled).Select(race => race.Off).ToList();
        if (offs.Count == 0)
            return null;
        var morning = ParisTime.At(plan.Date, Morning);
        var first = offs.Min() - AheadOfFirstOff is var ahead && ahead < morning ? ahead : morning;
        var due = NextAgain(now > first ? now : first);
        if (due == morning + AfterHalfHour)
            due += Again;
        return due > offs.Max()
            ? null
            : new PlannedTask
            {
                Name = TaskName.PlanAgain(plan.Date, due),
                Kind = TaskKind.Replan,
                Date = plan.Date,
                DueAt = due,
                GraceUntil = due + Again,
            };
    }

    /// <summary>The first instant after <paramref name="now"/> at which days are planned again, whenever the last one was: a plan that was late moves none of those after it.</summary>
    private static DateTimeOffset NextAgain(DateTimeOffset now) =>
        new(((now - AfterHalfHour).UtcTicks / Again.Ticks * Again.Ticks) + Again.Ticks + AfterHalfHour.Ticks, TimeSpan.Zero);

    /// <summary>The plans that are to come within a day and a half, by due instant.</summary>
    public static IReadOnlyList<PlannedTask> Next(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(ParisTime.ToParis(now).DateTime);
        return
        [
            .. Enumerable
                .Range(0, 3)
                .SelectMany(days => new[] { OfDay(today.AddDays(days)), OfEarlyRaces(today.AddDays(days)) })
                .Where(plan => plan.DueAt > now && plan.DueAt <= now.AddHours(36))
                .OrderBy(plan => plan.DueAt),
        ];
    }
}
