using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Storage;

namespace Hippique.Orchestration.Backups;

/// <summary>All of an installation that must not be lost, wherever it lies: on a disk, in a bucket, in a database.</summary>
/// <param name="Artifacts">Days, the record of past races, what sources gave last.</param>
/// <param name="Tasks">What is planned and how it ended, as it is stored: what is restored is no event.</param>
/// <param name="Counts">Where the counts of requests lie.</param>
public sealed record Installation(IArtifactStore Artifacts, ITaskStore Tasks, ISourceStore Counts)
{
    /// <summary>Whether there is nothing yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) =>
        !(await Artifacts.ListAsync("", cancellationToken).ConfigureAwait(false)).Any(BackupNames.IsArtifact)
        && (await Tasks.AllAsync(cancellationToken).ConfigureAwait(false)).Count == 0
        && (await Counts.ListAsync(BackupNames.CountsFolder, cancellationToken).ConfigureAwait(false)).Count == 0;
}
