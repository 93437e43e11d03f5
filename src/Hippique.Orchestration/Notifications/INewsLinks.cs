namespace Hippique.Orchestration.Notifications;

/// <summary>Makes the address under which a player answers a message about tickets.</summary>
public interface INewsLinks
{
    /// <summary>Null if the message needs no answer, or if a phone could not reach the service.</summary>
    /// <exception cref="Artifacts.ArtifactException">What addresses are signed with cannot be read.</exception>
    Task<Uri?> ForAsync(News news, CancellationToken cancellationToken);
}

/// <summary>No message can be answered.</summary>
internal sealed class NoNewsLinks : INewsLinks
{
    public Task<Uri?> ForAsync(News news, CancellationToken cancellationToken) => Task.FromResult<Uri?>(null);
}
