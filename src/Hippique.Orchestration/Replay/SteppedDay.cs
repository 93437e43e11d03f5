using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Replay;

/// <summary>
/// One recorded day run again under a virtual clock, by the handlers of the service, one task at a time: planned at 09:00 Paris (earlier if the first race asks for it), every phase at its
/// instant, the artifacts in memory. For one caller at a time; <see cref="Services"/> and <see cref="Artifacts"/> may be read meanwhile.
/// </summary>
public sealed class SteppedDay : IAsyncDisposable
{
    private readonly ReplayedDay _day;
    private readonly ReplayedBettingHistory _past;
    private readonly VirtualClock _clock;
    private readonly DecisionsHeard _heard;
    private readonly ReplayedPipeline _pipeline;
    private readonly Queue<DateTimeOffset> _plannings;
    private IReadOnlyList<SourceError>? _refused;

    /// <summary>A day of its own, with a ledger of its own.</summary>
    /// <param name="day">What is replayed.</param>
    /// <param name="analyser">The analysis.</param>
    /// <param name="settings">What the user decided.</param>
    /// <param name="listener">Hears what happens.</param>
    /// <param name="logs">Where the lines of the runs go besides their own logs.</param>
    public SteppedDay(ReplayedDay day, IRaceAnalyser analyser, PhaseSettings settings, IEventListener listener, ILoggerFactory logs)
        : this(day, analyser, settings, new ReplayedBettingHistory(), listener, books: true, logs) { }

    internal SteppedDay(
        ReplayedDay day,
        IRaceAnalyser analyser,
        PhaseSettings settings,
        ReplayedBettingHistory past,
        IEventListener listener,
        bool books,
        ILoggerFactory logs
    )
    {
        (_day, _past) = (day, past);
        _plannings = new(day.PlannedAgainAt);
        var midnight = ParisTime.At(day.Date, TimeOnly.MinValue);
        _clock = new VirtualClock(day.PlannedAt < midnight ? day.PlannedAt.Value : midnight);
        _heard = new DecisionsHeard(listener);
        _pipeline = new ReplayedPipeline(day, _clock, analyser, settings, past, _heard, books, logs);
    }

    /// <summary>The day's own clock, stores, queue and readers.</summary>
    public IServiceProvider Services => _pipeline.Services;

    public MemoryArtifactStore Artifacts => _pipeline.Artifacts;

    /// <summary>The analyses as they fell.</summary>
    public IReadOnlyList<RaceAnalysis> Decisions => _heard.Analyses;

    /// <summary>Where the virtual clock stands.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Plans the day, at the instant at which it was planned first.</summary>
    /// <exception cref="ReplayException">The day has no programme.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _clock.AdvanceTo(await PlanningInstantAsync(cancellationToken).ConfigureAwait(false));
        await PlanAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Carries out the next planning or the next task that is due by <paramref name="until"/>, with the clock set to its instant.</summary>
    /// <returns>False: nothing is due by then.</returns>
    /// <exception cref="ReplayException">No planning found a programme.</exception>
    public async Task<bool> StepAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var plans = _plannings.TryPeek(out var again) && again <= until;
        // What is due at the instant of a planning comes after it.
        if (await _pipeline.RunNextAsync(plans ? again : After(until), cancellationToken).ConfigureAwait(false))
            return true;
        if (!plans)
            return false;
        _clock.AdvanceTo(_plannings.Dequeue());
        await PlanAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Moves the clock on while nothing is due.</summary>
    public void AdvanceTo(DateTimeOffset instant) => _clock.AdvanceTo(instant);

    /// <summary>When the next H-30 or H-5 is due; null: none waits.</summary>
    public async Task<DateTimeOffset?> NextPhaseAsync(CancellationToken cancellationToken)
    {
        var wakes = await _pipeline.Timer.WaitingAsync(cancellationToken).ConfigureAwait(false);
        var tasks = await _pipeline.Get<TaskQueue>().OfDayAsync(_day.Date, cancellationToken).ConfigureAwait(false);
        return tasks
            .Where(record => record.Task.Kind.IsPhase() && wakes.ContainsKey(record.Task.Name))
            .Min(record => (DateTimeOffset?)wakes[record.Task.Name]);
    }

    /// <summary>Nothing is left to be done but <see cref="SettleAsync"/>.</summary>
    public async Task<bool> IsOverAsync(CancellationToken cancellationToken) =>
        _plannings.Count == 0 && (await _pipeline.Timer.WaitingAsync(cancellationToken).ConfigureAwait(false)).Count == 0;

    /// <summary>A day later: settles the tickets, and sums the day up. <see cref="ReplaySummary.ArtifactsSha256"/> and <see cref="ReplaySummary.ElapsedMs"/> are left to the caller.</summary>
    public async Task<ReplaySummary> SettleAsync(CancellationToken cancellationToken)
    {
        _clock.AdvanceTo(_clock.GetUtcNow().AddDays(1));
        return await DaySettlement.OfAsync(_pipeline, _day.Date, Decisions, _past, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    /// <summary>As the service does it: on the evening before, the early races alone go into the queue. It is refused only if the last planning was.</summary>
    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        switch (await _pipeline.Get<PlanDayHandler>().PlanAsync(_day.Date, cancellationToken).ConfigureAwait(false))
        {
            case PlanDayResult.NoProgramme none:
                _refused = none.Errors;
                break;
            case PlanDayResult.Planned { Plan: var plan }:
                _refused = null;
                var part =
                    ParisTime.ProgrammeOf(now) < _day.Date ? new ScheduleOrder(_day.Date, Until: DailyPlan.EarlyUntil).PartOf(plan) : plan;
                await _pipeline.Get<ScheduleDayHandler>().EnqueueAsync(part, cancellationToken).ConfigureAwait(false);
                break;
            case var other:
                throw new InvalidOperationException($"no replay of {other.GetType().Name}");
        }
        if (_refused is { } errors && _plannings.Count == 0)
            throw new ReplayException(errors);
    }

    /// <summary>09:00 in Paris, or the first H-30 if that is earlier.</summary>
    private async Task<DateTimeOffset> PlanningInstantAsync(CancellationToken cancellationToken)
    {
        if (_day.PlannedAt is { } planned)
            return planned;
        var nine = ParisTime.At(_day.Date, DailyPlanHours.Morning);
        return
            await _pipeline.Get<PlanDayHandler>().PreviewAsync(_day.Date, cancellationToken).ConfigureAwait(false)
                is PlanDayResult.Planned { Plan.Races: [var first, ..] }
            && first.H30 < nine
            ? first.H30
            : nine;
    }

    private static DateTimeOffset After(DateTimeOffset until) => until == DateTimeOffset.MaxValue ? until : until.AddTicks(1);

    /// <summary>Keeps the analyses, and passes everything on.</summary>
    private sealed class DecisionsHeard(IEventListener listener) : IEventListener
    {
        public List<RaceAnalysis> Analyses { get; } = [];

        void IEventListener.Heard(HippiqueEvent happened)
        {
            if (happened is HippiqueEvent.RaceDecided { Analysis: var analysis })
                Analyses.Add(analysis);
            listener.Heard(happened);
        }
    }
}
