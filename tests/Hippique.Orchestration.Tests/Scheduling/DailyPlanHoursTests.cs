using System.Globalization;
using CsCheck;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Scheduling;

public sealed class DailyPlanHoursTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2025-10-20", 8)] // winter time begins on 26 October 2025
    [InlineData("2026-03-25", 8)] // summer time begins on 29 March 2026
    [InlineData("2026-10-21", 8)] // winter time begins on 25 October 2026
    public void Nine_and_twenty_in_Paris_come_once_a_day_across_each_clock_change(string first, int days)
    {
        var date = DateOnly.ParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var now = ParisTime.At(date, new TimeOnly(3, 0));
        var last = ParisTime.At(date.AddDays(days), new TimeOnly(3, 0));
        var plans = new List<PlannedTask>();
        while (DailyPlanHours.Next(now)[0] is var next && next.DueAt < last)
        {
            plans.Add(next);
            now = next.DueAt;
        }

        plans.Count.ShouldBe(2 * days);
        foreach (var (index, plan) in plans.Index())
        {
            var day = date.AddDays(index / 2);
            var (of, hour) = index % 2 == 0 ? (day, 9) : (day.AddDays(1), 20);
            (plan.Date, plan.DueAt).ShouldBe((of, ParisTime.At(day, new TimeOnly(hour, 0))));
            plan.Kind.ShouldBe(index % 2 == 0 ? TaskKind.Plan : TaskKind.EarlyPlan);
        }
    }

    [Fact]
    public void Whatever_the_hour_the_coming_plans_are_in_order_within_a_day_and_a_half_and_never_less_than_two() =>
        Gen.Int[0, 2 * 366 * 24 * 60]
            .Sample(minutes =>
            {
                var now = new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

                var plans = DailyPlanHours.Next(now);

                plans.Count.ShouldBeInRange(2, 4);
                plans.ShouldAllBe(plan => plan.DueAt > now && plan.DueAt <= now.AddHours(36) && plan.GraceUntil > plan.DueAt);
                plans.Zip(plans.Skip(1)).ShouldAllBe(pair => pair.First.DueAt < pair.Second.DueAt);
                plans.Select(plan => plan.Name).Distinct().Count().ShouldBe(plans.Count);
            });

    /// <summary>A look and the programme before it lie on whole minutes: which of them and a plan comes first is never left to chance.</summary>
    [Fact]
    public void Day_is_planned_again_every_half_hour_beside_every_look_whenever_the_last_plan_came_to_its_end() =>
        Gen.Select(Gen.Int[6 * 60, 23 * 60], Gen.Int[0, 24 * 3600])
            .Sample(
                (off, second) =>
                {
                    var midnight = ParisTime.At(InventedRaces.Day, TimeOnly.MinValue);
                    var race = new PlannedRace
                    {
                        Id = InventedRaces.Id,
                        Meeting = "VALMOREL",
                        Country = "FRA",
                        Name = "PRIX DES TILLEULS",
                        Off = midnight.AddMinutes(off),
                        Links = [],
                        OffClaims = [],
                    };
                    var plan = new DayPlan
                    {
                        Date = InventedRaces.Day,
                        Races = [race],
                        Refused = [],
                        Notes = [],
                    };
                    var now = midnight.AddSeconds(second);
                    var looks = PlanSchedule
                        .ProgrammesOf(plan.Races)
                        .Concat(PlanSchedule.Of(plan, now).Select(phase => phase.Task))
                        .Select(task => task.DueAt)
                        .ToHashSet();
                    var morning = ParisTime.At(InventedRaces.Day, DailyPlanHours.Morning);
                    PlannedTask? before = null;
                    while (DailyPlanHours.NextAgain(plan, now) is { } next)
                    {
                        next.DueAt.ShouldBeGreaterThan(now);
                        next.DueAt.ShouldBeLessThanOrEqualTo(race.Off);
                        (next.DueAt.Minute % 30, next.DueAt.Second).ShouldBe((0, 30));
                        looks.ShouldNotContain(next.DueAt);
                        next.DueAt.ShouldNotBe(morning + DailyPlanHours.AfterHalfHour);
                        if (before is not null)
                            (next.DueAt - before.DueAt).ShouldBeLessThanOrEqualTo(2 * DailyPlanHours.Again);
                        // It takes some time, and sometimes too long.
                        (before, now) = (next, next.DueAt.AddSeconds((second * 7) % 2000));
                    }
                },
                iter: 300
            );

    [Fact]
    public void Each_plan_has_the_name_of_its_day_and_a_grace_of_its_own()
    {
        var day = new DateOnly(2026, 3, 29);
        var start = ParisTime.At(day, new TimeOnly(14, 3));
        var plans = new[] { DailyPlanHours.OfDay(day), DailyPlanHours.OfEarlyRaces(day), DailyPlanHours.AtStart(day, start) };

        plans.Select(plan => plan.Name).ShouldBe(["plan-20260329", "plan-20260329-early", "plan-20260329-start-140300"]);
        plans
            .Select(plan => plan.GraceUntil)
            .ShouldBe([
                ParisTime.At(day.AddDays(1), new TimeOnly(4, 0)),
                ParisTime.At(day, new TimeOnly(9, 0)),
                ParisTime.At(day.AddDays(1), new TimeOnly(4, 0)),
            ]);
        plans.ShouldAllBe(plan => plan.Race == null && plan.Off == null && plan.Date == day);
        plans[2].DueAt.ShouldBe(start);
        DailyPlan.EarlyUntil.ShouldBe(new TimeOnly(10, 0));
    }

    [Fact]
    public async Task A_start_without_a_plan_plans_at_once_and_has_the_coming_plans_in_the_queue()
    {
        var bench = new PhaseBench();
        bench.Clock.SetUtcNow(ParisTime.At(InventedRaces.Day, new TimeOnly(19, 59, 50)));
        var schedule = new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock);

        await schedule.StartAsync(Token);

        bench.Timer.Wakes.Keys.ShouldBe(
            ["plan-20251122-start-195950", "plan-20251123", "plan-20251123-early", "plan-20251124-early"],
            ignoreOrder: true
        );
        bench.Timer.Wakes["plan-20251122-start-195950"].ShouldBe(bench.Clock.GetUtcNow());
        bench.Clock.Advance(TimeSpan.FromHours(24));
        await schedule.CheckAsync(Token);
        bench.Timer.Wakes.ShouldContainKey("plan-20251124");
    }

    [Fact]
    public async Task A_start_with_a_plan_whose_phases_are_queued_does_not_plan_again()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);

        await new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock).StartAsync(Token);

        bench.Timer.Wakes.Keys.ShouldNotContain(name => name.Contains("start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_with_a_plan_of_the_evening_before_plans_the_day()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
        await bench.Planner.PlanAsync(InventedRaces.Day, Token);

        await new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock).StartAsync(Token);

        bench.Timer.Wakes.Keys.ShouldContain(name => name.StartsWith("plan-20251122-start-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Phases_that_are_past_need_not_be_queued()
    {
        var bench = new PhaseBench();
        bench.Pmu.With("R1C3", "VALMOREL", InventedRaces.Off, "PRIX DES TILLEULS");
        await bench.Planner.PlanAsync(InventedRaces.Day, Token);
        bench.Clock.SetUtcNow(InventedRaces.Off);

        await new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock).StartAsync(Token);

        bench.Timer.Wakes.Keys.ShouldNotContain(name => name.Contains("start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_that_was_under_way_at_the_kill_goes_on_and_no_second_one_begins()
    {
        var bench = new PhaseBench();
        var schedule = new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock);
        await schedule.StartAsync(Token);
        bench.Clock.Advance(TimeSpan.FromSeconds(5));

        await schedule.StartAsync(Token);

        bench.Timer.Wakes.Keys.Count(name => name.Contains("start", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task After_midnight_the_programme_is_still_that_of_the_evening()
    {
        var bench = new PhaseBench();
        bench.Clock.SetUtcNow(ParisTime.At(new DateOnly(2026, 6, 11), new TimeOnly(1, 30)));

        await new DailyPlanSchedule(bench.Plans, bench.PlanPauses, bench.Queue, new TaskRunnerOptions(), bench.Clock).StartAsync(Token);

        bench.Timer.Wakes.Keys.ShouldContain("plan-20260610-start-013000");
        bench.Timer.Wakes.Keys.ShouldContain("plan-20260611");
    }
}
