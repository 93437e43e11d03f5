using System.Diagnostics;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// One recorded day run again under a virtual clock, by the handlers of the service: planned at 09:00 Paris (earlier where the first race asks for it), every phase at its
/// instant, the artifacts in memory.
/// </summary>
/// <param name="day">What is replayed.</param>
/// <param name="analyser">The analysis.</param>
/// <param name="settings">What the user decided.</param>
/// <param name="past">Days that were replayed before; this one is added at its end.</param>
/// <param name="logs">Where the lines of the runs go besides their own logs.</param>
internal sealed class DayReplay(
    ReplayedDay day,
    IRaceAnalyser analyser,
    PhaseSettings settings,
    ReplayedBettingHistory past,
    ILoggerFactory logs
)
{
    private readonly DateOnly _date = day.Date;

    /// <summary>Runs the whole day. <paramref name="ended"/> is told after each phase.</summary>
    /// <returns>What came of it, its artifacts, and its decisions as they fell.</returns>
    /// <exception cref="ReplayException">The day has no programme.</exception>
    public async Task<(ReplaySummary Summary, MemoryArtifactStore Artifacts, IReadOnlyList<RaceAnalysis> Decisions)> RunAsync(
        Action? ended,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var midnight = ParisTime.At(_date, TimeOnly.MinValue);
        var clock = new VirtualClock(day.PlannedAt < midnight ? day.PlannedAt.Value : midnight);
        var heard = new Listener(ended);
        var pipeline = new ReplayedPipeline(day, clock, analyser, settings, past, heard, logs);
        await using (pipeline.ConfigureAwait(false))
        {
            clock.AdvanceTo(await PlanningInstantAsync(pipeline.Get<PlanDayHandler>(), cancellationToken).ConfigureAwait(false));
            var refused = await PlanAsync(pipeline, cancellationToken).ConfigureAwait(false);
            foreach (var again in day.PlannedAgainAt)
            {
                await pipeline.RunAsync(again, cancellationToken).ConfigureAwait(false);
                clock.AdvanceTo(again);
                refused = await PlanAsync(pipeline, cancellationToken).ConfigureAwait(false);
            }
            if (refused is not null)
                throw new ReplayException(refused);
            await pipeline.RunAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);

            clock.AdvanceTo(clock.GetUtcNow().AddDays(1));
            var summary = await SummaryAsync(pipeline, heard.Analyses, cancellationToken).ConfigureAwait(false);
            return (summary with { ElapsedMs = watch.ElapsedMilliseconds }, pipeline.Artifacts, heard.Analyses);
        }
    }

    /// <summary>As the service does it: on the evening before, the early races alone go into the queue.</summary>
    /// <returns>Why there is no plan; null: there is one.</returns>
    private async Task<IReadOnlyList<SourceError>?> PlanAsync(ReplayedPipeline pipeline, CancellationToken cancellationToken)
    {
        var now = pipeline.Get<TimeProvider>().GetUtcNow();
        switch (await pipeline.Get<PlanDayHandler>().PlanAsync(_date, cancellationToken).ConfigureAwait(false))
        {
            case PlanDayResult.NoProgramme none:
                return none.Errors;
            case PlanDayResult.Planned { Plan: var plan }:
                var part = ParisTime.ProgrammeOf(now) < _date ? new ScheduleOrder(_date, Until: DailyPlan.EarlyUntil).PartOf(plan) : plan;
                await pipeline.Get<ScheduleDayHandler>().EnqueueAsync(part, cancellationToken).ConfigureAwait(false);
                return null;
            case var other:
                throw new InvalidOperationException($"no replay of {other.GetType().Name}");
        }
    }

    /// <summary>09:00 in Paris, or the first H-30 where that is earlier.</summary>
    private async Task<DateTimeOffset> PlanningInstantAsync(PlanDayHandler planner, CancellationToken cancellationToken)
    {
        if (day.PlannedAt is { } planned)
            return planned;
        var nine = ParisTime.At(_date, DailyPlanHours.Morning);
        if (
            await planner.PreviewAsync(_date, cancellationToken).ConfigureAwait(false)
            is not PlanDayResult.Planned { Plan.Races: [var first, ..] }
        )
            return nine;
        return first.H30 < nine ? first.H30 : nine;
    }

    private async Task<ReplaySummary> SummaryAsync(
        ReplayedPipeline pipeline,
        List<RaceAnalysis> analyses,
        CancellationToken cancellationToken
    )
    {
        var plan = (await pipeline.Get<PlanStore>().GetAsync(_date, cancellationToken).ConfigureAwait(false))!;
        var tasks = await pipeline.Get<TaskQueue>().OfDayAsync(_date, cancellationToken).ConfigureAwait(false);
        List<TaskRecord> ends = [.. tasks.Where(record => record.Task.Kind.IsPhase())];
        // The last race first, as closing-line values are kept.
        var played = analyses
            .Where(analysis => analysis.Tickets.Count > 0)
            .OrderByDescending(Expiry)
            .ThenByDescending(Race)
            .Select(analysis => plan.Races.First(planned => planned.Id == analysis.Race));
        var settler = pipeline.Get<RaceSettler>();
        var (settled, _) = await settler
            .SettleAsync(_date, played, AskFor.OpenTickets, settler.NewRound(), cancellationToken)
            .ConfigureAwait(false);
        var money = new ReplayedMoney(settled.SelectMany(race => race.Tickets));
        past.Add(
            new BettingDay(_date, money.Staked, money.ClosingLineValues)
            {
                Lost = money.Staked - new Euro(settled.SelectMany(race => race.Tickets).Sum(ticket => ticket.Returned?.Amount ?? 0)),
            }
        );
        return new ReplaySummary
        {
            Date = _date,
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

    /// <summary>The analyses as they fall, and each end of a phase.</summary>
    private sealed class Listener(Action? ended) : IEventListener
    {
        public List<RaceAnalysis> Analyses { get; } = [];

        void IEventListener.Heard(HippiqueEvent happened)
        {
            if (happened is HippiqueEvent.RaceDecided { Analysis: var analysis })
                Analyses.Add(analysis);
            else if (happened is HippiqueEvent.TaskEnded { Task.Kind: TaskKind.H30 or TaskKind.H5 })
                ended?.Invoke();
        }
    }
}
