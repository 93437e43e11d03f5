using Hippique.Orchestration.Tasks;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Asks for the day's programme once more, of the sources whose looks rest on it; they keep it for the looks of the next minutes. If it cannot be had, it is asked for again until
/// the looks are due, which then ask for it themselves.
/// </summary>
public sealed class ProgrammeRenewal(SourceSet sources, TimeProvider clock) : ITaskHandler
{
    public IReadOnlyCollection<TaskKind> Kinds { get; } = [TaskKind.Programme];

    public async Task<TaskOutcome> RunAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
                sources.InOrder.Where(source => source.NeedsProgramme).Select(source => source.ProgrammeAsync(task.Date, cancellationToken))
            )
            .ConfigureAwait(false);
        var refused = answers.OfType<SourceAnswer<Programme>.Refused>().Select(answer => answer.Error).ToList();
        var now = clock.GetUtcNow();
        if (refused.Count == 0)
            return new TaskOutcome.Ended(Lateness.EndOf(task.DueAt, now));
        var why = string.Join("; ", refused);
        var asked = refused.Max(error => error.RetryAfter);
        return
            refused.Exists(error => !error.IsFinal)
            && PhaseTiming.NextTry(task, now, asked, PhaseTiming.Waits, task.GraceUntil) is { } after
            ? new TaskOutcome.RetryLater(after, why)
            : new TaskOutcome.Ended(new TaskEnd.Failed(why));
    }
}
