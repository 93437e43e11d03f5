using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Backups;

/// <summary><c>restore.json</c> beside the artifacts while they are being restored: until it is gone, nobody works with them.</summary>
/// <param name="Sha256">Of the backup's list.</param>
/// <param name="Backup">The backup's name, for people.</param>
public sealed record RestoreMark(string Sha256, string Backup)
{
    public const string Path = "restore.json";

    /// <summary>Null where no restore is under way or was stopped.</summary>
    public static async Task<RestoreMark?> FindAsync(IArtifactStore artifacts, CancellationToken cancellationToken) =>
        await artifacts.GetAsync(Path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<RestoreMark>(Path, there.Content)
            : null;
}
