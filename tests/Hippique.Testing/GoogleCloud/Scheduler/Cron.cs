using System.Globalization;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <summary>The five fields of cron: numbers, lists, ranges, steps and stars. Names of days and months, and the English-like schedules, are not read here.</summary>
internal sealed class Cron
{
    private const int MaxDays = 366 * 8;

    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _days;
    private readonly bool[] _months;
    private readonly bool[] _weekdays;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;
    private readonly TimeZoneInfo _zone;

    public Cron(string schedule, string zone)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw Invalid(schedule);
        (_minutes, _hours) = (Field(fields[0], 0, 59), Field(fields[1], 0, 23));
        (_days, _months) = (Field(fields[2], 1, 31), Field(fields[3], 1, 12));
        _weekdays = Field(fields[4], 0, 7);
        _weekdays[0] |= _weekdays[7];
        (_anyDay, _anyWeekday) = (fields[2] == "*", fields[4] == "*");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw GoogleStatusException.Invalid($"Time zone '{zone}' is not in the tz database.");
        _zone = found;
    }

    /// <summary>The first instant after this one at which it runs; null: there is none.</summary>
    public DateTimeOffset? After(DateTimeOffset now)
    {
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, _zone).DateTime);
        return Enumerable
            .Range(0, MaxDays)
            .Select(first.AddDays)
            .Where(Runs)
            .SelectMany(InstantsOf)
            .Where(at => at > now)
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefault();
    }

    /// <summary>Where both the day and the weekday are given, either is enough.</summary>
    private bool Runs(DateOnly date)
    {
        var (day, weekday) = (_days[date.Day], _weekdays[(int)date.DayOfWeek]);
        return _months[date.Month] && (_anyDay || _anyWeekday ? day && weekday : day || weekday);
    }

    // A time that the clock skips does not come; of one that it shows twice the first is meant.
    private IEnumerable<DateTimeOffset> InstantsOf(DateOnly date) =>
        from hour in Enumerable.Range(0, 24)
        where _hours[hour]
        from minute in Enumerable.Range(0, 60)
        where _minutes[minute]
        let local = date.ToDateTime(new TimeOnly(hour, minute), DateTimeKind.Unspecified)
        where !_zone.IsInvalidTime(local)
        let offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local)
        select new DateTimeOffset(local, offset).ToUniversalTime();

    private static bool[] Field(string text, int least, int most)
    {
        var set = new bool[most + 1];
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] => (all, Number(every, 1, most, text)),
                _ => throw Invalid(text),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var one] => (Number(one, least, most, text), Number(one, least, most, text)),
                [var low, var high] => (Number(low, least, most, text), Number(high, least, most, text)),
                _ => throw Invalid(text),
            };
            for (var value = from; value <= to; value += step)
                set[value] = true;
        }
        return set;
    }

    private static int Number(string text, int least, int most, string field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid(field);

    private static GoogleStatusException Invalid(string text) =>
        GoogleStatusException.Invalid($"Schedule or time zone is invalid: '{text}'.");
}
