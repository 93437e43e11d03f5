using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Backups;

/// <summary>
/// Puts a backup into an installation in which there is nothing yet, of whatever kind: what was a folder may become a bucket and a database. One that was stopped goes on with the
/// same backup.
/// </summary>
/// <param name="to">The installation; nobody works on it.</param>
public sealed class BackupRestore(Installation to)
{
    /// <summary>Artifacts that are written at the same time, into a bucket above all.</summary>
    private const int AtATime = 16;

    /// <summary>Puts everything in its place.</summary>
    /// <param name="backup">Checked.</param>
    /// <param name="name">Of the backup, for people.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="UnreadableFileException">There is something else already, or half of another backup.</exception>
    public async Task RestoreAsync(BackupReader backup, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backup);
        var mark = new RestoreMark(backup.Contents.Sha256, name);
        await BeginAsync(mark, cancellationToken).ConfigureAwait(false);
        await Parallel
            .ForEachAsync(
                backup.ArtifactsAsync(cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
                async (entry, cancelled) => await PutAsync(entry.Path, entry.Content, cancelled).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        foreach (var line in await backup.TaskLinesAsync(cancellationToken).ConfigureAwait(false))
            await AddAsync(StoredTask.Read($"{name}, {BackupNames.Tasks}", line), cancellationToken).ConfigureAwait(false);
        await to.Artifacts.DeleteAsync(RestoreMark.Path, cancellationToken).ConfigureAwait(false);
    }

    private async Task BeginAsync(RestoreMark mark, CancellationToken cancellationToken)
    {
        var begun = await RestoreMark.FindAsync(to.Artifacts, cancellationToken).ConfigureAwait(false);
        if (begun?.Sha256 == mark.Sha256)
            return;
        if (begun is not null)
            throw new UnreadableFileException(
                Problem.Of($"the restore of {begun.Backup}, another backup, was begun here and has not ended: empty the place first")
            );
        if (!await to.IsEmptyAsync(cancellationToken).ConfigureAwait(false))
            throw new UnreadableFileException(
                Problem.Of($"there is something here already: a backup is restored where nothing is, and nothing is overwritten")
            );
        await to.Artifacts.PutIfAbsentAsync(RestoreMark.Path, ArtifactJson.Write(mark), cancellationToken).ConfigureAwait(false);
    }

    private async Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (BackupNames.IsCount(path))
            await to.Counts.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
        else if (await to.Artifacts.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false) is PutOutcome.Conflict)
            throw new UnreadableFileException(Problem.Of($"{path}: changed by somebody else while the backup was being restored"));
    }

    // The first end counts: a task that was added before the process was killed gets it now.
    private async Task AddAsync(TaskRecord record, CancellationToken cancellationToken)
    {
        await to.Tasks.AddAsync(record.Task, cancellationToken).ConfigureAwait(false);
        if (record is { End: { } end, EndedAt: { } at })
            await to.Tasks.EndAsync(record.Task.Name, end, at, cancellationToken).ConfigureAwait(false);
    }
}
