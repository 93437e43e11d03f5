using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>The methods of Cloud Scheduler (REST v1) that are used here, in the configured project and region.</summary>
public sealed class CloudSchedulerClient(RestClient rest, CloudOptions options)
{
    /// <summary>The most that a page holds.</summary>
    private const int PageSize = 500;

    /// <summary><c>projects/…/locations/…</c>.</summary>
    public string Location => $"projects/{options.ProjectId}/locations/{options.Region}";

    /// <summary>The full name of a job.</summary>
    public string NameOf(string id) => $"{Location}/jobs/{id}";

    public Task<RestResult<CloudJob>> CreateAsync(CloudJob job, CancellationToken cancellationToken) =>
        rest.SendAsync(
            RestCall.Post(At($"{Location}/jobs"), job, CloudSchedulerJson.Default.CloudJob),
            CloudSchedulerJson.Default.CloudJob,
            cancellationToken
        );

    public Task<RestResult<CloudJob>> GetAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Get(At(NameOf(id))), CloudSchedulerJson.Default.CloudJob, cancellationToken);

    /// <param name="job">With its name.</param>
    /// <param name="mask">The fields that are replaced, with commas between.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RestResult<CloudJob>> PatchAsync(CloudJob job, string mask, CancellationToken cancellationToken) =>
        rest.SendAsync(
            RestCall.Patch(At($"{job.Name}?updateMask={Uri.EscapeDataString(mask)}"), job, CloudSchedulerJson.Default.CloudJob),
            CloudSchedulerJson.Default.CloudJob,
            cancellationToken
        );

    public Task<RestResult<Empty>> DeleteAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Delete(At(NameOf(id))), CloudSchedulerJson.Default.Empty, cancellationToken);

    public Task<RestResult<CloudJob>> PauseAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Post(At($"{NameOf(id)}:pause")), CloudSchedulerJson.Default.CloudJob, cancellationToken);

    public Task<RestResult<CloudJob>> ResumeAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Post(At($"{NameOf(id)}:resume")), CloudSchedulerJson.Default.CloudJob, cancellationToken);

    /// <summary>Every job of the region, also those of others.</summary>
    public Task<RestResult<IReadOnlyList<CloudJob>>> ListAsync(CancellationToken cancellationToken) =>
        RestPages.AllAsync(token => PageAsync(token, cancellationToken), page => page.Jobs, page => page.NextPageToken);

    private Task<RestResult<JobPage>> PageAsync(string? token, CancellationToken cancellationToken)
    {
        var page = token is null ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
        return rest.SendAsync(
            RestCall.Get(At($"{Location}/jobs?pageSize={PageSize}{page}")),
            CloudSchedulerJson.Default.JobPage,
            cancellationToken
        );
    }

    private Uri At(string path) => new(options.SchedulerEndpoint, $"/v1/{path}");
}
