namespace Hippique.GoogleCloud.Rest;

/// <summary>For another endpoint than Google's own, so that no real token leaves for it.</summary>
public sealed class MadeUpToken : IAccessTokens
{
    public const string Text = "no-token-of-google";

    public Task<string?> GetAsync(Uri address, CancellationToken cancellationToken) => Task.FromResult<string?>(Text);
}
