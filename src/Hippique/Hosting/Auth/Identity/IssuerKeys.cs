using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Hippique.Hosting.Auth.Identity;

/// <summary>What is known of a key id.</summary>
internal abstract record KeyAnswer
{
    private KeyAnswer() { }

    public sealed record Found(SecurityKey Key) : KeyAnswer;

    /// <summary>The issuer has no such key.</summary>
    public sealed record Unknown : KeyAnswer;

    /// <summary>The issuer has not answered yet, ever.</summary>
    public sealed record Unreachable : KeyAnswer;
}

/// <summary>
/// The issuer's keys, kept as long as its answers say. An id that is not among them asks again, but seldom, so that forged ids cause no flood; while the issuer fails, the keys
/// that are known stay in use. At most one fetch runs at a time.
/// </summary>
internal sealed partial class IssuerKeys(IssuerDocuments documents, TimeProvider clock, ILogger<IssuerKeys> logger)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    /// <summary>Between two fetches because of an id that is not known. Google publishes a key long before it signs with it.</summary>
    public static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(5);

    /// <summary>Between two tries while the keys are older than they may be.</summary>
    public static readonly TimeSpan StalePause = TimeSpan.FromMinutes(1);

    /// <summary>Between two tries while no keys are known.</summary>
    public static readonly TimeSpan NoKeysPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Known? _known;
    private Task<Known?>? _fetch;
    private long? _lastFetch;

    public async Task<KeyAnswer> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(cancellationToken) is not { } known)
            return new KeyAnswer.Unreachable();
        if (KeyOf(known, id) is { } key)
            return new KeyAnswer.Found(key);
        var again = await FetchUnlessSinceAsync(UnknownKeyPause).WaitAsync(cancellationToken);
        return KeyOf(again ?? known, id) is { } rotated ? new KeyAnswer.Found(rotated) : new KeyAnswer.Unknown();
    }

    /// <summary>Whether the issuer has ever answered.</summary>
    public async Task<bool> AreKnownAsync(CancellationToken cancellationToken) => await CurrentAsync(cancellationToken) is not null;

    /// <summary>For the sign-in.</summary>
    /// <exception cref="IOException">The issuer has never answered.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        (await CurrentAsync(cancel))?.Configuration ?? throw new IOException("the issuer of identity tokens does not answer");

    /// <summary>The sign-in met a key that it does not know.</summary>
    public void RequestRefresh() => _ = FetchUnlessSinceAsync(UnknownKeyPause);

    private async Task<Known?> CurrentAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        if (known is not null && clock.GetElapsedTime(known.FetchedAt) < known.GoodFor)
            return known;
        return await FetchUnlessSinceAsync(known is null ? NoKeysPause : StalePause).WaitAsync(cancellationToken);
    }

    // The fetch is nobody's alone: a caller that goes away does not end it for the others.
    private Task<Known?> FetchUnlessSinceAsync(TimeSpan pause)
    {
        lock (_gate)
        {
            if (_fetch is { IsCompleted: false })
                return _fetch;
            if (_lastFetch is { } last && clock.GetElapsedTime(last) < pause)
                return Task.FromResult(_known);
            _lastFetch = clock.GetTimestamp();
            return _fetch = FetchAsync();
        }
    }

    private async Task<Known?> FetchAsync()
    {
        // The boundary to the issuer: whatever it does, tokens are checked with the keys that are known.
        try
        {
            var fetched = await documents.FetchAsync();
            var known = new Known(fetched.Configuration, clock.GetTimestamp(), fetched.GoodFor);
            Volatile.Write(ref _known, known);
            return known;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            Failed(logger, documents.Issuer, failed.Message);
            return Volatile.Read(ref _known);
        }
    }

    private static SecurityKey? KeyOf(Known known, string id) =>
        known.Configuration.SigningKeys.FirstOrDefault(key => string.Equals(key.KeyId, id, StringComparison.Ordinal));

    [LoggerMessage(1, LogLevel.Warning, "the keys of {Issuer} could not be fetched: {Why}")]
    private static partial void Failed(ILogger logger, Uri issuer, string why);

    private sealed record Known(OpenIdConnectConfiguration Configuration, long FetchedAt, TimeSpan GoodFor);
}
