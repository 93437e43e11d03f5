namespace Hippique.Racing;

/// <summary>
/// The clock of French racing: Europe/Paris, whatever the machine's zone. Programmes name days and wall-clock times; everything else is instants in UTC.
/// </summary>
public static class ParisTime
{
    /// <summary>Races off before this hour belong to the programme of the evening before.</summary>
    public static readonly TimeOnly ProgrammeStart = new(4, 0);

    /// <summary>Europe/Paris, from the system's time zone database.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The same instant on the Paris clock.</summary>
    public static DateTimeOffset ToParis(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>
    /// The instant (UTC) at which the Paris clock shows this time. In the hour that the clock shows twice (autumn) the first one is meant; a time in the hour that is
    /// skipped (spring) is read on the clock that was not yet put forward, so that 02:30 is the instant that shows 03:30.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time, DateTimeKind.Unspecified);
        TimeSpan offset;
        if (Zone.IsAmbiguousTime(local))
            offset = Zone.GetAmbiguousTimeOffsets(local).Max();
        else if (Zone.IsInvalidTime(local))
            offset = Zone.GetUtcOffset(local.AddHours(-1));
        else
            offset = Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The instant of an off shown as <paramref name="time"/> in the programme of <paramref name="programme"/>: before 04:00 it is the next calendar day.</summary>
    public static DateTimeOffset OffOf(DateOnly programme, TimeOnly time) =>
        At(time < ProgrammeStart ? programme.AddDays(1) : programme, time);

    /// <summary>The programme to which a race off at this instant belongs.</summary>
    public static DateOnly ProgrammeOf(DateTimeOffset off)
    {
        var paris = ToParis(off);
        var day = DateOnly.FromDateTime(paris.DateTime);
        return TimeOnly.FromDateTime(paris.DateTime) < ProgrammeStart ? day.AddDays(-1) : day;
    }

    /// <summary>The calendar day in Paris.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToParis(instant).DateTime);
}
