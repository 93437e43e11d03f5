using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace Hippique.GoogleCloud.Rest;

/// <summary>
/// Application Default Credentials: the file of <c>GOOGLE_APPLICATION_CREDENTIALS</c>, gcloud's own file, or the metadata server of Cloud Run (<c>GCE_METADATA_HOST</c> names another
/// one). The library keeps a token and renews it before it expires. Only <see cref="GoogleHost"/> gets one.
/// </summary>
/// <param name="find">Where the credentials come from.</param>
public sealed class DefaultCredentials(Func<CancellationToken, Task<GoogleCredential>> find) : IAccessTokens
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private GoogleCredential? _credential;

    public DefaultCredentials()
        : this(GoogleCredential.GetApplicationDefaultAsync) { }

    public async Task<string?> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        // Before the credentials are looked for: another address has nothing to do with them.
        if (!GoogleHost.Is(address))
            return null;
        if (_credential is null && await FindAsync(cancellationToken) is { } found)
            _credential = found.IsCreateScopedRequired ? found.CreateScoped(Scope) : found;
        return _credential is { } credential ? await TokenAsync(credential, cancellationToken) : null;
    }

    // The library says by this exception that it has looked everywhere and found nothing.
    private async Task<GoogleCredential?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await find(cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new AccessTokenException($"the credentials cannot be read: {broken.Message}", broken);
        }
    }

    // The boundary to the token server: what it says goes to the log, the token and the key never do.
    private static async Task<string?> TokenAsync(GoogleCredential credential, CancellationToken cancellationToken)
    {
        try
        {
            return await ((ITokenAccess)credential).GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
        }
        catch (TokenResponseException refused)
        {
            throw new AccessTokenException($"no access token: {refused.Error?.Error} {refused.Error?.ErrorDescription}".TrimEnd(), refused);
        }
        catch (HttpRequestException unreachable)
        {
            throw new AccessTokenException($"no access token: {unreachable.Message}", unreachable);
        }
    }
}
