namespace Hippique.Orchestration.Tasks;

/// <summary>How a process carries out tasks.</summary>
public sealed record TaskRunnerOptions
{
    /// <summary>The name under which this process takes leases. The default value is <c>this-machine</c>: one process of an installation, which takes its own leases up again after a kill.</summary>
    public string Owner { get; init; } = "this-machine";

    /// <summary>How long a lease holds if it is not renewed: a process that dies keeps a task from the others for so long. The default value is 60 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A third of it: two renewals may fail before the lease ends.</summary>
    public TimeSpan Renewal => Lease / 3;
}
