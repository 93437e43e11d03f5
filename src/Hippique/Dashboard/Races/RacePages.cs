using Hippique.Dashboard.Frame;
using Hippique.Racing;

namespace Hippique.Dashboard.Races;

/// <summary><c>/race/{date}/{race}</c>: the card of a race, and <c>/why</c> its decision.</summary>
internal static class RacePages
{
    public static Task<IResult> CardAsync(HttpContext context, string date, string race, PageFrames frames, RaceReader races) =>
        ShowAsync<CardPage>(context, date, race, frames, races);

    public static Task<IResult> WhyAsync(HttpContext context, string date, string race, PageFrames frames, RaceReader races) =>
        ShowAsync<WhyPage>(context, date, race, frames, races);

    private static async Task<IResult> ShowAsync<TPage>(HttpContext context, string date, string race, PageFrames frames, RaceReader races)
        where TPage : PageComponent
    {
        var frame = frames.Of(context);
        if (
            DashboardEndpoints.DateOf(date) is not { } day
            || !RaceCode.Parse(race).TryGet(out var code)
            || await races.ReadAsync(new RaceId(day, code), context.RequestAborted) is not { } view
        )
            return NoticePage.NotFound(frame);
        return new RazorPage<TPage>(
            frame,
            $"{view.Planned.Id.Code} {view.Planned.Meeting}",
            new Dictionary<string, object?> { [nameof(CardPage.Race)] = view }
        );
    }
}
