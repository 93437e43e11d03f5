using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class ParisTimeTests
{
    /// <summary>Every change of the clocks in 2025 and 2026, as instants (Directive 2000/84/EC: last Sundays of March and October, 01:00 UTC).</summary>
    public static readonly TheoryData<string, int, int> Changes = new()
    {
        { "2025-03-30T01:00:00Z", 1, 2 },
        { "2025-10-26T01:00:00Z", 2, 1 },
        { "2026-03-29T01:00:00Z", 1, 2 },
        { "2026-10-25T01:00:00Z", 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void ToParis_AtEachClockChange_OffsetFlipsAtThatVerySecond(string instant, int hoursBefore, int hoursAfter)
    {
        var change = Instant(instant);
        ParisTime.ToParis(change.AddSeconds(-1)).Offset.ShouldBe(TimeSpan.FromHours(hoursBefore));
        ParisTime.ToParis(change).Offset.ShouldBe(TimeSpan.FromHours(hoursAfter));
    }

    [Theory]
    [InlineData(2025, 10, 26)]
    [InlineData(2026, 10, 25)]
    public void At_TimeShownTwice_IsTheFirst(int year, int month, int day) =>
        ParisTime.At(new DateOnly(year, month, day), new TimeOnly(2, 30)).ShouldBe(Instant($"{year}-{month}-{day}T00:30:00Z"));

    [Theory]
    [InlineData(2025, 3, 30)]
    [InlineData(2026, 3, 29)]
    public void At_TimeThatIsSkipped_ShowsAnHourLater(int year, int month, int day)
    {
        var instant = ParisTime.At(new DateOnly(year, month, day), new TimeOnly(2, 30));
        ParisTime.ToParis(instant).TimeOfDay.ShouldBe(new TimeSpan(3, 30, 0));
    }

    [Fact]
    public void OffOf_AfterMidnight_BelongsToTheEveningBefore()
    {
        var programme = new DateOnly(2025, 11, 20);
        var off = ParisTime.OffOf(programme, new TimeOnly(0, 1));
        off.ShouldBe(Instant("2025-11-20T23:01:00Z"));
        ParisTime.ProgrammeOf(off).ShouldBe(programme);
        ParisTime.DayOf(off).ShouldBe(programme.AddDays(1));
    }

    [Theory]
    [InlineData("2025-10-25", "02:30", "2025-10-26T00:30:00Z")]
    [InlineData("2025-10-25", "03:30", "2025-10-26T02:30:00Z")]
    [InlineData("2026-03-28", "01:59", "2026-03-29T00:59:00Z")]
    [InlineData("2026-03-28", "03:00", "2026-03-29T01:00:00Z")]
    public void OffOf_NightOfAClockChange_IsTheRightInstant(string programme, string time, string expected) =>
        ParisTime.OffOf(DateOnly.Parse(programme, Invariant), TimeOnly.Parse(time, Invariant)).ShouldBe(Instant(expected));

    [Fact]
    public void OffOf_AnyTimeOfAnyDay_IsFoundAgainInTheSameProgramme() =>
        Gen.Select(Gen.Int[0, 729], Gen.Int[0, 1439])
            .Sample(
                (day, minute) =>
                {
                    var programme = new DateOnly(2025, 1, 1).AddDays(day);
                    var off = ParisTime.OffOf(programme, TimeOnly.MinValue.AddMinutes(minute));
                    ParisTime.ProgrammeOf(off).ShouldBe(programme);
                }
            );

    /// <summary>An instant is found again from what the Paris clock shows, but for the second showing of an hour that is shown twice.</summary>
    [Fact]
    public void At_WhatTheClockShows_IsTheInstantAgain() =>
        Gen.Int[0, 2 * 365 * 24 * 4]
            .Sample(quarters =>
            {
                var instant = Instant("2025-01-01T00:00:00Z").AddMinutes(15 * quarters);
                var shown = ParisTime.ToParis(instant).DateTime;
                var again = ParisTime.At(DateOnly.FromDateTime(shown), TimeOnly.FromDateTime(shown));
                (instant - again).ShouldBe(
                    ParisTime.Zone.IsAmbiguousTime(shown) && instant != again ? TimeSpan.FromHours(1) : TimeSpan.Zero
                );
            });

    [Theory]
    [InlineData("03:59", "2025-11-22T02:59:00Z")]
    [InlineData("04:00", "2025-11-21T03:00:00Z")]
    [InlineData("23:59", "2025-11-21T22:59:00Z")]
    public void OffOf_BeforeFourInTheMorning_IsOfTheNextCalendarDay(string time, string expected) =>
        ParisTime.OffOf(new DateOnly(2025, 11, 21), TimeOnly.Parse(time, Invariant)).ShouldBe(Instant(expected));

    [Fact]
    public void At_IsInUtc() => ParisTime.At(new DateOnly(2025, 7, 14), new TimeOnly(15, 0)).Offset.ShouldBe(TimeSpan.Zero);

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, Invariant);
}
