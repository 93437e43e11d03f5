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

    /// <summary>How long a plan at a start may wait for its turn.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromHours(1);

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

    /// <summary>The plan of a day's early races on the evening before; after midnight a start or the morning plans them.</summary>
    public static PlannedTask OfEarlyRaces(DateOnly date) =>
        new()
        {
            Name = TaskName.PlanEarly(date),
            Kind = TaskKind.EarlyPlan,
            Date = date,
            DueAt = ParisTime.At(date.AddDays(-1), Evening),
            GraceUntil = ParisTime.At(date, TimeOnly.MinValue),
        };

    /// <summary>The plan of a day that had none when the service started.</summary>
    public static PlannedTask AtStart(DateOnly date, DateTimeOffset now) =>
        new()
        {
            Name = TaskName.PlanAtStart(date, now),
            Kind = TaskKind.Plan,
            Date = date,
            DueAt = now,
            GraceUntil = now + StartGrace,
        };

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
