using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Racing;
using Hippique.Testing.Tasks;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class PlanScheduleTasksTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Renewal_IsDueAMinuteBeforeTheLook_AndMissedAtTheLook()
    {
        var look = InventedTasks.H5(Off);

        PlanSchedule
            .RenewalOf(look, [])
            .ShouldBe(
                new PlannedTask
                {
                    Name = "plan-20260314-t1454",
                    Kind = TaskKind.Programme,
                    Date = InventedTasks.Day,
                    DueAt = look.DueAt.AddMinutes(-1),
                    GraceUntil = look.DueAt,
                }
            );
    }

    /// <summary>A look counts as done in time for 30 seconds, and a programme as new for five minutes.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-269, false)]
    [InlineData(-270, true)]
    public void Renewal_IsNeededUnlessAProgrammeIsNewEnough(int knownFromLook, bool isNeeded)
    {
        var look = InventedTasks.H5(Off);
        var known = InventedTasks.OfTheDay(look.DueAt.AddSeconds(knownFromLook));

        (PlanSchedule.RenewalOf(look, [known]) is not null).ShouldBe(isNeeded);
    }

    [Fact]
    public void Renewal_OtherTasksOfThatInstantAreNoProgramme()
    {
        var look = InventedTasks.H5(Off);

        PlanSchedule.RenewalOf(look, [InventedTasks.H30(Off.AddMinutes(24), race: 2)]).ShouldNotBeNull();
        PlanSchedule.RenewalOf(look, [InventedTasks.H30(Off, race: 2), InventedTasks.OfTheDay(look.DueAt.AddMinutes(-2))]).ShouldBeNull();
    }

    [Fact]
    public void Moved_KeepsTheKind_AndADayTaskCannotMove()
    {
        var (later, close) = (Off.AddMinutes(12), PlanSchedule.CloseOf(InventedRaces.Id, InventedRaces.Off));

        var h30 = PlanSchedule.MovedOf(InventedTasks.H30(Off), later);
        (h30.Name, h30.Kind, h30.DueAt, h30.GraceUntil).ShouldBe(
            ("run-20260314-r1c1-h30-t1512", TaskKind.H30, later.AddMinutes(-30), later.AddMinutes(-15))
        );
        PlanSchedule
            .MovedOf(close, InventedRaces.Off.AddMinutes(37))
            .ShouldBe(
                close with
                {
                    Name = "run-20251122-r1c3-close-t1412",
                    Off = InventedRaces.Off.AddMinutes(37),
                    DueAt = InventedRaces.Off.AddMinutes(42),
                    GraceUntil = InventedRaces.Off.AddMinutes(97),
                }
            );
        Should
            .Throw<InvalidOperationException>(() => PlanSchedule.MovedOf(InventedTasks.OfTheDay(Off), later))
            .Message.ShouldBe("no moved task of kind Programme");
    }

    [Fact]
    public void ScheduledPhase_KnowsItsPhase()
    {
        new ScheduledPhase(InventedTasks.H5(Off), Missed: false).Phase.ShouldBe(Phase.H5);
        new ScheduledPhase(InventedTasks.H30(Off), Missed: false).Phase.ShouldBe(Phase.H30);
    }
}
