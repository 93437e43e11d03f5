using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>The day in the evening: its task waits from the morning on, and its content is made when it is due.</summary>
internal sealed class DaySummary(
    IArtifactStore store,
    PlanStore plans,
    TicketsReader tickets,
    ILedger ledger,
    LedgerMode mode,
    TaskQueue queue
)
{
    /// <summary>Of the next day; who has not got it by then has read the results elsewhere.</summary>
    private static readonly TimeOnly Until = new(12, 0);

    /// <summary>Null for a day without races.</summary>
    public static DueNews? Of(DayFacts day, TimeOnly at) =>
        day.Plan is { Races.Count: > 0 }
            ? new DueNews
            {
                Key = DueNews.SummaryKey,
                Topic = NewsTopic.Summary,
                Content = null,
                From = ParisTime.OffOf(day.Date, at),
                Until = ParisTime.At(day.Date.AddDays(1), Until),
            }
            : null;

    public async Task<News?> MakeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
            return null;
        var day = await tickets.ReadAsync(date, cancellationToken).ConfigureAwait(false);
        var proposed = day?.Tickets.Select(ticket => ticket.Ticket).ToList() ?? [];
        return new News.EveningSummary
        {
            Day = date,
            Races = plan.Races.Count(race => !race.Cancelled),
            Looks = Looks(await queue.OfDayAsync(date, cancellationToken).ConfigureAwait(false)),
            Money = await RaceMoney.OfAsync(store, proposed, cancellationToken).ConfigureAwait(false),
            Played = await PlayedAsync(date, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Null while nothing was ever said to be played.</summary>
    private async Task<NewsMoney?> PlayedAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await mode.IsPaperAsync(simulated: false, cancellationToken).ConfigureAwait(false))
            return null;
        var book = (await ledger.ReadAsync(date, cancellationToken).ConfigureAwait(false)).Book;
        List<LedgerTicket> played = [.. book.Tickets.Where(ticket => ticket.Race.Date == date && ticket.Played is not null)];
        var totals = LedgerTotals.Of(played, LedgerBookKind.Played);
        return new NewsMoney(
            totals.Tickets,
            totals.Staked,
            played.Count(ticket => ticket.SettledIn(LedgerBookKind.Played)?.Returned is not null),
            totals.Staked - totals.Open,
            totals.Returned
        );
    }

    /// <summary>A look that was moved counts once, at its new time.</summary>
    private static NewsLooks Looks(IReadOnlyList<TaskRecord> tasks)
    {
        var looks = tasks.Where(record => record.Task.Kind.IsPhase()).ToList();
        return new NewsLooks(
            looks.Count(look => look.End is TaskEnd.Done),
            looks.Count(look => look.End is TaskEnd.Late),
            looks.Count(look => look.End is TaskEnd.Missed or TaskEnd.Failed),
            looks.Count(look => look.End == TaskEnd.Cancelled.Withdrawn),
            looks.Count(look => look.End is null)
        );
    }
}
