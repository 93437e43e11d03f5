using System.Globalization;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>A programme day as callers write it: <c>today</c>, or <c>2025-11-22</c>.</summary>
public static class DayText
{
    /// <summary>Nothing means today. After midnight, today is still the evening's programme until 04:00 in Paris.</summary>
    public static ParseResult<DateOnly> Parse(string? text, TimeProvider clock)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        switch (text?.Trim())
        {
            case null or "" or "today":
                return ParseResult<DateOnly>.Ok(today);
            case "tomorrow":
                return ParseResult<DateOnly>.Ok(today.AddDays(1));
            case { } date when DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                return ParseResult<DateOnly>.Ok(day);
            default:
                return ParseResult<DateOnly>.Fail($"'{Quoted.Short(text)}' is no date; expected today or YYYY-MM-DD");
        }
    }
}
