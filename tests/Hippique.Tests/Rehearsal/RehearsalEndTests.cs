using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Tests.Rehearsal;

/// <summary>Which days end as expected: the exit code of <c>--until-end</c>.</summary>
public sealed class RehearsalEndTests
{
    [Fact]
    public void Looks_that_were_made_late_or_called_off_are_as_expected() =>
        End(new TaskEnd.Done(), new TaskEnd.Late(12), TaskEnd.Cancelled.Withdrawn).AsExpected.ShouldBeTrue();

    [Fact]
    public void A_look_that_was_missed_failed_or_never_ended_is_not()
    {
        End(new TaskEnd.Done(), new TaskEnd.Missed("late")).AsExpected.ShouldBeFalse();
        End(new TaskEnd.Failed("broken")).AsExpected.ShouldBeFalse();
        End(new TaskEnd.Done(), null).AsExpected.ShouldBeFalse();
    }

    [Fact]
    public void A_day_that_was_never_planned_is_not() => (End() with { Races = 0 }).AsExpected.ShouldBeFalse();

    [Fact]
    public void Ends_are_counted_by_kind()
    {
        var end = End(new TaskEnd.Done(), new TaskEnd.Done(), new TaskEnd.Late(3), null);
        (end.Count<TaskEnd.Done>(), end.Count<TaskEnd.Late>(), end.Count<TaskEnd.Missed>()).ShouldBe((2, 1, 0));
    }

    private static RehearsalEnd End(params TaskEnd?[] looks) =>
        new()
        {
            Races = 2,
            Looks = looks,
            Tickets = 0,
            Staked = new Euro(0),
            Returned = new Euro(0),
            Open = 0,
        };
}
