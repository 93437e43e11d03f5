namespace Hippique.GoogleCloud.Rest;

/// <summary>Whose OpenID Connect token goes with a call that Google makes.</summary>
public sealed record OidcToken
{
    public required string ServiceAccountEmail { get; init; }
    public string? Audience { get; init; }
}
