using Hippique.Api;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Money;
using Hippique.Dashboard.Today;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;

namespace Hippique.Dashboard.Tickets;

/// <summary>Today's tickets, and what became of earlier ones.</summary>
internal static class TicketsPages
{
    public const string Path = "/tickets";
    private const int EarlierDays = 30;

    public static async Task<IResult> ShowAsync(HttpContext context, string? month, PageFrames frames, ILedger ledger, DayBoardReader days)
    {
        var frame = frames.Of(context);
        // A form whose field was left as it is sends it empty.
        var asked = MonthText.ParseOrAll(string.IsNullOrEmpty(month) ? null : month);
        if (!asked.IsOk)
            return NoticePage.NotFound(frame);
        var token = context.RequestAborted;
        var files = await ledger.ReadAllAsync(token);
        var range = asked.Value is { } first
            ? DayRange.OfMonth(first)
            : new DayRange(frame.Today.AddDays(-EarlierDays), frame.Today.AddDays(-1));
        var view = new TicketsView
        {
            Today = asked.Value is null ? await days.ReadAsync(frame.Today, token) : null,
            Earlier =
            [
                .. files
                    .SelectMany(file => file.Book.Tickets)
                    .Where(ticket => range.Contains(ticket.Race.Date))
                    .OrderByDescending(ticket => ticket.Proposed.Off)
                    .ThenBy(ticket => ticket.Id, StringComparer.Ordinal),
            ],
            Month = asked.Value,
            Months = LedgerMonths.Of(files),
        };
        return new RazorPage<TicketsPage>(
            frame,
            frame.Say("home_tickets"),
            new Dictionary<string, object?> { [nameof(TicketsPage.View)] = view }
        );
    }
}
