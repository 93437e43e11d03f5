using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Embedded.Tests;

/// <summary>Tasks of an invented day.</summary>
internal static class PlannedTasks
{
    public static readonly DateOnly Day = new(2026, 3, 14);

    public static PlannedTask H5(DateTimeOffset off, int race = 1, DateOnly? date = null) =>
        Of(off, Phase.H5, off.AddSeconds(-60), race, date);

    public static PlannedTask H30(DateTimeOffset off, int race = 1, DateOnly? date = null) =>
        Of(off, Phase.H30, off.AddMinutes(-15), race, date);

    private static PlannedTask Of(DateTimeOffset off, Phase phase, DateTimeOffset grace, int race, DateOnly? date)
    {
        var id = new RaceId(date ?? Day, new RaceCode(1, race));
        return new PlannedTask
        {
            Name = TaskName.Run(id, phase),
            Race = id,
            Kind = phase == Phase.H5 ? TaskKind.H5 : TaskKind.H30,
            DueAt = off - phase.BeforeOff(),
            Off = off,
            GraceUntil = grace,
        };
    }
}
