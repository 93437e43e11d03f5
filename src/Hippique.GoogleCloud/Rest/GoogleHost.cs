namespace Hippique.GoogleCloud.Rest;

/// <summary>
/// Where an access token may go: to hosts of googleapis.com by https. Google's private ways in (<c>private.googleapis.com</c>, <c>….p.googleapis.com</c>) are among them, so that no
/// address of anybody else needs one; what is configured there, also by https, is an emulator or a slip.
/// </summary>
public static class GoogleHost
{
    private const string Domain = "googleapis.com";

    /// <summary>Whether this address is one of Google's APIs.</summary>
    public static bool Is(Uri address) =>
        address is { Scheme: "https", UserInfo: "" }
        && (
            string.Equals(address.IdnHost, Domain, StringComparison.OrdinalIgnoreCase)
            || address.IdnHost.EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase)
        );
}
