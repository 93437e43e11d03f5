using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Testing.Tasks;

/// <summary>Tasks of an invented day, as a plan gives them.</summary>
public static class InventedTasks
{
    public static readonly DateOnly Day = new(2026, 3, 14);

    public static PlannedTask H5(DateTimeOffset off, int race = 1, DateOnly? date = null) =>
        PlanSchedule.TaskOf(Id(race, date), Phase.H5, off);

    public static PlannedTask H30(DateTimeOffset off, int race = 1, DateOnly? date = null) =>
        PlanSchedule.TaskOf(Id(race, date), Phase.H30, off);

    /// <summary>One that belongs to no race.</summary>
    public static PlannedTask OfTheDay(DateTimeOffset due, DateOnly? date = null) =>
        new()
        {
            Name = TaskName.Programme(date ?? Day, due),
            Kind = TaskKind.Programme,
            Date = date ?? Day,
            DueAt = due,
            GraceUntil = due.AddMinutes(1),
        };

    private static RaceId Id(int race, DateOnly? date) => new(date ?? Day, new RaceCode(1, race));
}
