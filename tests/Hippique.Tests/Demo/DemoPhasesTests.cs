using System.Globalization;
using Hippique.Demo;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Demo;

/// <summary>The demo's counts add up: two looks a race (issue 10, point 11).</summary>
public sealed class DemoPhasesTests
{
    private static readonly DateOnly Date = new(2026, 4, 12);
    private static readonly DateTimeOffset Off = ParisTime.At(Date, new TimeOnly(14, 0));

    [Fact]
    public void Look_that_was_put_off_is_counted_once_and_the_moved_off_is_told()
    {
        var moved = Off.AddMinutes(14);
        var phases = new DemoPhases([
            Ended(PlanSchedule.TaskOf(Race(1), Phase.H30, Off), new TaskEnd.Done()),
            Ended(PlanSchedule.TaskOf(Race(1), Phase.H5, Off), new TaskEnd.Done()),
            Ended(PlanSchedule.TaskOf(Race(2), Phase.H30, Off), Rescheduler.Reason(Off, moved)),
            Ended(PlanSchedule.MovedTaskOf(Race(2), Phase.H30, moved), new TaskEnd.Done()),
            Ended(PlanSchedule.TaskOf(Race(2), Phase.H5, Off), Rescheduler.Reason(Off, moved)),
            Ended(PlanSchedule.MovedTaskOf(Race(2), Phase.H5, moved), new TaskEnd.Late(90)),
            Ended(PlanSchedule.TaskOf(Race(3), Phase.H30, Off), new TaskEnd.Done()),
            Ended(PlanSchedule.TaskOf(Race(3), Phase.H5, Off), TaskEnd.Cancelled.Withdrawn),
            Ended(PlanSchedule.CloseOf(Race(3), Off), TaskEnd.Cancelled.Withdrawn),
        ]);

        phases.Ends.Count.ShouldBe(6);
        (phases.Count<TaskEnd.Done>(), phases.Count<TaskEnd.Late>(), phases.Count<TaskEnd.Cancelled>()).ShouldBe((4, 1, 1));
        phases.Moves.ShouldBe([(Race(2), Off, moved, 2)]);
        (phases.CalledOff(Race(1)), phases.CalledOff(Race(2)), phases.CalledOff(Race(3))).ShouldBe((0, 0, 1));

        new DemoWords(CultureInfo.GetCultureInfo("fr-FR"))
            .Changes(phases, Plan())
            .Split(Environment.NewLine)
            .ShouldBe([
                "Course annulée : R1C3 VALBRUME, départ 14:00 ; 1 relevé abandonné.",
                "Départ décalé : R1C2 VALBRUME, de 14:00 à 14:14 ; 2 relevés reportés.",
            ]);
    }

    [Fact]
    public void Off_that_moves_twice_is_told_from_the_first_time_to_the_last()
    {
        var (once, twice) = (Off.AddMinutes(10), Off.AddMinutes(20));
        var phases = new DemoPhases([
            Ended(PlanSchedule.TaskOf(Race(2), Phase.H5, Off), Rescheduler.Reason(Off, once)),
            Ended(PlanSchedule.MovedTaskOf(Race(2), Phase.H5, once), Rescheduler.Reason(once, twice)),
            Ended(PlanSchedule.MovedTaskOf(Race(2), Phase.H5, twice), new TaskEnd.Done()),
        ]);

        phases.Moves.ShouldBe([(Race(2), Off, twice, 1)]);
        phases.Ends.ShouldBe([new TaskEnd.Done()]);
    }

    private static RaceId Race(int number) => new(Date, new RaceCode(1, number));

    private static TaskRecord Ended(PlannedTask task, TaskEnd end) => new() { Task = task, End = end };

    private static DayPlan Plan() =>
        new()
        {
            Date = Date,
            Simulated = true,
            Races =
            [
                .. Enumerable
                    .Range(1, 3)
                    .Select(number => new PlannedRace
                    {
                        Id = Race(number),
                        Meeting = "VALBRUME",
                        Country = "FRA",
                        Name = "",
                        Off = Off,
                        Cancelled = number == 3,
                        Links = [new RaceLink("zeturf", Date, new RaceCode(1, number), "")],
                        OffClaims = [],
                    }),
            ],
            Refused = [],
            Notes = [],
        };
}
