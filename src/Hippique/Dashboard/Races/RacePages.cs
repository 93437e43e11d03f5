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

    private static Task<IResult> ShowAsync<TPage>(HttpContext context, string date, string race, PageFrames frames, RaceReader races)
        where TPage : PageComponent => ShowAsync<TPage>(frames.Of(context), date, race, races, context.RequestAborted);

    /// <param name="frame">Of the page.</param>
    /// <param name="date">As the address has it.</param>
    /// <param name="race">As the address has it.</param>
    /// <param name="races">Reads them.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public static async Task<IResult> ShowAsync<TPage>(
        PageFrame frame,
        string date,
        string race,
        RaceReader races,
        CancellationToken cancellationToken
    )
        where TPage : PageComponent
    {
        if (
            DashboardEndpoints.DateOf(date) is not { } day
            || !RaceCode.Parse(race).TryGet(out var code)
            || await races.ReadAsync(new RaceId(day, code), cancellationToken) is not { } view
        )
            return NoticePage.NotFound(frame);
        return new RazorPage<TPage>(
            frame,
            $"{view.Planned.Id.Code} {view.Planned.Meeting}",
            new Dictionary<string, object?> { [nameof(CardPage.Race)] = view }
        );
    }
}
