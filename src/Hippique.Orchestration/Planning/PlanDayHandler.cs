using Hippique.Orchestration.Events;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Planning;

/// <summary>The outcome of planning a day.</summary>
public abstract record PlanDayResult
{
    private PlanDayResult() { }

    /// <summary>The plan as it now stands in <c>plan.json</c>.</summary>
    public sealed record Planned(DayPlan Plan) : PlanDayResult
    {
        /// <summary>Sources and races that could not be read this time.</summary>
        public IReadOnlyList<SourceError> Refusals { get; init; } = Plan.Refused;

        /// <summary>Every source refused: the plan is the one that was made before.</summary>
        public bool IsKept { get; init; }
    }

    /// <summary>No source gave a programme, and there was no plan before.</summary>
    public sealed record NoProgramme(IReadOnlyList<SourceError> Errors) : PlanDayResult
    {
        /// <summary>Asking again later can help.</summary>
        public bool CanRetry => Errors.Any(error => error.IsTransient);

        /// <summary>Every source answered, and none of them offers the day.</summary>
        public bool IsOfferedNowhere => IsOfferedByNone(Errors);

        /// <summary>The reasons in one line.</summary>
        public Problem Why => WhyOf(Errors);
    }

    /// <inheritdoc cref="NoProgramme.IsOfferedNowhere"/>
    public static bool IsOfferedByNone(IReadOnlyList<SourceError> errors) =>
        errors.Any(error => error.Kind == SourceErrorKind.NotFound)
        && errors.All(error => error.Kind is SourceErrorKind.NotFound or SourceErrorKind.NotOffered);

    /// <inheritdoc cref="NoProgramme.Why"/>
    public static Problem WhyOf(IReadOnlyList<SourceError> errors) =>
        errors.Count == 0 ? Problem.Of($"no source is set up") : Problem.Row(errors);
}

/// <summary>Asks every source for the day, once, all at the same time, merges the answers and keeps the plan. Planned again, races keep their names.</summary>
public sealed partial class PlanDayHandler(
    SourceSet sources,
    PlanStore plans,
    PhaseSettings settings,
    IPlanRecord record,
    EventBus events,
    ILogger<PlanDayHandler> logger
)
{
    private readonly SingleFlight<DateOnly, PlanDayResult> _plans = new();

    /// <summary>Of many who ask for one day at once, one plans it and the others get its plan.</summary>
    /// <exception cref="Artifacts.ArtifactBusyException">Others changed the plan at every try.</exception>
    public Task<PlanDayResult> PlanAsync(DateOnly date, CancellationToken cancellationToken) =>
        _plans.RunAsync(date, work => PlanOnceAsync(date, work), cancellationToken);

    private async Task<PlanDayResult> PlanOnceAsync(DateOnly date, CancellationToken cancellationToken)
    {
        using var scope = Correlation.Begin(logger, TaskName.Plan(date));
        await record.BeginsAsync(date, cancellationToken).ConfigureAwait(false);
        var programmes = await ProgrammesAsync(date, cancellationToken).ConfigureAwait(false);
        if (NoneGiven(programmes) is { } errors)
        {
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } kept)
                return new PlanDayResult.NoProgramme(errors);
            foreach (var error in errors)
                Refused(logger, error);
            events.Publish(new HippiqueEvent.PlanKept(date, kept.Races.Count, PlanDayResult.WhyOf(errors)));
            return new PlanDayResult.Planned(kept) { Refusals = errors, IsKept = true };
        }
        var plan = await plans.UpdateAsync(date, earlier => Merge(date, programmes, earlier), cancellationToken).ConfigureAwait(false);
        Log(plan);
        return new PlanDayResult.Planned(plan);
    }

    /// <summary>The plan that would be written now, without writing it: <c>hippique plan</c>.</summary>
    public async Task<PlanDayResult> PreviewAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var programmes = await ProgrammesAsync(date, cancellationToken).ConfigureAwait(false);
        var earlier = await plans.GetAsync(date, cancellationToken).ConfigureAwait(false);
        return NoneGiven(programmes) is { } errors
            ? new PlanDayResult.NoProgramme(errors)
            : new PlanDayResult.Planned(Merge(date, programmes, earlier));
    }

    /// <summary>A simulated day stays one, whoever plans it again.</summary>
    private DayPlan Merge(DateOnly date, IReadOnlyList<SourceProgramme> programmes, DayPlan? earlier)
    {
        var plan = DayPlanner.Merge(date, programmes, earlier);
        return plan with { Simulated = plan.Simulated || settings.Simulated };
    }

    /// <summary>Whether looks at the race rest on the day's programme.</summary>
    public bool NeedsProgramme(PlannedRace race) => race.Links.Any(link => sources.Find(link.Source) is { NeedsProgramme: true });

    /// <summary>Whether one of the race's sources shows the last prices after the off.</summary>
    public bool HasClose(PlannedRace race) => race.Links.Any(link => sources.Find(link.Source) is { HasClose: true });

    private async Task<IReadOnlyList<SourceProgramme>> ProgrammesAsync(DateOnly date, CancellationToken cancellationToken) =>
        await Task.WhenAll(
                sources.InOrder.Select(async source => new SourceProgramme(
                    source.Name,
                    await source.ProgrammeAsync(date, cancellationToken).ConfigureAwait(false)
                ))
            )
            .ConfigureAwait(false);

    private static List<SourceError>? NoneGiven(IReadOnlyList<SourceProgramme> programmes)
    {
        if (programmes.Count == 0)
            return [new SourceError(SourceErrorKind.NotOffered, "plan", "configuration", Problem.Of($"no source is in use"))];
        var errors = programmes
            .Select(programme => programme.Answer)
            .OfType<SourceAnswer<Programme>.Refused>()
            .Select(no => no.Error)
            .ToList();
        return errors.Count == programmes.Count ? errors : null;
    }

    private void Log(DayPlan plan)
    {
        foreach (var refused in plan.Refused)
            Refused(logger, refused);
        foreach (var note in plan.Notes)
            Noted(logger, note);
        events.Publish(new HippiqueEvent.DayPlanned(plan.Date, plan.Races.Count, plan.Refused.Count));
    }

    [LoggerMessage(LogLevel.Warning, "{Error}")]
    private static partial void Refused(ILogger logger, SourceError error);

    [LoggerMessage(LogLevel.Information, "{Note}")]
    private static partial void Noted(ILogger logger, string note);
}
