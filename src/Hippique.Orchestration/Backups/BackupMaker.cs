using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Backups;

/// <summary>
/// Copies an installation while others work on it. What is copied is a state that a killed service could have left: a task that has ended in it has what it left, and a file in it
/// has those that were there before it.
/// </summary>
/// <param name="from">The installation.</param>
/// <param name="clock">The machine's.</param>
public sealed class BackupMaker(Installation from, TimeProvider clock)
{
    /// <summary>Looks at what has changed meanwhile, one second apart; a phase of many races is over within a minute.</summary>
    public const int MaxLooks = 120;

    /// <summary>Artifacts that are read at the same time, from a bucket above all.</summary>
    private const int AtATime = 16;

    /// <summary>Writes a backup into <paramref name="file"/>.</summary>
    /// <exception cref="ArtifactBusyException">At each of <see cref="MaxLooks"/> looks something had changed.</exception>
    public async Task MakeAsync(Stream file, string place, string program, CancellationToken cancellationToken)
    {
        var header = new BackupHeader
        {
            Program = program,
            MadeAt = clock.GetUtcNow(),
            From = place,
        };
        var backup = new BackupWriter(file, header.MadeAt);
        await using (backup.ConfigureAwait(false))
        {
            await backup.AddAsync(BackupNames.Header, ArtifactJson.Write(header), cancellationToken).ConfigureAwait(false);
            // First: a task ends after everything that it leaves has been written. One that is open here and has left its tickets by then is found done, as after a kill.
            await AddTasksAsync(backup, cancellationToken).ConfigureAwait(false);
            await AddArtifactsAsync(backup, cancellationToken).ConfigureAwait(false);
            await AddCountsAsync(backup, cancellationToken).ConfigureAwait(false);
            await backup.FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddTasksAsync(BackupWriter backup, CancellationToken cancellationToken)
    {
        using var lines = new MemoryStream();
        foreach (var record in await from.Tasks.AllAsync(cancellationToken).ConfigureAwait(false))
            lines.Write(StoredTask.WriteLine(record));
        await backup.AddAsync(BackupNames.Tasks, lines.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    // Until nothing has changed between two looks: then the files are those of one moment, the beginning of the last look, although each was read at its own.
    private async Task AddArtifactsAsync(BackupWriter backup, CancellationToken cancellationToken)
    {
        var copied = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var look = 0; look < MaxLooks; look++)
        {
            var there = await from.Artifacts.StampsAsync("", cancellationToken).ConfigureAwait(false);
            var now = there.Where(artifact => BackupNames.IsArtifact(artifact.Path)).ToList();
            foreach (var gone in copied.Keys.Except(now.Select(artifact => artifact.Path)).ToList())
            {
                backup.LeaveOut(BackupNames.ArtifactsFolder + gone);
                copied.Remove(gone);
            }
            var changed = now.Where(artifact => copied.GetValueOrDefault(artifact.Path) != artifact.Stamp).ToList();
            if (changed.Count == 0)
                return;
            if (look > 1)
                await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken).ConfigureAwait(false);
            await CopyAsync(backup, [.. changed.Select(artifact => artifact.Path)], cancellationToken).ConfigureAwait(false);
            foreach (var artifact in changed)
                copied[artifact.Path] = artifact.Stamp;
        }
        throw new ArtifactBusyException(
            Problem.Of($"something changed at each of {MaxLooks} looks: make the backup when no race is near, at night for instance")
        );
    }

    private async Task CopyAsync(BackupWriter backup, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var some in paths.Chunk(AtATime))
        {
            var read = await Task.WhenAll(some.Select(path => from.Artifacts.GetAsync(path, cancellationToken))).ConfigureAwait(false);
            foreach (var (path, artifact) in some.Zip(read))
            {
                // One that has gone since is missed at the next look.
                if (artifact is not null)
                    await backup.AddAsync(BackupNames.ArtifactsFolder + path, artifact.Content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // No file refers to them, and each stands for itself.
    private async Task AddCountsAsync(BackupWriter backup, CancellationToken cancellationToken)
    {
        foreach (var path in await from.Counts.ListAsync(BackupNames.CountsFolder, cancellationToken).ConfigureAwait(false))
        {
            if (await from.Counts.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } content)
                await backup.AddAsync(BackupNames.ArtifactsFolder + path, content, cancellationToken).ConfigureAwait(false);
        }
    }
}
