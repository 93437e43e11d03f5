namespace Hippique.Sources.Http;

/// <summary>
/// Keeps the distance between requests to a host over several machines. A turn is claimed before a request is sent and counts from the moment in which it was; nobody waits for a node
/// that stopped in between for longer than the claim lasts. All methods throw <see cref="IOException"/> if the claims cannot be reached.
/// </summary>
public interface IHostTurns
{
    /// <summary>Claims the host, for the time that a request takes to the socket, if the distance to the last request of any node has passed.</summary>
    /// <param name="host">Host, and port if it is not the scheme's own.</param>
    /// <param name="distance">Between the starts of two requests.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    Task<HostClaim> ClaimAsync(string host, TimeSpan distance, CancellationToken cancellationToken);

    /// <summary>The request was sent just now: the distance to the next one counts from here.</summary>
    Task SentAsync(string host, HostClaim.Granted claim, TimeSpan distance);

    /// <summary>Nothing was sent: the host is free again.</summary>
    Task GiveBackAsync(string host, HostClaim.Granted claim);
}

/// <summary>What a claim was answered.</summary>
public abstract record HostClaim
{
    private HostClaim() { }

    /// <summary>The host is this node's to ask.</summary>
    /// <param name="Ends">What tells the claim from others: its end, by the clock of the claims.</param>
    /// <param name="For">How long it lasts.</param>
    public sealed record Granted(DateTime Ends, TimeSpan For) : HostClaim;

    /// <summary>Somebody else's turn, or too early.</summary>
    /// <param name="For">How long, as it stands now.</param>
    public sealed record Wait(TimeSpan For) : HostClaim;
}
