using System.Globalization;
using Hippique.Api;
using Hippique.Dashboard.Forecasts;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Money;
using Hippique.Dashboard.Operations;
using Hippique.Dashboard.Races;
using Hippique.Dashboard.Replay;
using Hippique.Dashboard.Responsible;
using Hippique.Dashboard.Rules;
using Hippique.Dashboard.Settings;
using Hippique.Dashboard.Sheets;
using Hippique.Dashboard.Tickets;
using Hippique.Dashboard.Today;
using Microsoft.AspNetCore.Mvc;

namespace Hippique.Dashboard;

/// <summary>The pages for people that need a session, and what their forms post. What they show is also under <c>/api</c>.</summary>
internal static class DashboardEndpoints
{
    private const long LargestForm = 16 << 10;

    public static void MapDashboard(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/day/{date}", OtherDayAsync);
        pages.MapGet($"{RaceLinks.Root}/{{date}}/{{race}}", RacePages.CardAsync);
        pages.MapGet($"{RaceLinks.Root}/{{date}}/{{race}}/why", RacePages.WhyAsync);
        pages.MapGet(BalancePages.Path, BalancePages.ShowAsync);
        pages.MapGet(TicketsPages.Path, TicketsPages.ShowAsync);
        pages.MapGet(CalibrationPages.Path, CalibrationPages.ShowAsync);
        pages.MapGet(SheetPages.Path, SheetPages.ShowAsync);
        pages.MapGet(SheetPages.FilePath, SheetPages.DownloadAsync);
        pages.MapGet(OperationsPages.Path, OperationsPages.ShowAsync);
        pages.MapGet(OperationsPages.LogPath, OperationsPages.LogAsync);
        pages.MapReplayPages();
        pages.MapGet(SettingsPages.Path, SettingsPages.ShowAsync);
        pages.MapGet(RulesPages.Path, RulesPages.Show);
        pages.MapGet(
            ResponsiblePages.Path,
            static (HttpContext context, string? done, ResponsiblePages responsible) => responsible.ShowAsync(context, done)
        );
        var forms = pages.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        // Also of whoever has no session yet: they are the browser's own.
        forms.MapPost("/preferences", (Delegate)PreferAsync).AllowAnonymous().WithMetadata(OpenToViewers.Mark);
        forms.MapPost(OperationsForms.Path, static (HttpContext context, OperationsForms orders) => orders.OrderAsync(context));
        forms.MapReplayForms();
        forms.MapPost(
            "/tickets/{date}/said",
            static (HttpContext context, string date, TicketForms tickets) => tickets.SayAsync(context, date)
        );
        forms.MapPost(
            ResponsiblePages.LimitsPath,
            static (HttpContext context, ResponsiblePages responsible) => responsible.SetLimitsAsync(context)
        );
        forms.MapPost(
            ResponsiblePages.PausePath,
            static (HttpContext context, ResponsiblePages responsible) => responsible.PauseAsync(context)
        );
    }

    /// <summary>The page of a day.</summary>
    /// <param name="context">The call.</param>
    /// <param name="date">The day; null: today.</param>
    /// <param name="frames">Makes its frame.</param>
    /// <param name="days">Reads it.</param>
    /// <param name="sources">Tells what is wrong with a source today.</param>
    public static async Task<IResult> DayAsync(
        HttpContext context,
        DateOnly? date,
        PageFrames frames,
        DayBoardReader days,
        SourceStandingReader sources
    )
    {
        var frame = frames.Of(context);
        var day = await days.ReadAsync(date ?? frame.Today, context.RequestAborted);
        return new RazorPage<TodayPage>(
            frame,
            day.IsToday ? frame.Say("dash_nav_today") : frame.Say("long_date", day.Date),
            new Dictionary<string, object?>
            {
                [nameof(TodayPage.Day)] = day,
                [nameof(TodayPage.Filter)] = DayFilter.Of(context.Request),
                [nameof(TodayPage.Sources)] = day.IsToday ? await sources.ReadAsync(context.RequestAborted) : [],
            }
        );
    }

    private static async Task<IResult> OtherDayAsync(
        HttpContext context,
        string date,
        PageFrames frames,
        DayBoardReader days,
        SourceStandingReader sources
    ) => DateOf(date) is { } day ? await DayAsync(context, day, frames, days, sources) : NoticePage.NotFound(frames.Of(context));

    private static async Task<IResult> PreferAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return Problems.Bad("expected the form of a page", RequestCorrelation.Of(context));
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Preferences.Keep(context, form["language"], form["theme"]);
        return new SeeOther(LocalPath.Of(form["back"]));
    }

    /// <summary><c>2025-11-22</c>; null if it is no date.</summary>
    internal static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
