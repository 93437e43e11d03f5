namespace Hippique.Hosting.Settings;

/// <summary>Who is let in by an identity token or a Google sign-in, and what the platform in front of the service has checked.</summary>
public sealed record AccessSettings
{
    /// <summary>Google's issuer of identity tokens.</summary>
    public static readonly Uri Google = new("https://accounts.google.com/");

    /// <summary>The client id of gcloud, which is the audience of what <c>gcloud auth print-identity-token</c> prints for a person.</summary>
    public const string GcloudAudience = "32555940559.apps.googleusercontent.com";

    /// <summary>E-mails of people (<c>ALLOWED_EMAILS</c>); compared without case.</summary>
    public IReadOnlyList<string> AllowedEmails { get; init; } = [];

    /// <summary>
    /// E-mails of people who may read and change nothing (<c>ALLOWED_VIEWERS</c>); compared without case. Whoever is in <see cref="AllowedEmails"/> too is an owner.
    /// </summary>
    public IReadOnlyList<string> AllowedViewers { get; init; } = [];

    /// <summary>In whose name Cloud Tasks and Cloud Scheduler call (<c>SERVICE_ACCOUNT_EMAIL</c>).</summary>
    public string? ServiceAccountEmail { get; init; }

    /// <summary>The audience of tokens: <c>SERVICE_URL</c>, if it is an https address, or one of this machine whose issuer is on it too.</summary>
    public Uri? Audience { get; init; }

    /// <summary>Who issues tokens (<c>OIDC_ISSUER</c>).</summary>
    public Uri Issuer { get; init; } = Google;

    /// <summary>Whether gcloud's own client id is an audience too, for <see cref="AllowedEmails"/> (<c>ALLOW_GCLOUD_AUDIENCE</c>). The default value is true.</summary>
    public bool AllowGcloudAudience { get; init; } = true;

    /// <summary>Cloud Run's IAM is said to check each token before the service sees it (<c>AUTH_PLATFORM=cloud-run-iam</c>).</summary>
    public bool IamInFront { get; init; }

    /// <summary>The platform's own <c>K_SERVICE</c> is set.</summary>
    public bool OnCloudRun { get; init; }

    /// <summary><c>K_SERVICE</c>, <c>K_REVISION</c> and <c>K_CONFIGURATION</c> are all set.</summary>
    public bool PlatformIsWhole { get; init; }

    /// <summary>The client by which people sign in; null: nobody does.</summary>
    public SignInClient? SignIn { get; init; }

    /// <summary>Identity tokens are accepted where both their audience and whom they may name are known.</summary>
    public bool AcceptsIdentityTokens => Audience is not null && (AllowedEmails.Count > 0 || ServiceAccountEmail is not null);

    /// <summary>A token whose signature Cloud Run has removed is as good as a signed one; anywhere else it is forged.</summary>
    public bool AcceptsRemovedSignatures => IamInFront && PlatformIsWhole;

    /// <summary>The token file, the printed link and its sessions are for one machine: a container of Cloud Run loses them, and its log must not hold them.</summary>
    public bool HasOwnToken => !OnCloudRun;

    /// <summary>What a person who signs in with this e-mail may do; null: nothing.</summary>
    public CallerRole? RoleOf(string email) =>
        AllowsPerson(email) ? CallerRole.Owner
        : AllowedViewers.Contains(email, StringComparer.OrdinalIgnoreCase) ? CallerRole.Viewer
        : null;

    /// <summary>Whether a person with this e-mail is an owner.</summary>
    public bool AllowsPerson(string email) => AllowedEmails.Contains(email, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a person or the service's own account is let in with an identity token; a viewer is not.</summary>
    public bool Allows(string email) =>
        AllowsPerson(email) || string.Equals(email, ServiceAccountEmail, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The OAuth client of the sign-in page.</summary>
/// <param name="Id"><c>OIDC_CLIENT_ID</c>.</param>
/// <param name="Secret"><c>OIDC_CLIENT_SECRET</c>; never logged.</param>
public sealed record SignInClient(string Id, string Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(SignInClient)} {{ {nameof(Id)} = {Id} }}";
}
