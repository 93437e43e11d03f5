using System.Globalization;
using System.Text;
using Hippique.Dashboard.Frame;
using Hippique.Orchestration.Sheets;
using Hippique.Pages;

namespace Hippique.Dashboard.Sheets;

/// <summary><c>/sheet?date=2025-11-22</c>: the day on one page; <c>/sheet/file</c>: the same as the file that <c>hippique feuille</c> writes, for a printer.</summary>
internal static class SheetPages
{
    public const string Path = "/sheet";
    public const string FilePath = "/sheet/file";

    public static async Task<IResult> ShowAsync(HttpContext context, string? date, PageFrames frames, DaySheets sheets)
    {
        var frame = frames.Of(context);
        var (sheet, refusal) = await ReadAsync(context, date, frame, sheets);
        return refusal
            ?? new RazorPage<SheetView>(
                frame,
                frame.Say("dash_nav_sheet"),
                new Dictionary<string, object?> { [nameof(SheetView.Sheet)] = sheet }
            );
    }

    public static async Task<IResult> DownloadAsync(HttpContext context, string? date, PageFrames frames, DaySheets sheets)
    {
        var frame = frames.Of(context);
        var (sheet, refusal) = await ReadAsync(context, date, frame, sheets);
        return refusal
            ?? TypedResults.File(
                Encoding.UTF8.GetBytes(new SheetPage(sheet!, frame.Rehearsal, frame.Culture).ToString()),
                "application/octet-stream",
                string.Create(CultureInfo.InvariantCulture, $"hippique-{sheet!.Date:yyyy-MM-dd}.html")
            );
    }

    private static async Task<(DaySheet? Sheet, IResult? Refusal)> ReadAsync(
        HttpContext context,
        string? date,
        PageFrame frame,
        DaySheets sheets
    )
    {
        if (sheets.Refusal is { } why)
            return (
                null,
                NoticePage.Of(frame, "dash_nav_sheet", Hosting.ProblemText.In(frame.Culture, why), "/", StatusCodes.Status409Conflict)
            );
        var day = string.IsNullOrEmpty(date) ? frame.Today : DashboardEndpoints.DateOf(date);
        if (day is not { } asked || await sheets.ReadAsync(asked, frame.Now, context.RequestAborted) is not { } sheet)
            return (null, NoticePage.NotFound(frame));
        return (sheet, null);
    }
}
