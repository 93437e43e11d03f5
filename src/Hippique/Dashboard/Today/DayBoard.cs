using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tickets;

namespace Hippique.Dashboard.Today;

/// <summary>A programme day as its page shows it.</summary>
public sealed record DayBoard
{
    public required DateOnly Date { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>It is the programme day of <see cref="At"/>.</summary>
    public required bool IsToday { get; init; }

    /// <summary>The daily plan is paused; null: it is not.</summary>
    public PlanPause? PlanPaused { get; init; }

    /// <summary>No task is woken.</summary>
    public required bool QueuePaused { get; init; }

    /// <summary>Null if the day is not planned.</summary>
    public required DayPlan? Plan { get; init; }

    /// <inheritdoc cref="Plan"/>
    public required DayTickets? Tickets { get; init; }

    /// <summary>By off, then id.</summary>
    public required IReadOnlyList<BoardRace> Races { get; init; }

    /// <summary>In the order in which they expire.</summary>
    public required IReadOnlyList<BoardTicket> Cards { get; init; }

    public required DayMoney Money { get; init; }

    /// <summary>How often there is a bet; null if it is not shown.</summary>
    public RecentDays? Recent { get; init; }

    /// <summary>The next race to start, and not called off; null: none.</summary>
    public BoardRace? Next => Races.FirstOrDefault(race => race.Off > At && race.State != BoardState.CalledOff);

    /// <summary>Tickets that can be bought and of which nothing was said.</summary>
    public IEnumerable<BoardTicket> Open =>
        Cards.Where(card => card.Ticket.Ticket.ExpiresAt > At && card.Fate is null or { State: TicketFateState.Proposed });
}

/// <summary>A race of the day as it stands.</summary>
/// <param name="Race">As planned.</param>
/// <param name="State">How far it is.</param>
/// <param name="Decision">What H-5 decided; null: nothing yet.</param>
public sealed record BoardRace(PlannedRace Race, BoardState State, DayDecision? Decision)
{
    public DateTimeOffset Off => Race.Off;

    /// <summary>The off with which its looks were first planned; null: it has not moved since.</summary>
    public DateTimeOffset? MovedFrom { get; init; }
}

/// <summary>How far a race is.</summary>
public enum BoardState
{
    ToCome,

    /// <summary>Its odds were taken at H-30.</summary>
    Seen,

    /// <summary>Somebody is working on H-30 or H-5.</summary>
    Working,
    Ticket,
    NoBet,
    Unplayable,

    /// <summary>H-5 was missed or failed, or was never there.</summary>
    Missed,
    CalledOff,
}

/// <summary>A ticket and what was said of it.</summary>
/// <param name="Ticket">As proposed.</param>
/// <param name="Fate">Null while the ledger does not know it.</param>
public sealed record BoardTicket(DayTicket Ticket, TicketFate? Fate);

/// <summary>The day in euros.</summary>
/// <param name="Proposed">All tickets as if each had been bought as proposed.</param>
/// <param name="Played">What was said to be played.</param>
/// <param name="PaperMode">Nothing was ever said to be played.</param>
/// <param name="Limits">Those that hold now.</param>
public sealed record DayMoney(LedgerTotals Proposed, LedgerTotals Played, bool PaperMode, PlayLimits Limits);
