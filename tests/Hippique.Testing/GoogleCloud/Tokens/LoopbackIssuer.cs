using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>
/// Google as an issuer of identity tokens: the discovery document, the certificates with their cache headers, the metadata server of a container, and the sign-in of people
/// (authorization code with PKCE).
/// </summary>
/// <param name="clock">Of the tokens.</param>
public sealed class LoopbackIssuer(TimeProvider clock) : ILoopbackPart, IDisposable
{
    public const string Robot = "hippique@my-project.iam.gserviceaccount.com";
    private readonly Lock _gate = new();
    private readonly List<IssuerKey> _keys = [new("key-1")];
    private IServiceProvider? _services;
    private int _keyRequests;
    private int _discoveryRequests;

    /// <summary>Who is at the browser, and what a token of the metadata server names.</summary>
    public SignInPart SignIn { get; } = new(clock);

    /// <summary>The issuer's name in tokens; the address at which it answers, without a slash at its end.</summary>
    public string Issuer =>
        _services!.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');

    /// <summary>The e-mail of the service account that the metadata server speaks for.</summary>
    public string ServiceAccountEmail { get; set; } = Robot;

    /// <summary>Of the certificates; null: none. Google's says <c>public, max-age=…, must-revalidate, no-transform</c>.</summary>
    public string? CacheControl { get; set; } = "public, max-age=21600, must-revalidate, no-transform";

    /// <summary>Of the certificates, where there is no <see cref="CacheControl"/>.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>Answers 503 to whoever asks for the discovery document or the certificates.</summary>
    public bool IsDown { get; set; }

    /// <summary>Holds the answer to a request for the certificates until it is completed.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>How often the certificates were asked for.</summary>
    public int KeyRequests => Volatile.Read(ref _keyRequests);

    /// <summary>How often the discovery document was asked for.</summary>
    public int DiscoveryRequests => Volatile.Read(ref _discoveryRequests);

    /// <summary>The key that signs now.</summary>
    public IssuerKey Key
    {
        get
        {
            lock (_gate)
                return _keys[^1];
        }
    }

    /// <summary>A new key signs from now on; those before it stay published.</summary>
    public IssuerKey Rotate()
    {
        lock (_gate)
        {
            _keys.Add(new IssuerKey(string.Create(CultureInfo.InvariantCulture, $"key-{_keys.Count + 1}")));
            return _keys[^1];
        }
    }

    /// <summary>Takes every key but the newest out of the certificates.</summary>
    public void Retire()
    {
        lock (_gate)
            _keys.RemoveRange(0, _keys.Count - 1);
    }

    /// <summary>What Google says of somebody now, for an hour; each of the changes replaces a claim, null takes it out.</summary>
    public Dictionary<string, object?> Claims(string audience, string email, params (string Name, object? Value)[] changes)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = audience,
            ["azp"] = "108000000000000000000",
            ["sub"] = "108000000000000000000",
            ["email"] = email,
            ["email_verified"] = true,
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        foreach (var (name, value) in changes)
        {
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
        }
        return claims;
    }

    /// <summary>A sound token with these claims.</summary>
    public string Token(string audience, string email, params (string Name, object? Value)[] changes) =>
        TokenText.Signed(Key, Claims(audience, email, changes));

    public void Map(IEndpointRouteBuilder app)
    {
        _services = app.ServiceProvider;
        app.MapGet("/.well-known/openid-configuration", Discover);
        app.MapGet("/oauth2/v3/certs", (Delegate)PublishAsync);
        SignIn.Map(app, this);
        new MetadataPart(this).Map(app);
    }

    public void Dispose()
    {
        foreach (var key in _keys)
            key.Dispose();
    }

    private IResult Discover()
    {
        Interlocked.Increment(ref _discoveryRequests);
        return IsDown
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Json(
                new Dictionary<string, object>
                {
                    ["issuer"] = Issuer,
                    ["authorization_endpoint"] = $"{Issuer}{SignInPart.AuthorizationPath}",
                    ["token_endpoint"] = $"{Issuer}{SignInPart.TokenPath}",
                    ["jwks_uri"] = $"{Issuer}/oauth2/v3/certs",
                    ["response_types_supported"] = new[] { "code" },
                    ["response_modes_supported"] = new[] { "query", "fragment", "form_post" },
                    ["subject_types_supported"] = new[] { "public" },
                    ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
                    ["scopes_supported"] = new[] { "openid", "email", "profile" },
                    ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_post", "client_secret_basic" },
                    ["code_challenge_methods_supported"] = new[] { "plain", "S256" },
                    ["grant_types_supported"] = new[] { "authorization_code", "refresh_token" },
                }
            );
    }

    private async Task<IResult> PublishAsync(HttpContext context)
    {
        Interlocked.Increment(ref _keyRequests);
        await Hold;
        if (IsDown)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (CacheControl is { } cache)
            context.Response.Headers.CacheControl = cache;
        if (Expires is { } until)
            context.Response.Headers.Expires = until.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        lock (_gate)
            return Results.Json(new { keys = _keys.Select(key => key.ToJwk()).ToList() });
    }
}
