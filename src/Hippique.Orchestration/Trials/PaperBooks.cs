using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Trials;

/// <summary>Keeps the shadow books and those of trials when results are asked for, and reads trials whose day has come.</summary>
public sealed partial class PaperBooks(
    ShadowBooks shadow,
    ShadowFill fill,
    TrialDesk trials,
    PhaseSettings settings,
    ILogger<PaperBooks> logger
) : IPaperBooks
{
    /// <summary>More than one is left where the service was not running, or at the first start.</summary>
    private const int DaysAtOnce = 7;

    public async Task<ILookup<RaceId, Ticket>> ProposeAsync(DateOnly today, CancellationToken cancellationToken)
    {
        // The boundary to files, the disk and models of the user's: no result waits for a book on paper, and the next look makes up for it.
        try
        {
            var books = await BooksAsync(cancellationToken).ConfigureAwait(false);
            var from = today.AddDays(-SettledDays.OpenDaysBack);
            var filled = await fill.GoOnAsync(books, from, today.AddDays(-1), DaysAtOnce, cancellationToken).ConfigureAwait(false);
            if (filled.Days > 0)
                Filled(logger, filled.Days, filled.Races, filled.Tickets);
            var open = await fill.OpenAsync(books, from, today.AddDays(-1), cancellationToken).ConfigureAwait(false);
            return open.ToLookup(ticket => ticket.Race);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            NotKept(logger, broken.Message);
            return NoPaperBooks.None;
        }
    }

    public async Task SettleAsync(DateOnly today, CancellationToken cancellationToken)
    {
        try
        {
            var books = await BooksAsync(cancellationToken).ConfigureAwait(false);
            for (var back = SettledDays.OpenDaysBack; back > 0; back--)
                await fill.SettleAsync(books, today.AddDays(-back), onlyOpen: back > SettledDays.DaysBack, cancellationToken)
                    .ConfigureAwait(false);
            foreach (var id in await trials.DueAsync(cancellationToken).ConfigureAwait(false))
            {
                if ((await trials.ReadAsync(id, settings.ProgramVersion, cancellationToken).ConfigureAwait(false)).TryGet(out var verdict))
                    Read(logger, id, verdict.Claim.ToString(), verdict.Outcome);
            }
        }
        // As above.
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            NotKept(logger, broken.Message);
        }
    }

    private async Task<IReadOnlyList<ShadowBook>> BooksAsync(CancellationToken cancellationToken) =>
        [.. shadow.Books, .. await trials.BooksAsync(settings.ProgramVersion, cancellationToken).ConfigureAwait(false)];

    [LoggerMessage(1, LogLevel.Information, "shadow books: {Days} days gone through, {Races} analyses, {Tickets} tickets")]
    private static partial void Filled(ILogger logger, int days, int races, int tickets);

    [LoggerMessage(2, LogLevel.Error, "shadow books could not be kept: {Why}; tried again with the next results")]
    private static partial void NotKept(ILogger logger, string why);

    [LoggerMessage(3, LogLevel.Information, "trial {Id} ({Claim}) was read: {Outcome}")]
    private static partial void Read(ILogger logger, string id, string claim, TrialOutcome outcome);
}
