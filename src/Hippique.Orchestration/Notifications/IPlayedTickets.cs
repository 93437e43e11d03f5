using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>What the player has said about proposed tickets.</summary>
public interface IPlayedTickets
{
    /// <summary>The player has said that every ticket of the race was bought, or that none will be.</summary>
    Task<bool> IsDecidedAsync(RaceId race, CancellationToken cancellationToken);
}

/// <summary>Nobody says anything: the program has no way to be told yet.</summary>
internal sealed class NothingSaid : IPlayedTickets
{
    public Task<bool> IsDecidedAsync(RaceId race, CancellationToken cancellationToken) => Task.FromResult(false);
}
