using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Run;

/// <summary>The methods of the Cloud Run Admin API (REST v2) that are used here, in the configured project and region.</summary>
public sealed class CloudRunClient(RestClient rest, CloudOptions options)
{
    /// <param name="service">The service's id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RestResult<RunService>> GetAsync(string service, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Get(AddressOf(service)), CloudRunJson.Default.RunService, cancellationToken);

    /// <inheritdoc cref="GetAsync"/>
    public Task<RestResult<RunPolicy>> PolicyAsync(string service, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Get(AddressOf(service, ":getIamPolicy")), CloudRunJson.Default.RunPolicy, cancellationToken);

    private Uri AddressOf(string service, string verb = "") =>
        new(
            options.RunEndpoint,
            $"/v2/projects/{options.ProjectId}/locations/{options.Region}/services/{Uri.EscapeDataString(service)}{verb}"
        );
}
