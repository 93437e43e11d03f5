using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Tasks;

/// <summary>The methods of Cloud Tasks (REST v2) that are used here, on the configured queue.</summary>
public sealed class CloudTasksClient(RestClient rest, CloudOptions options)
{
    /// <summary>The most that a page holds.</summary>
    private const int PageSize = 1000;

    /// <summary><c>projects/…/locations/…/queues/…</c>.</summary>
    public string Queue => $"projects/{options.ProjectId}/locations/{options.Region}/queues/{options.QueueId}";

    /// <summary>The full name of a task of the queue.</summary>
    public string NameOf(string id) => $"{Queue}/tasks/{id}";

    public Task<RestResult<CloudTask>> CreateAsync(CloudTask task, CancellationToken cancellationToken) =>
        rest.SendAsync(
            RestCall.Post(At($"{Queue}/tasks"), new CreateTask(task), CloudTasksJson.Default.CreateTask),
            CloudTasksJson.Default.CloudTask,
            cancellationToken
        );

    public Task<RestResult<CloudTask>> GetAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Get(At(NameOf(id))), CloudTasksJson.Default.CloudTask, cancellationToken);

    public Task<RestResult<Empty>> DeleteAsync(string id, CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Delete(At(NameOf(id))), CloudTasksJson.Default.Empty, cancellationToken);

    /// <summary>Every task of the queue, without bodies.</summary>
    public Task<RestResult<IReadOnlyList<CloudTask>>> ListAsync(CancellationToken cancellationToken) =>
        RestPages.AllAsync(token => PageAsync(token, cancellationToken), page => page.Tasks, page => page.NextPageToken);

    public Task<RestResult<CloudQueue>> QueueAsync(CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Get(At(Queue)), CloudTasksJson.Default.CloudQueue, cancellationToken);

    public Task<RestResult<CloudQueue>> PauseAsync(CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Post(At($"{Queue}:pause")), CloudTasksJson.Default.CloudQueue, cancellationToken);

    public Task<RestResult<CloudQueue>> ResumeAsync(CancellationToken cancellationToken) =>
        rest.SendAsync(RestCall.Post(At($"{Queue}:resume")), CloudTasksJson.Default.CloudQueue, cancellationToken);

    private Task<RestResult<TaskPage>> PageAsync(string? token, CancellationToken cancellationToken)
    {
        var page = token is null ? "" : $"&pageToken={Uri.EscapeDataString(token)}";
        return rest.SendAsync(
            RestCall.Get(At($"{Queue}/tasks?responseView=BASIC&pageSize={PageSize}{page}")),
            CloudTasksJson.Default.TaskPage,
            cancellationToken
        );
    }

    private Uri At(string path) => new(options.TasksEndpoint, $"/v2/{path}");
}
