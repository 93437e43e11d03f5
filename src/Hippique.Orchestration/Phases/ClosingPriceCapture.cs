using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Merging;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Looks at the last prices of a race five minutes after its off, once, and keeps them as <c>close.json</c>. Its sources are asked one after the other until one shows a price: an
/// operator may take its prices away when betting ends. A look that sees money alone is kept if no source shows a price; one that sees neither only if no source shows any, and none may
/// show one soon.
/// </summary>
public sealed partial class ClosingPriceCapture(
    SourceSet sources,
    IArtifactStore store,
    PlanStore plans,
    AskedRaces asked,
    PhaseSettings settings,
    TimeProvider clock,
    ILogger<ClosingPriceCapture> logger
) : ITaskHandler
{
    private static readonly (TimeSpan Shortest, TimeSpan Longest) Waits = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Close];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(task, cancellationToken).ConfigureAwait(false);
        }
        catch (ArtifactException disk)
        {
            return AgainOr(task, null, disk.Message, new TaskEnd.Failed(disk.Message));
        }
    }

    public async Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await store.GetAsync(ArtifactPaths.Close(task.RaceOrThrow), cancellationToken).ConfigureAwait(false) is null
            ? null
            : new TaskEnd.Done();

    private async Task<TaskOutcome> LookAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (await FindEndAsync(task, cancellationToken).ConfigureAwait(false) is { } before)
            return new TaskOutcome.Ended(before);
        if (await plans.FindAsync(task.RaceOrThrow, cancellationToken).ConfigureAwait(false) is not { } race)
            return new TaskOutcome.Ended(TaskEnd.Failed.NotPlanned(task));
        // COUNTRIES may be another since the task was put into the queue.
        if (!asked.Contains(race))
            return new TaskOutcome.Ended(new TaskEnd.Cancelled(Problem.Of($"{race.Country} is outside COUNTRIES").ToString()));
        var errors = new List<SourceError>();
        ClosingPrices? unpriced = null;
        ClosingPrices? money = null;
        foreach (var link in race.Links)
        {
            if (sources.Find(link.Source) is not { HasClose: true } source)
                continue;
            switch (await source.CloseAsync(link, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RaceClose>.Found { Value: var seen } when seen.Pools.All(pool => pool.Win.Count == 0):
                    if (seen.Pools.Any(pool => pool.HasMoney()))
                        money ??= Of(task, source.Name, seen);
                    unpriced ??= Of(task, source.Name, seen);
                    break;
                case SourceAnswer<RaceClose>.Found { Value: var seen }:
                    return await KeepAsync(task, Of(task, source.Name, seen), cancellationToken).ConfigureAwait(false);
                case SourceAnswer<RaceClose>.Refused { Error: var error }:
                    errors.Add(error);
                    break;
            }
        }
        // The final stakes are worth as much as the prices, which are made of them.
        if (money is not null)
            return await KeepAsync(task, money, cancellationToken).ConfigureAwait(false);
        var why =
            errors.Count > 0 ? string.Join("; ", errors) : Problem.Of($"none of the race's sources shows prices after the off").ToString();
        var isUnasked = errors.Exists(error => error.IsTransient);
        TaskEnd end = isUnasked ? new TaskEnd.Missed(why) : new TaskEnd.Failed(why);
        var outcome = errors.Exists(error => !error.IsFinal)
            ? AgainOr(task, errors.Max(error => error.RetryAfter), why, end)
            : new TaskOutcome.Ended(end);
        // A source that could not be asked may have had prices; one whose page stayed bad to the end leaves the look that saw none.
        return unpriced is not null && !isUnasked && outcome is TaskOutcome.Ended
            ? await KeepAsync(task, unpriced, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    private ClosingPrices Of(PlannedTask task, string source, RaceClose seen) =>
        new()
        {
            Race = task.RaceOrThrow,
            Simulated = settings.Simulated,
            Off = task.OffOrThrow,
            PlannedAt = task.DueAt,
            Source = source,
            Pools = seen.Pools,
            NonRunners = seen.NonRunners,
            Notes = seen.Notes,
        };

    private async Task<TaskOutcome> KeepAsync(PlannedTask task, ClosingPrices prices, CancellationToken cancellationToken)
    {
        var looked = clock.GetUtcNow();
        // If somebody else looked at the same time, theirs counts.
        await store.PutIfAbsentAsync(ArtifactPaths.Close(prices.Race), ArtifactJson.Write(prices), cancellationToken).ConfigureAwait(false);
        Kept(logger, prices.Race, prices.Source, prices.Pools.Count);
        foreach (var note in prices.Notes)
            Noted(logger, note);
        return new TaskOutcome.Ended(Lateness.EndOf(task.DueAt, looked));
    }

    private TaskOutcome AgainOr(PlannedTask task, TimeSpan? asked, string why, TaskEnd otherwise)
    {
        var after = PhaseTiming.NextTry(task, clock.GetUtcNow(), asked, Waits, task.GraceUntil);
        return after is { } wait ? new TaskOutcome.RetryLater(wait, why) : new TaskOutcome.Ended(otherwise);
    }

    [LoggerMessage(LogLevel.Information, "{Race}: last prices of {Pools} pools from {Source}")]
    private static partial void Kept(ILogger logger, RaceId race, string source, int pools);

    // No warning: prices were kept, and a pool that has none may well be one that the operator does not show.
    [LoggerMessage(LogLevel.Information, "{Note}")]
    private static partial void Noted(ILogger logger, string note);
}
