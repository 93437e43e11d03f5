namespace Hippique.Orchestration.Tasks;

/// <summary>How a process carries out tasks.</summary>
public sealed record TaskRunnerOptions
{
    /// <summary>The name under which this process takes leases. The default value is <c>this-machine</c>: one process of an installation, which takes its own leases up again after a kill.</summary>
    public string Owner { get; init; } = "this-machine";

    /// <summary>How long a lease holds if it is not renewed: a process that dies keeps a task from the others for so long. The default value is 60 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A timer that wakes earlier than this before the task's instant is set anew; one that is a little early is waited out. The default value is 90 seconds.</summary>
    public TimeSpan MaxEarly { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Tasks that are put into the queue, or woken again after a start, at the same time: more than one where store and timer are other machines. The default value is 1.</summary>
    public int AtATime { get; init; } = 1;

    /// <summary>
    /// How long after a start that finds no plan the day is planned. The default value is zero; where a call has started the process, that call may be for the plan.
    /// </summary>
    public TimeSpan PlanAfterStart { get; init; }

    /// <summary>A third of it: two renewals may fail before the lease ends.</summary>
    public TimeSpan Renewal => Lease / 3;
}
