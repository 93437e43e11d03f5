using Hippique.Gpi;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Events;

/// <summary>Something that has happened, told once. Whoever listens (the terminal, a screen, a message, a log of actions) needs nothing else.</summary>
public abstract record HippiqueEvent
{
    private HippiqueEvent() { }

    /// <summary>When it was told, by the program's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The work to which it belongs: a task's name, or <c>plan-20251122</c>.</summary>
    public abstract string CorrelationId { get; }

    /// <summary>A day has a plan, or a new one.</summary>
    /// <param name="Date">Programme day.</param>
    /// <param name="Races">Races of the plan.</param>
    /// <param name="Refusals">Sources or races that could not be read.</param>
    public sealed record DayPlanned(DateOnly Date, int Races, int Refusals) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Date);
    }

    /// <summary>Looks whose grace was over when the day was planned: they are missed from the beginning, each with an end of its own.</summary>
    /// <param name="Date">Programme day.</param>
    /// <param name="Looks">At least one, in the order of their time.</param>
    public sealed record LooksPassed(DateOnly Date, IReadOnlyList<PlannedTask> Looks) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Date);
    }

    /// <summary>Every source refused, and the plan that the day had before stays.</summary>
    /// <param name="Date">Programme day.</param>
    /// <param name="Races">Races of that plan.</param>
    /// <param name="Why">What the sources said.</param>
    public sealed record PlanKept(DateOnly Date, int Races, Problem Why) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Date);
    }

    /// <summary>A day could not be planned.</summary>
    /// <param name="Date">Programme day.</param>
    /// <param name="Tries">Tries in a row that failed.</param>
    /// <param name="NextTry">When it is tried again; null: not by itself.</param>
    /// <param name="Why">What the sources said, or what broke.</param>
    public sealed record PlanFailed(DateOnly Date, int Tries, DateTimeOffset? NextTry, Problem Why) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Date);
    }

    /// <summary>A day has its plan at last, after tries that failed.</summary>
    /// <param name="Date">Programme day.</param>
    /// <param name="Races">Races of the plan.</param>
    /// <param name="Failures">Tries that failed before.</param>
    public sealed record PlanStands(DateOnly Date, int Races, int Failures) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Date);
    }

    /// <summary>A task is in the store.</summary>
    public sealed record TaskPlanned(PlannedTask Task) : HippiqueEvent
    {
        public override string CorrelationId => Task.Name;
    }

    /// <summary>The off of a race moved, and a task with it: the old one is cancelled.</summary>
    /// <param name="Old">The task as it was.</param>
    /// <param name="Moved">The task that takes its place.</param>
    public sealed record TaskMoved(PlannedTask Old, PlannedTask Moved) : HippiqueEvent
    {
        public override string CorrelationId => Old.Name;
    }

    /// <summary>Somebody began to work on a task; again after a failed try or a kill.</summary>
    public sealed record TaskBegun(PlannedTask Task, string Owner) : HippiqueEvent
    {
        public override string CorrelationId => Task.Name;
    }

    /// <summary>A task that had failed is carried out again on request; its next end takes the place of the one before.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="Before">The end that it had.</param>
    public sealed record TaskReopened(PlannedTask Task, TaskEnd Before) : HippiqueEvent
    {
        public override string CorrelationId => Task.Name;
    }

    /// <summary>A task has its end, wherever that was found: by its handler, at a restart, past its grace, cancelled.</summary>
    public sealed record TaskEnded(PlannedTask Task, TaskEnd End) : HippiqueEvent
    {
        public override string CorrelationId => Task.Name;
    }

    /// <summary>A task was given up by a clock that was ahead, and is open again; <paramref name="End"/> no longer counts.</summary>
    public sealed record TaskRestored(PlannedTask Task, TaskEnd End) : HippiqueEvent
    {
        public override string CorrelationId => Task.Name;
    }

    /// <summary>A race has been decided on at H-5: its tickets are written, or the reason for which there is none.</summary>
    /// <param name="Task">Name of the task, <c>run-20251122-r1c3-h5</c>.</param>
    /// <param name="Analysis">The decision with its reasons.</param>
    public sealed record RaceDecided(string Task, RaceAnalysis Analysis) : HippiqueEvent
    {
        public override string CorrelationId => Task;
    }

    /// <summary>The tickets of a race have been settled, or settled anew on a later result.</summary>
    /// <param name="Race">The race.</param>
    /// <param name="Tickets">How many.</param>
    /// <param name="Open">Of them left open: their result is not known.</param>
    /// <param name="Staked">On all of them.</param>
    /// <param name="Returned">By those that are settled, stakes included.</param>
    public sealed record RaceSettled(RaceId Race, int Tickets, int Open, Euro Staked, Euro Returned) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Plan(Race.Date);
    }

    /// <summary>Somebody has said that tickets of a race were played, or that they were not; what was said before is not told again.</summary>
    /// <param name="Race">The race.</param>
    /// <param name="Tickets">How many tickets of it.</param>
    /// <param name="Played">Whether they were played.</param>
    public sealed record TicketSaid(RaceId Race, int Tickets, bool Played) : HippiqueEvent
    {
        public override string CorrelationId => TaskName.Results(Race.Date, Race.Code);
    }

    /// <summary>No task is woken any more.</summary>
    public sealed record QueuePaused : HippiqueEvent
    {
        public override string CorrelationId => "queue";
    }

    /// <summary>Tasks are woken again.</summary>
    public sealed record QueueResumed : HippiqueEvent
    {
        public override string CorrelationId => "queue";
    }

    /// <summary>The user has set other limits of money, or has paused betting.</summary>
    public sealed record LimitsChanged : HippiqueEvent
    {
        public override string CorrelationId => "limits";
    }
}
