using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads who is let in. The platform's own variables (<c>K_SERVICE</c> and its kin) are set by Cloud Run in each container.</summary>
internal static partial class AccessReader
{
    public static AccessSettings Read(VariableReader reader, ServerSettings server)
    {
        var issuer = reader.Parse("OIDC_ISSUER", AccessSettings.Google, Issuer);
        var access = new AccessSettings
        {
            AllowedEmails = reader.List("ALLOWED_EMAILS", [], Email),
            AllowedViewers = reader.List("ALLOWED_VIEWERS", [], Email),
            ServiceAccountEmail = reader.Parse<string?>("SERVICE_ACCOUNT_EMAIL", null, text => Email(text)!),
            Audience = server.ServiceUrl is { } url && (url.Scheme == Uri.UriSchemeHttps || IsTrial(url, issuer)) ? url : null,
            Issuer = issuer,
            AllowGcloudAudience = reader.Flag("ALLOW_GCLOUD_AUDIENCE", true),
            IamInFront = reader.Parse("AUTH_PLATFORM", false, Platform),
            OnCloudRun = reader.Text("K_SERVICE") is not null,
            PlatformIsWhole = ((string[])["K_SERVICE", "K_REVISION", "K_CONFIGURATION"]).All(name => reader.Text(name) is not null),
            SignIn = Client(reader),
        };
        if (access.OnCloudRun && !server.RequireAuth)
            reader.Refuse("REQUIRE_AUTH", Problem.Of($"false is refused on Cloud Run (K_SERVICE is set): anybody could use the service"));
        if (access.SignIn is not null)
            CheckSignIn(reader, access);
        return access;
    }

    private static SignInClient? Client(VariableReader reader)
    {
        var (id, secret) = (reader.Text("OIDC_CLIENT_ID"), reader.Text("OIDC_CLIENT_SECRET"));
        if (id is null != secret is null)
            reader.Refuse(
                id is null ? "OIDC_CLIENT_ID" : "OIDC_CLIENT_SECRET",
                Problem.Of($"is missing; sign-in needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET")
            );
        return id is null || secret is null ? null : new SignInClient(id, secret);
    }

    private static void CheckSignIn(VariableReader reader, AccessSettings access)
    {
        if (access.Audience is not { Scheme: "https" })
            reader.Refuse("SERVICE_URL", Problem.Of($"is no https address, and sign-in (OIDC_CLIENT_ID) needs one"));
        if (access.AllowedEmails.Count == 0 && access.AllowedViewers.Count == 0)
            reader.Refuse("ALLOWED_EMAILS", Problem.Of($"is empty, so nobody could sign in (OIDC_CLIENT_ID)"));
    }

    private static ParseResult<string> Email(string text) =>
        text.Length <= 254 && Mailbox.IsMatch(text)
            ? ParseResult<string>.Ok(text)
            : ParseResult<string>.Fail($"'{Quoted.Short(text)}' is no e-mail address");

    private static ParseResult<bool> Platform(string text) =>
        text.ToLowerInvariant() switch
        {
            "none" => ParseResult<bool>.Ok(false),
            "cloud-run-iam" => ParseResult<bool>.Ok(true),
            _ => ParseResult<bool>.Fail($"'{Quoted.Short(text)}' is no platform; expected none or cloud-run-iam"),
        };

    // A trial on one machine, its issuer included. An address such as http://localhost:8080 is everybody's, so Google's tokens for it are no proof.
    private static bool IsTrial(Uri service, Uri issuer) => service.IsLoopback && issuer is { Scheme: "http", IsLoopback: true };

    // Keys that come over plain http could be anybody's; on this machine itself nothing is between.
    private static ParseResult<Uri> Issuer(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true })
        && address is { Query: "", Fragment: "", UserInfo: "" }
            ? ParseResult<Uri>.Ok(address)
            : ParseResult<Uri>.Fail($"'{Quoted.Short(text)}' is no https address of an issuer");

    [GeneratedRegex(@"\A[^@\s,]+@[^@\s,]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mailbox { get; }
}
