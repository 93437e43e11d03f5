namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// Writes that a store gathers in memory because an object must not be rewritten too often: counts of requests, lines of the day's index. Where a process may be stopped between any
/// two requests, whoever answers one saves them first.
/// </summary>
public interface IDeferredWrites
{
    /// <summary>Returns when everything that was written before the call is in the store.</summary>
    /// <exception cref="ArtifactException">The store cannot be written; what was gathered stays and is tried again with the next call.</exception>
    Task FlushAsync(CancellationToken cancellationToken);
}
