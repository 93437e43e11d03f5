namespace Hippique.GoogleCloud.Rest;

/// <summary>Access tokens for Google's APIs.</summary>
public interface IAccessTokens
{
    /// <summary>A token that is still good for a call of this address; null if it may not have one, or this machine has no credentials.</summary>
    /// <exception cref="AccessTokenException">There are credentials, but no token could be had for them now.</exception>
    Task<string?> GetAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>No token could be had. The message says why and holds no secret.</summary>
public sealed class AccessTokenException(string message, Exception? inner = null) : Exception(message, inner);
