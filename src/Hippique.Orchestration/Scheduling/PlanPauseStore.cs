using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Scheduling;

/// <summary>Keeps, over restarts and for every process of an installation, that the daily plan is paused: <c>plan_pause.json</c>.</summary>
public sealed class PlanPauseStore(IArtifactStore store, TimeProvider clock)
{
    /// <summary>Where it lies among the artifacts.</summary>
    public const string Path = ArtifactPaths.PlanPause;

    /// <summary>Null: days are planned at their hours.</summary>
    /// <exception cref="ArtifactException">The file cannot be read.</exception>
    public async Task<PlanPause?> GetAsync(CancellationToken cancellationToken) =>
        Read(await store.GetAsync(Path, cancellationToken).ConfigureAwait(false));

    /// <summary>The pause that holds: where the plan was paused before, that of then.</summary>
    /// <exception cref="ArtifactException">The file cannot be written.</exception>
    public async Task<PlanPause> PauseAsync(string by, CancellationToken cancellationToken)
    {
        var asked = new PlanPause(clock.GetUtcNow(), by);
        var holds = asked;
        await store
            .UpdateAsync(
                Path,
                there =>
                {
                    holds = Read(there) ?? asked;
                    return ArtifactJson.Write(new PauseFile { Paused = holds });
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return holds;
    }

    /// <summary>False where it was not paused.</summary>
    /// <exception cref="ArtifactException">The file cannot be written.</exception>
    public Task<bool> ResumeAsync(CancellationToken cancellationToken) =>
        store.UpdateAsync(Path, there => there is null ? null : ArtifactJson.Write(new PauseFile()), cancellationToken);

    private static PlanPause? Read(Artifact? there)
    {
        try
        {
            return there is null ? null : ArtifactJson.Read<PauseFile>(Path, there.Content).Paused;
        }
        // Changed by hand: no day goes without its plan for that.
        catch (ArtifactException unreadable) when (unreadable.IsUnreadable)
        {
            return null;
        }
    }

    private sealed record PauseFile
    {
        public int Schema { get; init; } = 1;
        public PlanPause? Paused { get; init; }
    }
}
