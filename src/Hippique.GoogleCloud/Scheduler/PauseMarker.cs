using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>A job that does nothing and says by its being there that the jobs of tasks are paused, to every process and until somebody resumes them.</summary>
internal sealed class PauseMarker(CloudSchedulerClient client, CloudOptions options)
{
    private const string Id = "hippique-paused";

    public async Task<bool> IsSetAsync(CancellationToken cancellationToken)
    {
        var there = await client.GetAsync(Id, cancellationToken);
        return !there.Is(RestError.NotFound) && there.OrThrow() is not null;
    }

    public async Task SetAsync(CancellationToken cancellationToken)
    {
        var made = await client.CreateAsync(Job(), cancellationToken);
        if (made.Is(RestError.AlreadyExists))
            return;
        made.OrThrow();
        (await client.PauseAsync(Id, cancellationToken)).OrThrow();
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var deleted = await client.DeleteAsync(Id, cancellationToken);
        if (!deleted.Is(RestError.NotFound))
            deleted.OrThrow();
    }

    /// <summary>A job must call something; this one, which is paused at once, would ask whether the service is alive.</summary>
    private CloudJob Job() =>
        new()
        {
            Name = client.NameOf(Id),
            Description = "Hippique: the jobs of tasks are paused while this one is here",
            Schedule = "0 0 1 1 *",
            TimeZone = "Europe/Paris",
            HttpTarget = new CloudJobTarget { Uri = options.Address("/health"), HttpMethod = "GET" },
        };
}
