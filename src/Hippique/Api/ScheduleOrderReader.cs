using System.Globalization;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Api;

/// <summary>Checks what <c>POST /schedule</c> is given.</summary>
internal static class ScheduleOrderReader
{
    public static ParseResult<ScheduleOrder> Read(ScheduleRequest request, TimeProvider clock) =>
        DayText
            .Parse(request.Date, clock)
            .Then(date =>
                Mode(request.Mode)
                    .Then(mode => Until(request.Until).Then(until => ParseResult<ScheduleOrder>.Ok(new ScheduleOrder(date, mode, until))))
            );

    private static ParseResult<WakeMode> Mode(string? text) =>
        text switch
        {
            null or "tasks" => ParseResult<WakeMode>.Ok(WakeMode.Tasks),
            "scheduler" => ParseResult<WakeMode>.Ok(WakeMode.Scheduler),
            _ => ParseResult<WakeMode>.Fail($"'{Quoted.Short(text)}' is no mode; expected tasks or scheduler"),
        };

    private static ParseResult<TimeOnly?> Until(string? text) =>
        text is null ? ParseResult<TimeOnly?>.Ok(null)
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour)
            ? ParseResult<TimeOnly?>.Ok(hour)
        : ParseResult<TimeOnly?>.Fail($"'{Quoted.Short(text)}' is no hour; expected such as {"10:00"}");
}
