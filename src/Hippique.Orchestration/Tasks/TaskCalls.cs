using Hippique.Sources.Http;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Carries out a task for a timer that waits for the answer, as one in a cloud does: what it is told must hold, since it does not call again. Where somebody else works on the task, it
/// is told what comes of that.
/// </summary>
public sealed class TaskCalls(TaskRunner runner, TaskQueue queue, TimeProvider clock, IClockActivity activity)
{
    /// <summary>How often it looks whether somebody else, who works on the task, has ended it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <returns><see cref="TaskRun.Ended"/>, also if it ended before; <see cref="TaskRun.NotOpen"/> only for a name that no task has; never <see cref="TaskRun.Busy"/> or <see cref="TaskRun.LeaseLost"/>.</returns>
    public async Task<TaskRun> RunAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await runner.RunAsync(name, cancellationToken).ConfigureAwait(false))
            {
                case TaskRun.Busy or TaskRun.LeaseLost:
                    await FreeAsync(name, cancellationToken).ConfigureAwait(false);
                    break;
                case TaskRun.NotOpen when await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } record:
                    if (record.End is { } end)
                        return new TaskRun.Ended(end);
                    break;
                case var run:
                    return run;
            }
        }
    }

    /// <summary>Returns once the task has ended, or nobody's lease holds.</summary>
    private async Task FreeAsync(string name, CancellationToken cancellationToken)
    {
        TaskLease? held;
        do
        {
            using (activity.DueWait())
                await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
            held = await queue.FindAsync(name, cancellationToken).ConfigureAwait(false) is { End: null } open ? open.Lease : null;
        } while (held?.Until > clock.GetUtcNow());
    }
}
