using CsCheck;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class PlanScheduleTests
{
    private static DayPlan Plan(DateOnly day, params (RaceCode Code, DateTimeOffset Off)[] races) =>
        new()
        {
            Date = day,
            Refused = [],
            Notes = [],
            Races =
            [
                .. races.Select(race => new PlannedRace
                {
                    Id = new RaceId(day, race.Code),
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "",
                    Off = race.Off,
                    Links = [new RaceLink("pmu", day, race.Code, "https://example.invalid/")],
                    OffClaims = [],
                }),
            ],
        };

    [Theory]
    // Spring forward on 29 March 2026 at 02:00: a race at 03:10 that night is 40 minutes after one at 01:30.
    [InlineData("2026-03-28", "01:30", "2026-03-29T00:30:00Z")]
    [InlineData("2026-03-28", "03:10", "2026-03-29T01:10:00Z")]
    // Back on 25 October 2026 at 03:00: 02:30 comes twice, the first is meant.
    [InlineData("2026-10-24", "02:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-24", "03:30", "2026-10-25T02:30:00Z")]
    [InlineData("2025-11-20", "00:01", "2025-11-20T23:01:00Z")]
    public void Of_RaceAfterMidnight_FallsDueByInstantsUnderTheEveningsDate(string programme, string paris, string utc)
    {
        var day = DateOnly.ParseExact(programme, "yyyy-MM-dd");
        var off = ParisTime.OffOf(day, TimeOnly.ParseExact(paris, "HH:mm"));
        off.ShouldBe(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture));
        var phases = PlanSchedule.Of(Plan(day, (new RaceCode(8, 9), off)), off.AddHours(-5));
        phases.Select(phase => phase.Task.DueAt).ShouldBe([off.AddMinutes(-30), off.AddMinutes(-5)]);
        phases[0].Task.Name.ShouldBe($"run-{day:yyyyMMdd}-r8c9-h30");
        phases.ShouldAllBe(phase => !phase.Missed);
    }

    [Theory]
    [InlineData(-15 * 60, false, false)]
    [InlineData(-15 * 60 + 1, true, false)]
    [InlineData(-60, true, false)]
    [InlineData(-59, true, true)]
    public void Of_LookedAtNearTheOff_MarksMissedWhatHasNoGraceLeft(int secondsFromOff, bool h30Missed, bool h5Missed)
    {
        var off = new DateTimeOffset(2025, 11, 22, 12, 35, 0, TimeSpan.Zero);
        var phases = PlanSchedule.Of(Plan(new DateOnly(2025, 11, 22), (new RaceCode(1, 1), off)), off.AddSeconds(secondsFromOff));
        phases.Select(phase => phase.Missed).ShouldBe([h30Missed, h5Missed]);
    }

    [Fact]
    public void Of_RaceWithdrawn_HasNoPhases()
    {
        var off = new DateTimeOffset(2025, 11, 22, 12, 35, 0, TimeSpan.Zero);
        var plan = Plan(new DateOnly(2025, 11, 22), (new RaceCode(1, 1), off));
        PlanSchedule.Of(plan with { Races = [plan.Races[0] with { Cancelled = true }] }, off.AddHours(-1)).ShouldBeEmpty();
    }

    [Fact]
    public void Of_AnyDay_InstantsNeverDecreaseAndEachNameIsThereOnce()
    {
        var day = new DateOnly(2026, 10, 24);
        var start = ParisTime.At(day, new TimeOnly(6, 0));
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.Int[0, 22 * 60])
            .Array[0, 60]
            .Sample(races =>
            {
                var distinct = races.DistinctBy(race => (race.Item1, race.Item2)).ToArray();
                var plan = Plan(day, [.. distinct.Select(race => (new RaceCode(race.Item1, race.Item2), start.AddMinutes(race.Item3)))]);
                var tasks = PlanSchedule.Of(plan, start).Select(phase => phase.Task).ToList();
                tasks.Count.ShouldBe(2 * distinct.Length);
                tasks.Select(task => task.Name).Distinct().Count().ShouldBe(tasks.Count);
                tasks
                    .Zip(tasks.Skip(1))
                    .ShouldAllBe(pair =>
                        pair.First.DueAt < pair.Second.DueAt
                        || (pair.First.DueAt == pair.Second.DueAt && string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0)
                    );
                tasks.ShouldAllBe(task => task.DueAt < task.GraceUntil && task.GraceUntil <= task.Off - PlanSchedule.LastLook);
            });
    }
}
