using System.Globalization;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Scheduling;

/// <summary>What scheduling a day came to.</summary>
public abstract record ScheduleDayResult
{
    private ScheduleDayResult() { }

    /// <param name="Date">Programme day.</param>
    /// <param name="TotalRaces">Races of the plan.</param>
    /// <param name="ScheduledH30">H-30 phases of the day that are open in the queue, their grace not over.</param>
    /// <param name="ScheduledH5">H-5 phases of the day that are open in the queue, their grace not over.</param>
    /// <param name="Created">Phases that this call has put into the queue, or opened again.</param>
    /// <param name="PlanSummary">One line per race, in the plan's order.</param>
    public sealed record Scheduled(
        DateOnly Date,
        int TotalRaces,
        int ScheduledH30,
        int ScheduledH5,
        int Created,
        IReadOnlyList<PlanSummaryLine> PlanSummary
    ) : ScheduleDayResult
    {
        /// <summary>Sources and races that could not be read this time.</summary>
        public IReadOnlyList<SourceError> Refusals { get; init; } = [];

        /// <summary>Every source refused: the plan is the one that the day had before.</summary>
        public bool IsKept { get; init; }
    }

    /// <summary>There is nothing to schedule: see <see cref="PlanDayResult.NoProgramme"/>.</summary>
    public sealed record NoProgramme(IReadOnlyList<SourceError> Errors, bool CanRetry) : ScheduleDayResult;
}

/// <summary>A race of <c>plan_summary</c>: <c>R1C3</c>, its off on the Paris clock (<c>13:35</c>), its racecourse and its page.</summary>
public sealed record PlanSummaryLine(string Race, string Time, string Meeting, string Url);

