using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Replay;

/// <summary>Settles the tickets of a replayed day, and sums the day up.</summary>
internal static class DaySettlement
{
    /// <param name="pipeline">Of the day; its clock stands after it.</param>
    /// <param name="date">Its programme day.</param>
    /// <param name="analyses">Its decisions.</param>
    /// <param name="past">To which the day is added.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    public static async Task<ReplaySummary> OfAsync(
        ReplayedPipeline pipeline,
        DateOnly date,
        IReadOnlyList<RaceAnalysis> analyses,
        ReplayedBettingHistory past,
        CancellationToken cancellationToken
    )
    {
        var plan = (await pipeline.Get<PlanStore>().GetAsync(date, cancellationToken).ConfigureAwait(false))!;
        var tasks = await pipeline.Get<TaskQueue>().OfDayAsync(date, cancellationToken).ConfigureAwait(false);
        List<TaskRecord> ends = [.. tasks.Where(record => record.Task.Kind.IsPhase())];
        // The last race first, as closing-line values are kept.
        var played = analyses
            .Where(analysis => analysis.Tickets.Count > 0)
            .OrderByDescending(Expiry)
            .ThenByDescending(Race)
            .Select(analysis => plan.Races.First(planned => planned.Id == analysis.Race));
        var settler = pipeline.Get<RaceSettler>();
        var (settled, _) = await settler
            .SettleAsync(date, played, AskFor.OpenTickets, settler.NewRound(), cancellationToken)
            .ConfigureAwait(false);
        var money = new ReplayedMoney(settled.SelectMany(race => race.Tickets));
        past.Add(
            new BettingDay(date, money.Staked, money.ClosingLineValues)
            {
                Lost = money.Staked - new Euro(settled.SelectMany(race => race.Tickets).Sum(ticket => ticket.Returned?.Amount ?? 0)),
            }
        );
        return new ReplaySummary
        {
            Date = date,
            Simulated = plan.Simulated,
            Races = plan.Races.Count + plan.Refused.Count,
            Phases = Count(ends) with { Failed = ends.Count(task => task.End is TaskEnd.Failed) + 2 * plan.Refused.Count },
            Odds = await OddsOrigins.CountAsync(pipeline.Artifacts, plan, cancellationToken).ConfigureAwait(false),
            Decisions = new DecisionCounts(
                analyses.Count(analysis => analysis.Outcome == Outcome.Play),
                analyses.Count(analysis => analysis.Outcome == Outcome.Abstain),
                analyses.Count(analysis => analysis.Outcome == Outcome.Unplayable)
            ),
            Tickets = money.Tickets,
            Staked = money.Staked,
            StakedWin = money.StakedWin,
            ReturnedWin = money.ReturnedWin,
            Basis = money.Basis,
            Unsettled = money.Unsettled,
            Artifacts = 0,
            ArtifactsSha256 = "",
            ElapsedMs = 0,
        };
    }

    private static DateTimeOffset Expiry(RaceAnalysis analysis) => analysis.Tickets[0].ExpiresAt;

    private static RaceId Race(RaceAnalysis analysis) => analysis.Race;

    private static PhaseCounts Count(IReadOnlyList<TaskRecord> tasks) =>
        new(
            tasks.Count(task => task.End is TaskEnd.Done),
            tasks.Count(task => task.End is TaskEnd.Late),
            tasks.Count(task => task.End is TaskEnd.Missed),
            tasks.Count(task => task.End is TaskEnd.Cancelled),
            tasks.Count(task => task.End is TaskEnd.Failed)
        );
}
