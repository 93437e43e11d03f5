using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Pages;

/// <summary>Today as the home page shows it.</summary>
internal sealed record DayOverview
{
    public required DateOnly Date { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; null: it is today.</summary>
    public RehearsalMark? Rehearsal { get; init; }

    /// <summary>The daily plan is paused; null: it is not.</summary>
    public PlanPause? PlanPaused { get; init; }

    /// <summary>Null if the day is not planned.</summary>
    public required DayPlan? Plan { get; init; }

    /// <inheritdoc cref="Plan"/>
    public required DayTickets? Tickets { get; init; }

    /// <summary>The day's looks at H-30 and H-5, by due instant.</summary>
    public required IReadOnlyList<TaskRecord> Phases { get; init; }
}

/// <summary>Reads it.</summary>
internal sealed class DayOverviewReader(
    PlanStore plans,
    PlanPauseStore pauses,
    TicketsReader tickets,
    TaskQueue queue,
    PhaseSettings settings,
    TimeProvider clock
)
{
    public async Task<DayOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var date = ParisTime.ProgrammeOf(now);
        var tasks = await queue.OfDayAsync(date, cancellationToken);
        return new DayOverview
        {
            Date = date,
            At = now,
            Rehearsal = settings.Rehearsal,
            PlanPaused = await pauses.GetAsync(cancellationToken),
            Plan = await plans.GetAsync(date, cancellationToken),
            Tickets = await tickets.ReadAsync(date, cancellationToken),
            Phases = [.. tasks.Where(task => task.Task.Kind.IsPhase())],
        };
    }
}
