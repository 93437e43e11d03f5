using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Notifications;

/// <summary>
/// The messages that are to be sent. Each is kept as an artifact, and for each receiver a task of the queue sends it; the task ends once the receiver has answered, or when the message
/// makes no sense any more.
/// </summary>
internal sealed class Outbox(IArtifactStore store, TaskQueue queue, TimeProvider clock)
{
    /// <summary>False if there is such a task already. The content comes first: a kill in between leaves one that nobody sends, and the next look adds its task.</summary>
    public async Task<bool> AddAsync(PlannedTask task, News? content, CancellationToken cancellationToken)
    {
        if (content is not null)
            await KeepAsync(task, content, cancellationToken).ConfigureAwait(false);
        return await queue.AddAsync(task, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The content of the message, made by <paramref name="make"/> if it was to be made when due; null if there is none to send.</summary>
    public async Task<NewsMessage?> ReadAsync(
        PlannedTask task,
        Func<CancellationToken, Task<News?>> make,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(task, cancellationToken).ConfigureAwait(false) is { } there)
            return there;
        if (await make(cancellationToken).ConfigureAwait(false) is not { } content)
            return null;
        await KeepAsync(task, content, cancellationToken).ConfigureAwait(false);
        // Another receiver's task may have been faster: all are sent the same.
        return await FindAsync(task, cancellationToken).ConfigureAwait(false);
    }

    private async Task<NewsMessage?> FindAsync(PlannedTask task, CancellationToken cancellationToken)
    {
        var path = PathOf(task);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<NewsMessage>(path, there.Content)
            : null;
    }

    private Task<PutOutcome> KeepAsync(PlannedTask task, News content, CancellationToken cancellationToken)
    {
        var message = NewsMessage.New(task.Date, NewsTaskName.Of(task).Key, clock.GetUtcNow(), content);
        return store.PutIfAbsentAsync(PathOf(task), ArtifactJson.Write(message), cancellationToken);
    }

    private static string PathOf(PlannedTask task) => ArtifactPaths.News(task.Date, NewsTaskName.Of(task).Key);
}
