using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>One call to carry out a phase, while it lasts.</summary>
internal sealed class PhaseRun(PlannedTask task, DateTimeOffset begun, RunLog log)
{
    private DateTimeOffset? _looked;

    public PlannedTask Task => task;
    public RaceId Race { get; } = task.RaceOrThrow;
    public Phase Phase { get; } = task.Kind.ToPhase();
    public DateTimeOffset Begun { get; } = begun;
    public RunLog Log => log;

    /// <summary>Its time; another than the task's once the source says that the off moved.</summary>
    public DateTimeOffset DueAt { get; set; } = task.DueAt;

    /// <summary>When the race was really looked at, after whatever had to be waited for; of a look that an earlier call took nothing is known but that it is there.</summary>
    public DateTimeOffset Looked
    {
        get => _looked ?? Begun;
        set => _looked = value;
    }

    /// <summary>This call has looked at the race.</summary>
    public bool HasLooked => _looked is not null;

    /// <summary>Nothing is analysed so short before the off.</summary>
    public TaskEnd.Missed AboutToStart =>
        new(Problem.Of($"the race is about to start: {(int)(Looked - task.DueAt).TotalSeconds} s after its time").ToString());
}
