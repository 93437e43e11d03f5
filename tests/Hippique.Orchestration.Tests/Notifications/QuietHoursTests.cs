using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new(new TimeOnly(22, 0), new TimeOnly(8, 0));

    [Theory]
    [InlineData("2026-03-14T21:59", "2026-03-14T21:59")]
    [InlineData("2026-03-14T22:00", "2026-03-15T08:00")]
    [InlineData("2026-03-15T07:59", "2026-03-15T08:00")]
    [InlineData("2026-03-15T08:00", "2026-03-15T08:00")]
    // The nights of both clock changes, one an hour shorter and one longer.
    [InlineData("2026-03-28T23:00", "2026-03-29T08:00")]
    [InlineData("2026-10-24T23:00", "2026-10-25T08:00")]
    public void Next_is_their_end(string from, string expected) => Night.Next(Paris(from)).ShouldBe(Paris(expected));

    [Fact]
    public void Next_of_an_end_that_the_clock_skips_is_the_instant_at_which_it_is_past() =>
        // From 02:00 to 03:00 there is nothing on 29 March.
        new QuietHours(new TimeOnly(23, 0), new TimeOnly(2, 30))
            .Next(Paris("2026-03-29T01:00"))
            .ShouldBe(Paris("2026-03-29T03:00"));

    [Fact]
    public void What_the_clock_shows_twice_is_quiet_twice()
    {
        var quiet = new QuietHours(new TimeOnly(2, 0), new TimeOnly(2, 30));
        var first = new DateTimeOffset(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);
        quiet.Next(first).ShouldBe(first.AddMinutes(30));
        quiet.Next(first.AddHours(1)).ShouldBe(first.AddMinutes(90));
    }

    [Fact]
    public void Next_is_never_in_them_and_never_before()
    {
        var instant = new DateTimeOffset(2026, 10, 24, 12, 0, 7, TimeSpan.Zero);
        for (var minutes = 0; minutes < 2880; minutes += 7)
        {
            var next = Night.Next(instant.AddMinutes(minutes));
            next.ShouldBeGreaterThanOrEqualTo(instant.AddMinutes(minutes));
            Night.Contains(next).ShouldBeFalse();
        }
    }

    private static DateTimeOffset Paris(string local)
    {
        var time = DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return ParisTime.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time));
    }
}
