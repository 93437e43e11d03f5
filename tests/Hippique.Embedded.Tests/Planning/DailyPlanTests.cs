using Hippique.Embedded.Planning;
using Hippique.Racing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Embedded.Tests.Planning;

public sealed class DailyPlanTests
{
    [Theory]
    [InlineData("2025-10-20", 8)] // winter time begins on 26 October 2025
    [InlineData("2026-03-25", 8)] // summer time begins on 29 March 2026
    [InlineData("2026-10-21", 8)] // winter time begins on 25 October 2026
    public void Nine_and_twenty_in_Paris_come_once_a_day_across_each_clock_change(string first, int days)
    {
        var date = DateOnly.ParseExact(first, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var clock = new FakeTimeProvider(ParisTime.At(date, new TimeOnly(3, 0)));
        foreach (var (cron, hour) in new[] { ("0 0 9 * * ?", 9), ("0 0 20 * * ?", 20) })
        {
            var trigger = DailyPlanSchedule.Daily("test", cron, clock);
            DateTimeOffset? at = clock.GetUtcNow();
            for (var day = 0; day < days; day++)
            {
                at = trigger.GetFireTimeAfter(at);
                at.ShouldBe(ParisTime.At(date.AddDays(day), new TimeOnly(hour, 0)));
            }
        }
    }

    [Fact]
    public async Task A_start_without_a_plan_plans_at_once_and_the_evening_plans_tomorrows_early_races()
    {
        var day = new DateOnly(2026, 3, 28); // the night of this day has only 23 hours
        await using var test = new QueueUnderTest(ParisTime.At(day, new TimeOnly(19, 59, 50)), dailyPlan: true);
        await test.StartAsync();
        await test.RunUntilAsync(() => test.Plan.Planned.Count == 2, TimeSpan.FromSeconds(30));
        test.Plan.Existing.Add(day);

        test.Plan.Planned.ShouldBe([(day, null), (day.AddDays(1), ParisTime.At(day.AddDays(1), new TimeOnly(10, 0)))]);

        await test.LeapAsync(ParisTime.At(day.AddDays(1), new TimeOnly(8, 59, 58)) - test.Clock.GetUtcNow());
        test.Plan.Planned.Count.ShouldBe(2);
        await test.RunUntilAsync(() => test.Plan.Planned.Count == 3, TimeSpan.FromSeconds(5));
        test.Plan.Planned.Last().ShouldBe((day.AddDays(1), null));
    }

    [Fact]
    public async Task A_start_with_a_plan_does_not_plan_again()
    {
        var day = new DateOnly(2026, 6, 10);
        await using var test = new QueueUnderTest(ParisTime.At(day, new TimeOnly(12, 0)), dailyPlan: true);
        test.Plan.Existing.Add(day);
        await test.StartAsync();
        await test.LeapAsync(TimeSpan.FromSeconds(3));
        await test.LeapAsync(TimeSpan.FromSeconds(3));

        test.Plan.Planned.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_midnight_the_programme_is_still_that_of_the_evening()
    {
        await using var test = new QueueUnderTest(ParisTime.At(new DateOnly(2026, 6, 11), new TimeOnly(1, 30)), dailyPlan: true);
        await test.StartAsync();
        await test.RunUntilAsync(() => !test.Plan.Planned.IsEmpty, TimeSpan.FromSeconds(5));

        test.Plan.Planned.ShouldBe([(new DateOnly(2026, 6, 10), null)]);
    }
}
