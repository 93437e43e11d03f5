using System.Globalization;
using Hippique.Orchestration.Favourites;

namespace Hippique.Orchestration.Health;

/// <summary>How the queue of this process is.</summary>
public enum QueueState
{
    Running,

    /// <summary>It is not open yet.</summary>
    Starting,

    /// <summary>No task is woken, because somebody asked for that.</summary>
    Paused,

    /// <summary>It is open and does nothing.</summary>
    Hanging,

    /// <summary>The service stops.</summary>
    Stopped,
}

/// <summary>Whether the service does its work, at one moment.</summary>
public sealed record HealthReport
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Of today's programme day.</summary>
    public required PlanHealth Plan { get; init; }
    public required QueueState Queue { get; init; }

    /// <summary>By source, then kind; of sources in use.</summary>
    public required IReadOnlyList<SourceHealth> Sources { get; init; }

    /// <summary>By source.</summary>
    public required IReadOnlyList<FavouriteAgreement> Favourites { get; init; }

    /// <summary>Today has a plan and the queue runs.</summary>
    public bool IsReady => Reason is null;

    /// <summary>Why it is not ready, in one line; null if it is.</summary>
    public string? Reason =>
        Queue switch
        {
            QueueState.Starting => "the service is starting: the queue is not open yet",
            QueueState.Stopped => "the service is stopping",
            QueueState.Hanging => "the queue is open and has done nothing for minutes",
            QueueState.Paused => "the queue is paused: no task is woken",
            _ when Plan.State == PlanState.Failing => string.Create(
                CultureInfo.InvariantCulture,
                $"{Plan.Date:yyyy-MM-dd} has no plan: {Plan.Failures} tries failed since {Plan.FailedSince:u}, {Next}: {Plan.Why}"
            ),
            _ when Plan is { State: PlanState.Paused, Paused: { } pause } => string.Create(
                CultureInfo.InvariantCulture,
                $"{Plan.Date:yyyy-MM-dd} has no plan: the daily plan is paused since {pause.Since:u}"
            ),
            _ when Plan.State == PlanState.Missing => $"{Plan.Date:yyyy-MM-dd} has no plan yet",
            _ => null,
        };

    private string Next => Plan.NextTry is { } next ? string.Create(CultureInfo.InvariantCulture, $"the next at {next:u}") : "none comes";
}
