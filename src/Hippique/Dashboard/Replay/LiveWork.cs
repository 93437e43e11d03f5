using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>Whether the live day needs the machine: from a minute before an H-5 is due until it has ended or its grace is over.</summary>
internal sealed class LiveWork(TaskQueue queue, TimeProvider clock)
{
    internal static readonly TimeSpan Before = TimeSpan.FromMinutes(1);

    /// <summary>The queue is read so often, and only while something is replayed.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(15);

    private IReadOnlyList<PlannedTask> _open = [];
    private DateTimeOffset? _lookedAt;

    public async ValueTask<bool> IsNearAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // A clock that was put back counts as a new one.
        if (_lookedAt is not { } looked || now - looked >= Look || now < looked)
        {
            try
            {
                var tasks = await queue.OfDayAsync(ParisTime.ProgrammeOf(now), cancellationToken);
                _open = [.. tasks.Where(task => task.Task.Kind == TaskKind.H5 && task.End is null).Select(task => task.Task)];
            }
            // The boundary to the live queue: if it cannot be read, the live day has more to do than a replay.
            catch (Exception broken) when (broken is ArtifactException or IOException)
            {
                return true;
            }
            _lookedAt = now;
        }
        return _open.Any(task => task.DueAt - Before <= now && now <= task.GraceUntil);
    }
}
