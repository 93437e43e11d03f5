using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using Google.Apis.Services;
using Google.Apis.Storage.v1;
using Google.Cloud.Storage.V1;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Storage;

/// <summary>
/// Opens the client when it is first needed. At Google it has Application Default Credentials; an endpoint elsewhere gets a made-up token, so that no real one leaves for it. The
/// library's own retries are off: <see cref="BucketRetry"/> has the clock, the deadlines and the record of what may have happened.
/// </summary>
internal sealed class BucketConnection(BucketOptions options) : IDisposable
{
    private readonly Lazy<StorageClient> _client = new(() => Open(options), LazyThreadSafetyMode.PublicationOnly);

    /// <exception cref="MissingCredentialsException">A later try may find them.</exception>
    public StorageClient Client => _client.Value;

    /// <summary>Where uploads go to.</summary>
    public Uri Uploads => new(new Uri(Client.Service.BaseUri), $"/upload/storage/v1/b/{options.Bucket}/o");

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static StorageClientImpl Open(BucketOptions options) =>
        new(
            new StorageService(
                new BaseClientService.Initializer
                {
                    ApplicationName = "hippique-orchestrator",
                    BaseUri = options.Endpoint is { } endpoint ? new Uri(endpoint, "storage/v1/").AbsoluteUri : null,
                    DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
                    GZipEnabled = false,
                    HttpClientInitializer = options.IsAtGoogle ? Credentials() : GoogleCredential.FromAccessToken(MadeUpToken.Text),
                }
            ),
            null
        );

    private static GoogleCredential Credentials()
    {
        try
        {
            return GoogleCredential.GetApplicationDefault().CreateScoped(StorageService.Scope.DevstorageReadWrite);
        }
        // This is how the library says that there are none.
        catch (InvalidOperationException missing)
        {
            throw new MissingCredentialsException(missing);
        }
    }
}
