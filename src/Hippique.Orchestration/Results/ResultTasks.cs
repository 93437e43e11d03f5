using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Asks for the result of one race at the hours of <see cref="ResultHours"/> and settles its tickets, until it has its end and no ticket is open. What is still open on the next
/// morning is asked for with each plan (<see cref="SettledDays"/>).
/// </summary>
public sealed class ResultTasks(RaceSettler settler, PlanStore plans, TimeProvider clock) : ITaskHandler
{
    private static readonly TaskEnd.Cancelled NotSeen = new(Problem.Of($"the race was never looked at").ToString());

    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Result];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(task.RaceOrThrow, cancellationToken).ConfigureAwait(false) is not { } race)
            return new TaskOutcome.Ended(TaskEnd.Failed.NotPlanned(task));
        try
        {
            return await AskAsync(task, race, cancellationToken).ConfigureAwait(false);
        }
        // The boundary to the disk, and to files that a person may have changed and can mend.
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return LaterOr(task, broken.Message, new TaskEnd.Failed(broken.Message));
        }
    }

    public async Task<TaskEnd?> FindEndAsync(PlannedTask task, CancellationToken cancellationToken) =>
        await settler.IsSettledAsync(task.RaceOrThrow, cancellationToken).ConfigureAwait(false) ? new TaskEnd.Done() : null;

    private async Task<TaskOutcome> AskAsync(PlannedTask task, PlannedRace race, CancellationToken cancellationToken)
    {
        var (races, _) = await settler
            .SettleAsync(task.Date, [race], AskFor.Missing, settler.NewRound(), cancellationToken)
            .ConfigureAwait(false);
        if (races is not [var settled])
            return new TaskOutcome.Ended(race.Cancelled ? TaskEnd.Cancelled.Withdrawn : NotSeen);
        if (settled is { HasEnded: true, Open: 0, Result: not null })
            return new TaskOutcome.Ended(new TaskEnd.Done());
        var why =
            settled.HasEnded && settled.Open > 0 ? Problem.Of($"dividends of {settled.Open} tickets are missing").ToString()
            : settled.Refusals.Count > 0 ? string.Join("; ", settled.Refusals)
            : Problem.Of($"no source has a result").ToString();
        // A race that is called off by the programme alone has refunded its tickets; a source may still say that it was run.
        return LaterOr(task, why, settled is { HasEnded: true, Open: 0 } ? new TaskEnd.Done() : new TaskEnd.Failed(why));
    }

    private TaskOutcome LaterOr(PlannedTask task, string why, TaskEnd otherwise)
    {
        var now = clock.GetUtcNow();
        return ResultHours.NextAfter(task, now) is { } next ? new TaskOutcome.GoesOn(next - now, why) : new TaskOutcome.Ended(otherwise);
    }
}
