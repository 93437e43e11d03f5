using Hippique.Dashboard.Operations;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;

namespace Hippique.Tests.Dashboard;

public sealed class PunctualityTests
{
    private static readonly DateTimeOffset Due = new(2025, 11, 22, 12, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Looks_fall_between_the_limits_each_once()
    {
        // Of each limit the last second, and the one after it.
        int[] seconds = [-3, 0, 5, 6, 10, 11, 20, 21, 30, 31, 60, 61, 120, 121, 300, 301, 900];

        var times = Punctuality.Of(seconds.Select(after => Task(TaskKind.H5, DayTaskState.Done, after)));

        times.Looks.ShouldBe(seconds.Length);
        times.Rows.Select(row => row.H5).ShouldBe([3, 2, 2, 2, 2, 2, 2, 2]);
        times.Rows.Select(row => (row.Above, row.UpTo)).First().ShouldBe((0, 5));
        times.Rows[^1].ShouldBe(new PunctualityRow(300, null, 0, 2));
    }

    [Fact]
    public void Only_looks_that_were_carried_out_count()
    {
        var times = Punctuality.Of([
            Task(TaskKind.H30, DayTaskState.Late, 45),
            Task(TaskKind.H5, DayTaskState.Missed, 45),
            Task(TaskKind.Result, DayTaskState.Done, 45),
            Task(TaskKind.H5, DayTaskState.Waiting, null),
        ]);

        (times.Looks, times.Rows.Single(row => row.H30 == 1).UpTo).ShouldBe((1, 60));
    }

    [Theory]
    [InlineData(DayTaskState.Missed, null, true)]
    [InlineData(DayTaskState.Failed, null, true)]
    [InlineData(DayTaskState.Late, null, true)]
    [InlineData(DayTaskState.Due, null, true)]
    [InlineData(DayTaskState.Waiting, "timeout", true)]
    [InlineData(DayTaskState.Waiting, null, false)]
    [InlineData(DayTaskState.Done, null, false)]
    [InlineData(DayTaskState.Cancelled, "moved", false)]
    public void What_did_not_go_as_planned_needs_attention(DayTaskState state, string? reason, bool needs) =>
        new TaskFilter(TaskFilter.Attention, "").Takes(Task(TaskKind.H5, state, null) with { Reason = reason }).ShouldBe(needs);

    private static DayTask Task(TaskKind kind, DayTaskState state, int? after) =>
        new()
        {
            Name = "run-20251122-r1c3-h5",
            Kind = kind,
            DueAt = Due,
            GraceUntil = Due.AddMinutes(4),
            State = state,
            EndedAt = after is { } seconds ? Due.AddSeconds(seconds) : null,
        };
}
