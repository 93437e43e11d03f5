using Hippique.Racing;

namespace Hippique.Orchestration.Tasks;

/// <summary>How a task ended: exactly one of these, once.</summary>
public abstract record TaskEnd
{
    private TaskEnd() { }

    public sealed record Done : TaskEnd;

    /// <summary>Carried out after its time, within the grace.</summary>
    public sealed record Late(int Seconds) : TaskEnd;

    public sealed record Missed(string Reason) : TaskEnd
    {
        /// <summary>Its grace was over when the day was planned.</summary>
        public static readonly Missed PlannedTooLate = new(Problem.Of($"planned after its grace").ToString());
    }

    /// <summary>The race was moved (the phase is in the queue again under another name) or withdrawn, or a person wants it so.</summary>
    public sealed record Cancelled(string Reason) : TaskEnd
    {
        public static readonly Cancelled Withdrawn = new(Problem.Of($"the race was withdrawn").ToString());

        /// <summary>A person does not want it: no plan and no move puts it into the queue again.</summary>
        public static readonly Cancelled ByPerson = new(Problem.Of($"a person cancelled it").ToString());
    }

    public sealed record Failed(string Cause) : TaskEnd
    {
        public static Failed NotPlanned(PlannedTask task) => new(Problem.Of($"{task.Race} is not in the plan of its day").ToString());
    }

    /// <summary><c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c>, <c>failed</c>.</summary>
    public string State => GetType().Name.ToLowerInvariant();

    /// <summary>Why, where there is a why.</summary>
    public string? Detail =>
        this switch
        {
            Missed missed => missed.Reason,
            Cancelled cancelled => cancelled.Reason,
            Failed failed => failed.Cause,
            _ => null,
        };

    /// <summary>Carried out, in time or late.</summary>
    public bool IsDone => this is Done or Late;

    /// <summary>The end that <see cref="State"/>, <see cref="Detail"/> and the seconds stand for; null where this version knows no such state.</summary>
    public static TaskEnd? Of(string state, string? detail, int? lateSeconds) =>
        state switch
        {
            "done" => new Done(),
            "late" => new Late(lateSeconds ?? 0),
            "missed" => new Missed(detail ?? ""),
            "cancelled" => new Cancelled(detail ?? ""),
            "failed" => new Failed(detail ?? ""),
            _ => null,
        };
}
