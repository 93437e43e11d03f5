using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Run;

/// <summary>The method of the Cloud Run Admin API (REST v2) that is used here, in the configured project and region.</summary>
public sealed class CloudRunClient(RestClient rest, CloudOptions options)
{
    /// <param name="service">The service's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RestResult<RunService>> GetAsync(string service, CancellationToken cancellationToken)
    {
        var name = $"projects/{options.ProjectId}/locations/{options.Region}/services/{Uri.EscapeDataString(service)}";
        return rest.SendAsync(
            RestCall.Get(new Uri(options.RunEndpoint, $"/v2/{name}")),
            CloudRunJson.Default.RunService,
            cancellationToken
        );
    }
}
