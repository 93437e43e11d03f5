using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Tests.Rest;

/// <summary>Gives the token that the test says.</summary>
internal sealed class FakeAccessTokens(string? token) : IAccessTokens
{
    private int _asked;

    public int Asked => _asked;

    /// <summary>Thrown instead, so many times.</summary>
    public Queue<AccessTokenException> Failures { get; } = new();

    public Task<string?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Failures.TryDequeue(out var failure) ? throw failure : Task.FromResult(token);
    }
}
