using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>A person has paused the daily plan: no day is planned by the program's own hours until somebody resumes it. A person who asks for a plan gets it all the same.</summary>
/// <param name="Since">When that was asked for.</param>
/// <param name="By">By whom; see <see cref="Actions.Actor.Name"/>.</param>
public sealed record PlanPause(DateTimeOffset Since, string By)
{
    /// <summary>A plan that is due looks again so often; whoever resumes wakes it at once.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(15);

    /// <summary>A plan that would find its grace over at its next look ends now, so that it is not taken for one that was missed.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly Problem Why = Problem.Of($"the daily plan is paused");

    /// <summary>How a plan ends whose time passed meanwhile.</summary>
    public static readonly TaskEnd.Cancelled End = new(Why.ToString());

    /// <summary>What becomes of a plan that is due: it waits, and the one that only renews another is left out.</summary>
    internal static TaskOutcome Hold(PlannedTask plan, DateTimeOffset now) =>
        plan.Kind == TaskKind.Replan || now + LookAgain + Margin > plan.GraceUntil
            ? new TaskOutcome.Ended(End)
            : new TaskOutcome.RetryLater(LookAgain, Why.ToString()) { IsUsual = true };
}
