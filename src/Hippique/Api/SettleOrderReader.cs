using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources.Addresses;

namespace Hippique.Api;

/// <summary>Checks what <c>POST /results</c> and <c>hippique settle</c> are given: one race by its address, one by day and number, or a day.</summary>
public sealed class SettleOrderReader(IReadOnlyList<CourseHost> hosts, TimeProvider clock)
{
    public ParseResult<SettleOrder> Read(ResultsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.CourseUrl is not null)
        {
            return request.Race is null
                ? RunOrderReader
                    .CourseLink(request.CourseUrl, request.Date, hosts, clock)
                    .Convert(SettleOrder (link) => new SettleOrder.OfLink(link))
                : ParseResult<SettleOrder>.Fail($"course_url and race both name a race; expected one of them");
        }
        if (request.Date is null && request.Race is null)
            return ParseResult<SettleOrder>.Fail($"nothing is named; expected course_url, or date, or date and race");
        return DayText.Parse(request.Date, clock).Then(day => OfDay(day, request.Race));
    }

    private static ParseResult<SettleOrder> OfDay(DateOnly day, string? race) =>
        race is null
            ? ParseResult<SettleOrder>.Ok(new SettleOrder.OfDay(day))
            : RaceCode.Parse(race).Convert(SettleOrder (code) => new SettleOrder.OfRace(new RaceId(day, code)));
}
