using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>Books what is known of a race's tickets: that they were proposed, and what they returned.</summary>
public interface IRaceBooks
{
    /// <summary>Books what is not booked yet; called again it changes nothing. What cannot be booked now is booked with the next call, and keeps nothing else.</summary>
    Task BookAsync(RaceId race, CancellationToken cancellationToken);
}

/// <summary>Books nothing, as for a replay.</summary>
internal sealed class NoRaceBooks : IRaceBooks
{
    public Task BookAsync(RaceId race, CancellationToken cancellationToken) => Task.CompletedTask;
}
