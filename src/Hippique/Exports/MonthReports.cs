using System.Globalization;
using System.Text;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Exports;

/// <summary>Makes the report of what proposals and bets came to, for the command line and for the evening's mail.</summary>
internal sealed class MonthReports(BalanceReader balances, LedgerMode mode, CultureInfo culture) : INewsReports
{
    /// <summary>Mail servers take messages of 10 MB at least, and a file grows by a third on the way.</summary>
    private const int MostBytes = 7 << 20;

    /// <inheritdoc/>
    public async Task<NewsReport> OfMonthAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // The boundary to the ledger: the summary goes out without its report.
        try
        {
            var tickets = await balances.TicketsAsync(DayRange.OfMonth(day), cancellationToken);
            if (tickets.Tickets.Count == 0 && tickets.Imported.Count == 0)
                return new NewsReport(null);
            var title = Texts.In(culture, "bilan_of_month", day);
            var content = Encoding.UTF8.GetBytes((await PageAsync(title, tickets, null, cancellationToken)).ToString());
            return content.Length > MostBytes
                ? new NewsReport(null, Texts.In(culture, "news_report_long", day))
                : new NewsReport(
                    new NewsAttachment(string.Create(CultureInfo.InvariantCulture, $"hippique-{day:yyyy-MM}.html"), "text/html", content)
                );
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            var why = broken is IHasProblem said ? ProblemText.In(culture, said) : CleanText.Line(broken.Message);
            return new NewsReport(null, Texts.In(culture, "news_report_missing", why));
        }
    }

    /// <param name="title">Of which days.</param>
    /// <param name="tickets">Of these days.</param>
    /// <param name="rehearsal">What has to be said of it; null: nothing.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Orchestration.Artifacts.ArtifactException">The ledger cannot be read.</exception>
    public async Task<ReportPage> PageAsync(
        string title,
        BalancedTickets tickets,
        RehearsalMark? rehearsal,
        CancellationToken cancellationToken
    ) => new(title, tickets, await mode.IsPaperAsync(tickets.Simulated, cancellationToken), rehearsal, new ExportWords(culture));
}
