using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Wakes;

namespace Hippique.Cloud;

/// <summary>What <c>hippique cloud tasks</c> found; its JSON.</summary>
/// <param name="Queue">Its id.</param>
/// <param name="Total">Tasks in the queue.</param>
/// <param name="Tasks">The first of them by time.</param>
internal sealed record WaitingTasks(string Queue, int Total, IReadOnlyList<WaitingTask> Tasks)
{
    public static async Task<RestResult<IReadOnlyList<WaitingTask>>> ReadAsync(CloudProject project, CancellationToken cancellationToken) =>
        await project.Tasks.ListAsync(cancellationToken) switch
        {
            RestResult<IReadOnlyList<CloudTask>>.Ok { Value: var tasks } => new RestResult<IReadOnlyList<WaitingTask>>.Ok([
                .. tasks
                    .Select(task => WaitingTask.Of(task, project.Options))
                    .OrderBy(task => task.Due ?? DateTimeOffset.MinValue)
                    .ThenBy(task => task.Name, StringComparer.Ordinal),
            ]),
            RestResult<IReadOnlyList<CloudTask>>.Failed failed => new RestResult<IReadOnlyList<WaitingTask>>.Failed(
                failed.Call,
                failed.Error
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>A task that waits in the queue.</summary>
internal sealed record WaitingTask
{
    /// <summary>Without the hash before it; the whole id of a task that is not this program's.</summary>
    public required string Name { get; init; }

    /// <summary>As Cloud Tasks knows it.</summary>
    public required string Id { get; init; }

    /// <summary>The instant for which it is, or of the next try; null: not known.</summary>
    public required DateTimeOffset? Due { get; init; }

    /// <summary>When it is called next.</summary>
    public required DateTimeOffset? NextCall { get; init; }
    public required int Attempts { get; init; }

    /// <summary>What the last attempt came to, a <c>google.rpc.Code</c>; null: nothing yet.</summary>
    public required int? LastCode { get; init; }

    /// <summary>In Cloud Tasks' words.</summary>
    public required string? LastMessage { get; init; }

    public static WaitingTask Of(CloudTask task, CloudOptions options)
    {
        var wake = WakeId.Read(task.Id);
        var last = task.LastAttempt?.ResponseStatus;
        return new()
        {
            Name = wake?.Task ?? task.Id,
            Id = task.Id,
            Due = wake is null ? task.ScheduleTime : task.InstantOf(wake, options.Lead),
            NextCall = task.ScheduleTime,
            Attempts = task.DispatchCount,
            LastCode = last?.Code,
            LastMessage = last?.Message,
        };
    }
}
