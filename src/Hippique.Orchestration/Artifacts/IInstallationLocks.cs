namespace Hippique.Orchestration.Artifacts;

/// <summary>Lets one at a time do a thing in the whole installation: in this process where it is the only one, in the database where there are several.</summary>
public interface IInstallationLocks
{
    /// <summary>Waits until nobody else holds the lock of that name.</summary>
    /// <exception cref="ArtifactBusyException">Others have held it for too long.</exception>
    /// <exception cref="DatabaseException">The database cannot be reached.</exception>
    Task<IInstallationLock> TakeAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A lock that is held until it is disposed of.</summary>
public interface IInstallationLock : IAsyncDisposable
{
    /// <summary>Asked right before what the lock guards is written: a process that stood still for long has lost it.</summary>
    /// <exception cref="ArtifactBusyException">It is lost.</exception>
    Task EnsureHeldAsync(CancellationToken cancellationToken);
}
