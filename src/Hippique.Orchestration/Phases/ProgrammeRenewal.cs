using Hippique.Orchestration.Tasks;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Asks for the day's programme once more, of the sources whose looks rest on it; they keep it for the looks of the next minutes. If it cannot be had, the looks ask for it
/// themselves.
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
        return new TaskOutcome.Ended(
            refused.Count > 0 ? new TaskEnd.Failed(string.Join("; ", refused)) : Lateness.EndOf(task.DueAt, clock.GetUtcNow())
        );
    }
}
