using System.Net.Http.Headers;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>What the issuer publishes, read once.</summary>
/// <param name="Configuration">Its addresses and its keys.</param>
/// <param name="GoodFor">How long they may be used, by the headers of both answers.</param>
internal sealed record IssuerDocument(OpenIdConnectConfiguration Configuration, TimeSpan GoodFor);

/// <summary>Fetches the issuer's discovery document and the certificates to which it points.</summary>
/// <param name="http">Without redirects, with a time limit.</param>
/// <param name="issuer">With a slash at its end.</param>
/// <param name="clock">For <c>Expires</c>.</param>
internal sealed class IssuerDocuments(HttpClient http, Uri issuer, TimeProvider clock)
{
    private const int SmallestKey = 2048;
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);
    private static readonly TimeSpan WhereNothingIsSaid = TimeSpan.FromHours(1);

    public Uri Issuer => issuer;

    /// <exception cref="HttpRequestException">No answer, or one that is none.</exception>
    /// <exception cref="InvalidDataException">The answer is not the issuer's.</exception>
    public async Task<IssuerDocument> FetchAsync()
    {
        var (text, good) = await GetAsync(new Uri(issuer, ".well-known/openid-configuration"));
        var configuration = OpenIdConnectConfiguration.Create(text);
        if (configuration.Issuer?.TrimEnd('/') != issuer.AbsoluteUri.TrimEnd('/'))
            throw new InvalidDataException("the discovery document names another issuer");
        if (!Uri.TryCreate(configuration.JwksUri, UriKind.Absolute, out var certificates) || !IsAsSafe(certificates))
            throw new InvalidDataException("the discovery document names no safe address of keys");
        var (keys, keysGood) = await GetAsync(certificates);
        foreach (var key in JsonWebKeySet.Create(keys).GetSigningKeys().Where(IsUsable))
            configuration.SigningKeys.Add(key);
        if (configuration.SigningKeys.Count == 0)
            throw new InvalidDataException("the issuer publishes no key that can be used");
        return new IssuerDocument(configuration, good < keysGood ? good : keysGood);
    }

    private async Task<(string Text, TimeSpan GoodFor)> GetAsync(Uri address)
    {
        using var answer = await http.GetAsync(address);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(), GoodFor(answer));
    }

    private TimeSpan GoodFor(HttpResponseMessage answer)
    {
        var cache = answer.Headers.CacheControl ?? new CacheControlHeaderValue();
        var said =
            cache.NoStore || cache.NoCache ? TimeSpan.Zero
            : cache.MaxAge is { } age ? age - (answer.Headers.Age ?? TimeSpan.Zero)
            : answer.Content.Headers.Expires is { } until ? until - (answer.Headers.Date ?? clock.GetUtcNow())
            : WhereNothingIsSaid;
        return TimeSpan.FromTicks(Math.Clamp(said.Ticks, Least.Ticks, Most.Ticks));
    }

    // Keys of the kind that RS256 needs, each under its id.
    private static bool IsUsable(SecurityKey key) =>
        key is { KeySize: >= SmallestKey, KeyId.Length: > 0 } and (RsaSecurityKey or X509SecurityKey or JsonWebKey { Kty: "RSA" });

    private bool IsAsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && address is { Scheme: "http", IsLoopback: true });
}
