using System.Text.Json.Serialization;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Dashboard.Live;

/// <summary>An event as <c>GET /api/events</c> sends it. What does not belong to its kind is left out.</summary>
public sealed record LiveEvent
{
    /// <summary>What has happened: <c>task_ended</c>, <c>race_decided</c>, <c>day_planned</c> and their like.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was told, by the program's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The work to which it belongs.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The programme day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Date { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RaceId? Race { get; init; }

    /// <summary>Name of a task, <c>run-20251122-r1c3-h5</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Task { get; init; }

    /// <summary>How a task ended: <c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c>, <c>failed</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>What was decided on a race.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Outcome? Outcome { get; init; }

    /// <summary>Tickets that were proposed or settled, or of which somebody said something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Tickets { get; init; }

    /// <summary>Of an event of the program.</summary>
    internal static LiveEvent Of(HippiqueEvent happened)
    {
        var live = new LiveEvent
        {
            Kind = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name),
            At = happened.At,
            CorrelationId = happened.CorrelationId,
        };
        return happened switch
        {
            HippiqueEvent.TaskEnded ended => live.With(ended.Task) with { State = ended.End.State },
            HippiqueEvent.TaskPlanned planned => live.With(planned.Task),
            HippiqueEvent.TaskMoved moved => live.With(moved.Moved),
            HippiqueEvent.TaskBegun begun => live.With(begun.Task),
            HippiqueEvent.TaskReopened reopened => live.With(reopened.Task),
            HippiqueEvent.TaskRestored restored => live.With(restored.Task),
            HippiqueEvent.RaceDecided { Analysis: var analysis } decided => live with
            {
                Date = analysis.Race.Date,
                Race = analysis.Race,
                Task = decided.Task,
                Outcome = analysis.Outcome,
                Tickets = analysis.Tickets.Count,
            },
            HippiqueEvent.RaceSettled settled => live with { Date = settled.Race.Date, Race = settled.Race, Tickets = settled.Tickets },
            HippiqueEvent.TicketSaid said => live with { Date = said.Race.Date, Race = said.Race, Tickets = said.Tickets },
            HippiqueEvent.DayPlanned planned => live with { Date = planned.Date },
            HippiqueEvent.LooksPassed passed => live with { Date = passed.Date },
            HippiqueEvent.PlanKept kept => live with { Date = kept.Date },
            HippiqueEvent.PlanFailed failed => live with { Date = failed.Date },
            HippiqueEvent.PlanStands stands => live with { Date = stands.Date },
            _ => live,
        };
    }

    private LiveEvent With(PlannedTask task) => this with { Date = task.Date, Race = task.Race, Task = task.Name };
}
