using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;

namespace Hippique.Orchestration.Backups;

/// <summary>The first part of the opening: a service does not work with half of what a backup holds.</summary>
public sealed class UnfinishedRestore(IArtifactStore artifacts) : IHostedService
{
    /// <exception cref="UnreadableFileException">A restore was begun here and has not ended.</exception>
    public static async Task RefuseAsync(IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        if (await RestoreMark.FindAsync(artifacts, cancellationToken).ConfigureAwait(false) is { } mark)
            throw new UnreadableFileException(
                Problem.Of($"the restore of {mark.Backup} was begun here and has not ended: hippique restore {mark.Backup}")
            );
    }

    public Task StartAsync(CancellationToken cancellationToken) => RefuseAsync(artifacts, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
