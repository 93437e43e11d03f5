using Hippique.Gpi.Guards;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Dashboard.Today;

/// <summary>Reads a day for its page: plan, tasks, decisions, tickets with what was said of them, money.</summary>
internal sealed class DayBoardReader(
    PlanStore plans,
    PlanPauseStore pauses,
    IDayDecisions days,
    TaskQueue queue,
    ITaskTimer timer,
    ILedger ledger,
    LedgerMode mode,
    IPlayLimits limits,
    RecentDaysReader recent,
    HippiqueSettings settings,
    TimeProvider clock
)
{
    /// <exception cref="Orchestration.Artifacts.ArtifactException">A file of the day cannot be read.</exception>
    public async Task<DayBoard> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isToday = date == ParisTime.ProgrammeOf(now);
        var plan = await plans.GetAsync(date, cancellationToken);
        var decided = await days.DecisionsAsync(date, cancellationToken);
        var tasks = await queue.OfDayAsync(date, cancellationToken);
        var book = (await ledger.ReadAsync(date, cancellationToken)).Book;
        List<LedgerTicket> entered = [.. book.Tickets.Where(ticket => ticket.Race.Date == date)];
        var fates = entered.ToDictionary(ticket => ticket.Id, TicketFate.Of, StringComparer.Ordinal);
        return new DayBoard
        {
            Date = date,
            At = now,
            IsToday = isToday,
            PlanPaused = isToday ? await pauses.GetAsync(cancellationToken) : null,
            // A queue of the cloud is another machine: no page waits for it.
            QueuePaused = isToday && settings.Cloud is null && await timer.IsPausedAsync(cancellationToken),
            Plan = plan,
            Tickets = decided,
            Races = RacesOf(plan, decided, tasks, now),
            Cards =
            [
                .. (decided?.Tickets ?? [])
                    .Select(ticket => new BoardTicket(ticket, fates.GetValueOrDefault(ticket.Ticket.Id)))
                    .OrderBy(card => card.Ticket.Ticket.ExpiresAt),
            ],
            Money = new DayMoney(
                LedgerTotals.Of(entered, LedgerBookKind.Paper),
                LedgerTotals.Of(entered, LedgerBookKind.Played),
                await mode.IsPaperAsync(plan?.Simulated == true, cancellationToken),
                await limits.AtAsync(now, cancellationToken)
            ),
            Recent = isToday ? await recent.BeforeAsync(date, cancellationToken) : null,
        };
    }

    private static List<BoardRace> RacesOf(DayPlan? plan, DayTickets? decided, IReadOnlyList<TaskRecord> tasks, DateTimeOffset now)
    {
        if (plan is null)
            return [];
        var all = tasks.Where(task => task.Task.Kind.IsPhase()).ToLookup(task => task.Task.RaceOrThrow);
        return
        [
            .. plan
                .Races.Select(race =>
                {
                    var decision = decided?.Decisions.GetValueOrDefault(race.Id);
                    return new BoardRace(race, StateOf(race, decision, [.. all[race.Id].Where(task => task.Stands)], now), decision)
                    {
                        // A look that was put off is another task, and the first one keeps its off.
                        MovedFrom = all[race.Id].Min(task => task.Task.Off) is { } first && first != race.Off ? first : null,
                    };
                })
                .OrderBy(race => race.Off)
                .ThenBy(race => race.Race.Id),
        ];
    }

    private static BoardState StateOf(PlannedRace race, DayDecision? decision, List<TaskRecord> phases, DateTimeOffset now)
    {
        if (race.Cancelled)
            return BoardState.CalledOff;
        if (decision is not null)
            return decision.Outcome switch
            {
                Outcome.Play => BoardState.Ticket,
                Outcome.Abstain => BoardState.NoBet,
                _ => BoardState.Unplayable,
            };
        if (phases.Exists(phase => phase.End is null && phase.Lease is { } lease && lease.Until > now))
            return BoardState.Working;
        var h5 = phases.Find(phase => phase.Task.Kind == TaskKind.H5);
        if (h5?.End is not null || (h5 is null && now >= race.Off) || now > h5?.Task.GraceUntil)
            return BoardState.Missed;
        return phases.Exists(phase => phase.Task.Kind == TaskKind.H30 && phase.End is { IsDone: true })
            ? BoardState.Seen
            : BoardState.ToCome;
    }
}
