using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Maintenance;

/// <summary>What became of a person's order about one task.</summary>
public abstract record TaskOrderResult
{
    private TaskOrderResult() { }

    /// <summary>No task has that name.</summary>
    public sealed record Unknown(Problem Why) : TaskOrderResult;

    /// <summary>The task cannot be treated so as it stands; nothing was done.</summary>
    public sealed record Refused(Problem Why) : TaskOrderResult;

    /// <summary>It is not going to be carried out: by this order or an earlier one.</summary>
    public sealed record Cancelled : TaskOrderResult;

    /// <summary>A look at a race: the phase itself, or an extra look.</summary>
    public sealed record Looked(RunRaceResult Result) : TaskOrderResult;

    /// <summary>A task of another kind was carried out, or had ended before.</summary>
    public sealed record Ran(TaskRun Run) : TaskOrderResult;
}
