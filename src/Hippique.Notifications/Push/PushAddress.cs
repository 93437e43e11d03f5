using Hippique.Racing;

namespace Hippique.Notifications.Push;

/// <summary>
/// Reads the address of a subscription. It comes from outside and is posted to, so it names a public host over https: no number of a machine and no name of the own network.
/// </summary>
public static class PushAddress
{
    private const int Longest = 2048;

    /// <summary>Ends of names that no public host has (RFC 6761, 6762, 8375; the others are in use in offices and homes).</summary>
    private static readonly string[] PrivateEnds =
    [
        ".corp",
        ".home",
        ".home.arpa",
        ".internal",
        ".intranet",
        ".lan",
        ".local",
        ".localdomain",
        ".localhost",
        ".private",
    ];

    /// <returns>The address, or why it is none; the reason does not repeat it.</returns>
    public static ParseResult<Uri> Read(string? text, PushOptions options) =>
        text is { Length: <= Longest }
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { UserInfo: "", Fragment: "" }
        && (IsPublic(address) || (options.AllowLoopback && address is { Scheme: "http", IsLoopback: true }))
            ? ParseResult<Uri>.Ok(address)
            : ParseResult<Uri>.Fail($"{"endpoint"} is no https address of a push service with a public name");

    private static bool IsPublic(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return address.Scheme == Uri.UriSchemeHttps
            && address.HostNameType == UriHostNameType.Dns
            && !address.IsLoopback
            && host.Contains('.', StringComparison.Ordinal)
            && !PrivateEnds.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }
}
