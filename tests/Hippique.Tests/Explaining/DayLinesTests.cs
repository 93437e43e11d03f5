using System.Globalization;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>What <c>hippique day</c> shows: a line for each race, one for each kind of the day's own tasks, and one for each task with a reason.</summary>
public sealed class DayLinesTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);

    [Fact]
    public void A_day_under_way_in_french() =>
        Lines("fr-FR", Sample())
            .ShouldBe([
                "samedi 22 novembre 2025, à 13:32:10",
                "",
                "course  départ  réunion           H-30    H-5       résultat",
                "R1C3     13:35  VALMOREL-SUR-LA…  fait    en cours     13:45",
                "R1C5     14:12  VALMOREL-SUR-LA…  +45 s   14:07        14:22",
                "R2C1     14:20  CHENEVIERES       manqué  14:15        14:30",
                "",
                "plan : 1 faite",
                "nouveau plan : 2 faites, 1 en attente, prochaine à 14:00",
                "",
                "R1C5 H-30 annulé : départ déplacé de 14:05 à 14:12",
                "R2C1 H-30 manqué : pas commencée avant la fin de son délai, le",
                "  2025-11-22T13:05:00Z (60 s trop tard)",
            ]);

    [Fact]
    public void The_same_in_english()
    {
        var lines = Lines("en-GB", Sample());
        lines[0].ShouldBe("Saturday 22 November 2025, at 13:32:10");
        lines[3].ShouldBe("R1C3  13:35  VALMOREL-SUR-LA…  done    running   13:45");
        lines.ShouldContain("plan again: 2 done, 1 waiting, next at 14:00");
        lines.ShouldContain("R1C5 H-30 cancelled: off moved from 14:05 to 14:12");
    }

    [Fact]
    public void Plan_that_is_paused_stands_below_the_day()
    {
        var day = Sample() with { PlanPaused = new PlanPause(new DateTimeOffset(2025, 11, 22, 8, 12, 0, TimeSpan.Zero), "owner") };

        Lines("en-GB", day)[1..3]
            .ShouldBe(["The daily plan is paused since 2025-11-22 09:12 by the owner: no day is planned", "  at its hours."]);
        Lines("fr-FR", day)[1].ShouldStartWith("Le plan quotidien est en pause depuis le 22/11/2025 09:12 (propriétaire)");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_task_in_a_line_of_its_own(string culture)
    {
        var lines = new DayLines(CultureInfo.GetCultureInfo(culture)).All(Sample()).ToList();
        lines.Count(line => !line.StartsWith("        ", StringComparison.Ordinal)).ShouldBe(1 + Sample().Tasks.Count);
        lines.ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void A_low_screen_shows_the_races_around_the_present()
    {
        var many = Sample() with
        {
            Tasks =
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i =>
                        Look(
                            $"R1C{i + 1}",
                            TaskKind.H5,
                            $"{11 + (i / 12)}:{i % 12 * 5:00}",
                            i < 40 ? DayTaskState.Done : DayTaskState.Waiting
                        )
                    ),
            ],
        };

        string[] lines = [.. new DayLines(CultureInfo.GetCultureInfo("en-GB")).Of(many, 20)];

        lines.Length.ShouldBeLessThanOrEqualTo(20);
        lines.ShouldContain(line => line.StartsWith("R1C40 ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("R1C41 ", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.StartsWith("R1C2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_in_a_log_says_when_which_and_why() =>
        new DayLines(CultureInfo.GetCultureInfo("en-GB"))
            .Changed(Sample().Tasks.Single(task => task.State == DayTaskState.Cancelled), Sample().At)
            .ShouldBe("13:32 R1C5 H-30 cancelled: off moved from 14:05 to 14:12");

    /// <summary>A kind or a state without a word would show as the name of a text.</summary>
    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_kind_and_every_state_has_its_words(string culture)
    {
        var words = CultureInfo.GetCultureInfo(culture);
        foreach (var kind in Enum.GetValues<TaskKind>())
            new DayLines(words).Changed(Own("x", kind, "13:00", DayTaskState.Done), Sample().At).Length.ShouldBeGreaterThan(10);
        foreach (var state in Enum.GetValues<DayTaskState>())
            Texts.In(words, $"day_count_{state.ToString().ToLowerInvariant()}", 2).ShouldStartWith("2 ");
    }

    private static List<string> Lines(string culture, DayTasks day) => [.. new DayLines(CultureInfo.GetCultureInfo(culture)).Of(day)];

    private static DayTasks Sample() =>
        new(
            Day,
            At("13:32:10"),
            Simulated: false,
            [
                Own("plan-20251122", TaskKind.Plan, "09:00", DayTaskState.Done),
                Own("plan-20251122-again-1300", TaskKind.Replan, "13:00", DayTaskState.Done),
                Own("plan-20251122-again-1330", TaskKind.Replan, "13:30", DayTaskState.Done),
                Own("plan-20251122-again-1400", TaskKind.Replan, "14:00", DayTaskState.Waiting),
                Look("R1C3", TaskKind.H30, "13:35", DayTaskState.Done),
                Look("R1C3", TaskKind.H5, "13:35", DayTaskState.Running),
                Look("R1C3", TaskKind.Result, "13:35", DayTaskState.Waiting),
                Look("R1C5", TaskKind.H30, "14:05", DayTaskState.Cancelled) with
                {
                    Reason = "off moved from 14:05 to 14:12",
                    EndedAt = At("13:10"),
                },
                Look("R1C5", TaskKind.H30, "14:12", DayTaskState.Late) with
                {
                    LateSeconds = 45,
                },
                Look("R1C5", TaskKind.H5, "14:12", DayTaskState.Waiting),
                Look("R1C5", TaskKind.Result, "14:12", DayTaskState.Waiting),
                Look("R2C1", TaskKind.H30, "14:20", DayTaskState.Missed, "CHENEVIERES") with
                {
                    Reason = "not started by 2025-11-22T13:05:00Z, the end of its grace (60 s too late)",
                    EndedAt = At("13:31"),
                },
                Look("R2C1", TaskKind.H5, "14:20", DayTaskState.Waiting, "CHENEVIERES"),
                Look("R2C1", TaskKind.Result, "14:20", DayTaskState.Waiting, "CHENEVIERES"),
            ]
        );

    private static DayTask Own(string name, TaskKind kind, string due, DayTaskState state) =>
        new()
        {
            Name = name,
            Kind = kind,
            DueAt = At(due),
            GraceUntil = At("23:59"),
            State = state,
            EndedAt = state == DayTaskState.Done ? At(due) : null,
        };

    private static DayTask Look(
        string race,
        TaskKind kind,
        string off,
        DayTaskState state,
        string meeting = "VALMOREL-SUR-LA-GRANDE-RIVIÈRE"
    ) =>
        new()
        {
            Name = $"run-20251122-{race.ToLowerInvariant()}-{kind}",
            Kind = kind,
            Race = RaceCode.Parse(race).Value,
            Meeting = meeting,
            Off = At(off),
            DueAt = At(off)
                .AddMinutes(
                    kind switch
                    {
                        TaskKind.H30 => -30,
                        TaskKind.H5 => -5,
                        _ => 10,
                    }
                ),
            GraceUntil = At("23:59"),
            State = state,
            EndedAt = state is DayTaskState.Waiting or DayTaskState.Running ? null : At(off),
        };

    private static DateTimeOffset At(string time) => ParisTime.At(Day, TimeOnly.Parse(time, CultureInfo.InvariantCulture));
}
