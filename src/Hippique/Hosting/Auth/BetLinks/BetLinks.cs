using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Notifications;
using Hippique.Racing;

namespace Hippique.Hosting.Auth.BetLinks;

/// <summary>
/// Signed addresses under which a player says what he did with the tickets of one race: <c>/said/2026-03-14/R1C3?until=1773960732&amp;sign=…</c>. Whoever has one can say it for that
/// race and do nothing else; so it needs no sign-in, and may lie in a chat.
/// </summary>
internal sealed class BetLinks(HippiqueSettings settings, BetLinkKey key, TimeProvider clock) : INewsLinks
{
    public const string Root = "/said";

    /// <summary>People forget; after that the command line still takes it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Whether somebody at another device could open an address of the service: not on this machine alone, and not where Cloud Run asks for a token first.</summary>
    public static bool IsReachable(HippiqueSettings settings) =>
        settings is { Server.ServiceUrl: { } url, Access.IamInFront: false } && !IsThisMachine(url);

    /// <inheritdoc/>
    public async Task<Uri?> ForAsync(News news, CancellationToken cancellationToken)
    {
        var race = news switch
        {
            News.TicketsProposed proposed => proposed.Race,
            News.TicketsExpired expired => expired.Race,
            _ => null,
        };
        return race is null || !IsReachable(settings)
            ? null
            : new Uri(
                settings.Server.ServiceUrl!.GetLeftPart(UriPartial.Path).TrimEnd('/')
                    + await PathAsync(race.Id, race.Off, cancellationToken)
            );
    }

    private static bool IsThisMachine(Uri service)
    {
        var host = service.IdnHost.TrimEnd('.');
        if (!IPAddress.TryParse(host, out var address))
            return service.IsLoopback || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
    }

    /// <summary>The address without the service's own.</summary>
    /// <param name="race">Whose tickets.</param>
    /// <param name="off">Its off; the address ends some days after it.</param>
    /// <param name="cancellationToken">Stops the reading of the key.</param>
    /// <exception cref="Orchestration.Artifacts.ArtifactException">The key cannot be read or written.</exception>
    public async Task<string> PathAsync(RaceId race, DateTimeOffset off, CancellationToken cancellationToken)
    {
        var until = (off + Lifetime).ToUnixTimeSeconds();
        var sign = Base64Url.EncodeToString(Sign(await key.GetAsync(cancellationToken), race, until));
        return string.Create(CultureInfo.InvariantCulture, $"{Root}/{race}?until={until}&sign={sign}");
    }

    /// <inheritdoc cref="PathAsync" path="/exception"/>
    public async Task<BetLinkState> CheckAsync(RaceId race, long? until, string? sign, CancellationToken cancellationToken)
    {
        // SHA-256 in Base64 without padding.
        if (until is not { } end || sign is not { Length: 43 } || !Base64Url.IsValid(sign))
            return BetLinkState.Forged;
        var expected = Sign(await key.GetAsync(cancellationToken), race, end);
        if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(sign)))
            return BetLinkState.Forged;
        return clock.GetUtcNow().ToUnixTimeSeconds() <= end ? BetLinkState.Good : BetLinkState.Over;
    }

    private static byte[] Sign(byte[] key, RaceId race, long until) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"said {race} {until}")));
}

/// <summary>What an address is worth.</summary>
internal enum BetLinkState
{
    Good,

    /// <summary>It was made here, and its time is over.</summary>
    Over,

    /// <summary>It was not made here, or with a key that is gone.</summary>
    Forged,
}
