using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Hippique.Testing.GoogleCloud.Tokens;

/// <summary>The authorization code flow for one OAuth client: a code works once, for ten minutes, for the address it was asked for, and for whoever has its verifier.</summary>
public sealed class SignInPart(TimeProvider clock)
{
    public const string ClientId = "123-hippique.apps.googleusercontent.com";
    public const string ClientSecret = "GOCSPX-invented-secret-of-a-test";
    internal const string AuthorizationPath = "/o/oauth2/v2/auth";
    internal const string TokenPath = "/token";
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Given> _codes = new();
    private LoopbackIssuer _issuer = null!;

    /// <summary>The one address to which the client's codes may be sent.</summary>
    public string RedirectUri { get; set; } = "";

    /// <summary>Who is signed in at Google in the browser; null: who cancels.</summary>
    public string? Person { get; set; } = "owner@example.com";

    /// <summary>Changes to the claims of the identity token.</summary>
    public IReadOnlyList<(string Name, object? Value)> Changes { get; set; } = [];

    /// <summary>Queries of the authorization endpoint, in turn.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Asked { get; } = new();

    internal void Map(IEndpointRouteBuilder app, LoopbackIssuer issuer)
    {
        _issuer = issuer;
        app.MapGet(AuthorizationPath, Authorize);
        app.MapPost(TokenPath, RedeemAsync).DisableAntiforgery();
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        Asked.Enqueue(asked);
        string Of(string name) => asked.GetValueOrDefault(name, "");
        // Google shows these on a page of its own: an address that is not the client's gets nothing.
        if (Of("client_id") != ClientId)
            return Results.Text("Error 401: invalid_client", statusCode: StatusCodes.Status401Unauthorized);
        if (Of("redirect_uri") != RedirectUri)
            return Results.Text("Error 400: redirect_uri_mismatch", statusCode: StatusCodes.Status400BadRequest);
        if (Of("response_type") != "code" || !Of("scope").Split(' ').Contains("openid"))
            return Results.Text("Error 400: invalid_request", statusCode: StatusCodes.Status400BadRequest);
        var back = new Dictionary<string, string?> { ["state"] = Of("state") };
        if (Person is not { } person)
            back["error"] = "access_denied";
        else
        {
            var code = $"4/{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24))}";
            _codes[code] = new Given(person, Of("nonce"), Of("code_challenge"), Of("code_challenge_method"), clock.GetUtcNow());
            (back["code"], back["scope"]) = (code, "email openid");
        }
        return Results.Redirect(QueryHelpers.AddQueryString(RedirectUri, back));
    }

    private async Task<IResult> RedeemAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        string Of(string name) => form[name].ToString();
        if (Of("grant_type") != "authorization_code")
            return Error("unsupported_grant_type", StatusCodes.Status400BadRequest);
        if (Of("client_id") != ClientId || Of("client_secret") != ClientSecret)
            return Error("invalid_client", StatusCodes.Status401Unauthorized);
        if (
            !_codes.TryRemove(Of("code"), out var given)
            || clock.GetUtcNow() - given.At > CodeLifetime
            || Of("redirect_uri") != RedirectUri
            || !given.IsProvenBy(Of("code_verifier"))
        )
            return Error("invalid_grant", StatusCodes.Status400BadRequest);
        var token = _issuer.Token(ClientId, given.Person, [("nonce", given.Nonce), ("azp", ClientId), .. Changes]);
        return Results.Json(
            new Dictionary<string, object>
            {
                ["access_token"] = $"ya29.{Guid.NewGuid():N}",
                ["expires_in"] = 3599,
                ["scope"] = "openid https://www.googleapis.com/auth/userinfo.email",
                ["token_type"] = "Bearer",
                ["id_token"] = token,
            }
        );
    }

    private static IResult Error(string error, int status) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = "Bad Request" }, statusCode: status);

    private sealed record Given(string Person, string Nonce, string Challenge, string Method, DateTimeOffset At)
    {
        // A client that sent no challenge is no client of this program.
        public bool IsProvenBy(string verifier) =>
            Method == "S256"
            && Challenge.Length > 0
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == Challenge;
    }
}
