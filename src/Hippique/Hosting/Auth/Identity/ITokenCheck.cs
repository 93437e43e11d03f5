namespace Hippique.Hosting.Auth.Identity;

/// <summary>Checks identity tokens.</summary>
internal interface ITokenCheck
{
    Task<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken);
}

/// <summary>Where no identity token is accepted.</summary>
internal sealed class NoIdentityTokens : ITokenCheck
{
    public Task<TokenVerdict> CheckAsync(string token, CancellationToken cancellationToken) =>
        Task.FromResult<TokenVerdict>(new TokenVerdict.Invalid(TokenFault.NotAccepted));
}