/// <summary>
/// Plans a day and puts its phases into the queue. Done twice, nothing is there twice: only what is new is created, an off that moved meanwhile moves its waiting tasks,
/// a race that was withdrawn ends them, one that is on again has them again, and a phase whose grace is over is recorded as missed. What a clock that was ahead gave up is opened
/// again.
/// </summary>
/// <param name="planner">Plans the day.</param>
/// <param name="queue">Takes the phases.</param>
/// <param name="rescheduler">Moves those whose off moved.</param>
/// <param name="watch">Says when the clock is in doubt.</param>
/// <param name="phases">Knows which phases were carried out.</param>
/// <param name="options">How many tasks are added at the same time.</param>
/// <param name="events">Hears of looks whose time had passed before.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Says what is new.</param>
public sealed partial class ScheduleDayHandler(
    PlanDayHandler planner,
    AskedRaces asked,
    TaskQueue queue,
    Rescheduler rescheduler,
    ClockWatch watch,
    IEndFinder phases,
    TaskRunnerOptions options,
    EventBus events,
    TimeProvider clock,
    ILogger<ScheduleDayHandler> logger
)
{
    private readonly SingleFlight<ScheduleOrder, ScheduleDayResult> _days = new();

    /// <summary>Of many who ask for the same at once, one plans and schedules it, and the others get its answer; the daily plan shares the plan with them.</summary>
    public Task<ScheduleDayResult> ScheduleAsync(ScheduleOrder order, CancellationToken cancellationToken) =>
        _days.RunAsync(order, work => ScheduleOnceAsync(order, work), cancellationToken);

    /// <summary>A whole day.</summary>
    public Task<ScheduleDayResult> ScheduleAsync(DateOnly date, CancellationToken cancellationToken) =>
        ScheduleAsync(new ScheduleOrder(date), cancellationToken);

    /// <summary>How many wait for the answer now.</summary>
    public int Waiting(ScheduleOrder order) => _days.Waiting(order);

    private async Task<ScheduleDayResult> ScheduleOnceAsync(ScheduleOrder order, CancellationToken cancellationToken)
    {
        using var span = PlanTrace.Begin(order.Date);
        var result = await planner.PlanAsync(order.Date, cancellationToken).ConfigureAwait(false);
        PlanTrace.End(span, result);
        switch (result)
        {
            case PlanDayResult.NoProgramme none:
                return new ScheduleDayResult.NoProgramme(none.Errors, none.CanRetry);
            case PlanDayResult.Planned planned:
                return await EnqueueAsync(order.PartOf(planned.Plan), cancellationToken, order.WakeBy).ConfigureAwait(false) with
                {
                    Refusals = planned.Refusals,
                    IsKept = planned.IsKept,
                };
            case var other:
                throw new InvalidOperationException($"no schedule for {other.GetType().Name}");
        }
    }

    /// <summary>Puts the phases of a plan into the queue.</summary>
    /// <param name="plan">The plan, or the part of it that is meant.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    /// <param name="wakeBy">Who wakes the phases that are new; null: whoever wakes those that the day has.</param>
    public async Task<ScheduleDayResult.Scheduled> EnqueueAsync(DayPlan plan, CancellationToken cancellationToken, WakeMode? wakeBy = null)
    {
        using var scope = Correlation.Begin(logger, TaskName.Plan(plan.Date));
        await watch.CertainAsync(cancellationToken).ConfigureAwait(false);
        var known = await queue.OfDayAsync(plan.Date, cancellationToken).ConfigureAwait(false);
        var created = await queue.RestoreAsync(known.Where(record => record.Task.Kind.IsPhase()), cancellationToken).ConfigureAwait(false);
        if (created > 0)
            known = await queue.OfDayAsync(plan.Date, cancellationToken).ConfigureAwait(false);
        await FollowAsync(plan, known, cancellationToken).ConfigureAwait(false);
        var there = known.ToLookup(record => (record.Task.Race, record.Task.Kind));
        var mode = wakeBy ?? known.Select(record => record.Task.WakeBy).DefaultIfEmpty().Max();
        created += await SideBySide
            .CountAsync(
                PlanSchedule.Of(plan, clock.GetUtcNow()).Select(phase => phase with { Task = phase.Task with { WakeBy = mode } }),
                options.AtATime,
                (phase, cancelled) => AddAsync(phase, [.. there[(phase.Task.Race, phase.Task.Kind)]], cancelled),
                cancellationToken
            )
            .ConfigureAwait(false);
        await EnqueueBesideAsync(plan, there, cancellationToken).ConfigureAwait(false);
        Scheduled(logger, created, plan.Date);
        var now = clock.GetUtcNow();
        var all = await queue.OfDayAsync(plan.Date, cancellationToken).ConfigureAwait(false);
        TellPassed(plan.Date, all.ExceptBy(known.Select(record => record.Task.Name), record => record.Task.Name, StringComparer.Ordinal));
        var open = all.Where(record => record.End is null && now <= record.Task.GraceUntil).ToList();
        return new ScheduleDayResult.Scheduled(
            plan.Date,
            plan.Races.Count,
            open.Count(record => record.Task.Kind == TaskKind.H30),
            open.Count(record => record.Task.Kind == TaskKind.H5),
            created,
            [.. plan.Races.Select(Summary)]
        );
    }

    private void TellPassed(DateOnly date, IEnumerable<TaskRecord> added)
    {
        PlannedTask[] passed =
        [
            .. added.Where(record => record.End == TaskEnd.Missed.PlannedTooLate).Select(record => record.Task).OrderBy(look => look.DueAt),
        ];
        if (passed.Length > 0)
            events.Publish(new HippiqueEvent.LooksPassed(date, passed));
    }

    /// <summary>True for a phase that is new in the queue and waits.</summary>
    /// <param name="phase">As the plan has it.</param>
    /// <param name="known">The tasks of this phase before.</param>
    /// <param name="cancellationToken">Stops before the next step.</param>
    private async Task<bool> AddAsync(ScheduledPhase phase, IReadOnlyList<TaskRecord> known, CancellationToken cancellationToken)
    {
        if (known.Any(record => record.Stands))
            return false;
        var task = phase.Task;
        // All of them were cancelled: the race was withdrawn, and is on again.
        if (known.Count > 0)
            return !phase.Missed
                && await rescheduler.AddAsync(PlanSchedule.MovedOf(task, task.OffOrThrow), cancellationToken).ConfigureAwait(false)
                    is not null;
        var added = await queue.AddAsync(task, cancellationToken).ConfigureAwait(false);
        if (phase.Missed)
        {
            var before = await phases.FindEndAsync(task, cancellationToken).ConfigureAwait(false);
            await queue.EndAsync(task.Name, before ?? TaskEnd.Missed.PlannedTooLate, cancellationToken).ConfigureAwait(false);
        }
        return added && !phase.Missed;
    }

    /// <summary>What is no phase: the programme before the looks that rest on it, the last prices after them, and the result.</summary>
    private async Task EnqueueBesideAsync(
        DayPlan plan,
        ILookup<(RaceId? Race, TaskKind Kind), TaskRecord> there,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var races = plan.Races.Where(race => !race.Cancelled && asked.Contains(race)).ToList();
        // An off that moved keeps the name of its first close; the waiting task was moved before.
        var closes = races
            .Where(race => planner.HasClose(race) && !there[(race.Id, TaskKind.Close)].Any(record => record.Stands))
            .Select(race => PlanSchedule.CloseOf(race.Id, race.Off))
            .Where(close => now <= close.GraceUntil);
        // A race that is over when the day is first planned was not looked at, and nothing rests on its result.
        var results = races
            .Where(race => race.Off > now && !there[(race.Id, TaskKind.Result)].Any(record => record.Stands))
            .Select(race => ResultHours.TaskOf(race.Id, race.Off));
        var programmes = PlanSchedule.ProgrammesOf(races.Where(planner.NeedsProgramme)).Where(programme => now <= programme.DueAt);
        await SideBySide.CountAsync(programmes, options.AtATime, queue.AddAsync, cancellationToken).ConfigureAwait(false);
        await SideBySide
            .CountAsync(
                closes.Concat(results),
                options.AtATime,
                async (task, cancelled) => await rescheduler.AddAsync(task, cancelled).ConfigureAwait(false) is not null,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>What has waited in the queue since an earlier plan follows this one: moved offs and withdrawn races.</summary>
    private async Task FollowAsync(DayPlan plan, IReadOnlyList<TaskRecord> known, CancellationToken cancellationToken)
    {
        var races = plan.Races.ToDictionary(race => race.Id);
        foreach (var waiting in known.Where(record => record.End is null).Select(record => record.Task))
        {
            if (waiting is not { Race: { } id, Off: { } off } || !races.TryGetValue(id, out var race))
                continue;
            // After a look its tickets are refunded, and a source may still say that it was run.
            if (race.Cancelled && waiting.Kind == TaskKind.Result && WasSeen(id, known))
                continue;
            if (race.Cancelled)
                await queue.EndAsync(waiting.Name, TaskEnd.Cancelled.Withdrawn, cancellationToken).ConfigureAwait(false);
            else if (Rescheduler.IsMoved(off, race.Off))
                await rescheduler.MoveWaitingAsync(race.Id, race.Off, except: null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool WasSeen(RaceId race, IEnumerable<TaskRecord> known) =>
        known.Any(record => record.Task.Race == race && record.Task.Kind.IsPhase() && record.End is { IsDone: true });

    private static PlanSummaryLine Summary(PlannedRace race) =>
        new(race.Id.Code.ToString(), ParisTime.ToParis(race.Off).ToString("HH:mm", CultureInfo.InvariantCulture), race.Meeting, race.Url);

    [LoggerMessage(LogLevel.Information, "{Created} phases are new in the queue for {Date:yyyy-MM-dd}")]
    private static partial void Scheduled(ILogger logger, int created, DateOnly date);
}
