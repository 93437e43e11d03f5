using Hippique.Gpi.Guards;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Demo;

/// <summary>The simulated day as <c>hippique demo --json</c> gives it; the members that a replay has too are called and counted as there.</summary>
internal sealed record DemoAnswer
{
    public required DateOnly Date { get; init; }

    /// <summary>Always true: the races are invented.</summary>
    public bool Simulated { get; } = true;
    public required ulong Seed { get; init; }

    /// <summary>Where everything lies that the service kept.</summary>
    public required string Folder { get; init; }

    /// <summary>Every phase ended done, late within its grace, or cancelled because the race was moved or withdrawn.</summary>
    public required bool AsExpected { get; init; }
    public required int Races { get; init; }
    public required PhaseCounts Phases { get; init; }
    public required DecisionCounts Decisions { get; init; }
    public required int Tickets { get; init; }
    public required Euro Staked { get; init; }

    /// <summary>What the tickets returned that could be settled.</summary>
    public required Euro Returned { get; init; }
    public required int Unsettled { get; init; }

    /// <summary>Real time.</summary>
    public required long ElapsedMs { get; init; }

    public static DemoAnswer Of(DemoOutcome outcome, ulong seed, string folder, TimeSpan elapsed)
    {
        int Ended<T>()
            where T : TaskEnd => outcome.Tasks.Count(task => task.End is T);
        int Decided(Outcome how) => outcome.Analyses.Count(analysis => analysis.Outcome == how);
        return new DemoAnswer
        {
            Date = outcome.Plan.Date,
            Seed = seed,
            Folder = folder,
            AsExpected = outcome.AsExpected,
            Races = outcome.Plan.Races.Count,
            Phases = new PhaseCounts(
                Ended<TaskEnd.Done>(),
                Ended<TaskEnd.Late>(),
                Ended<TaskEnd.Missed>(),
                Ended<TaskEnd.Cancelled>(),
                Ended<TaskEnd.Failed>()
            ),
            Decisions = new DecisionCounts(Decided(Outcome.Play), Decided(Outcome.Abstain), Decided(Outcome.Unplayable)),
            Tickets = outcome.Analyses.Sum(analysis => analysis.Tickets.Count),
            Staked = outcome.Settlement.Staked,
            Returned = outcome.Settlement.Returned,
            Unsettled = outcome.Settlement.Unsettled,
            ElapsedMs = (long)elapsed.TotalMilliseconds,
        };
    }
}
