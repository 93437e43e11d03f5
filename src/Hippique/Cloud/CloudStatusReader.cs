using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;

namespace Hippique.Cloud;

/// <summary>Asks service, queue and daily jobs at the same time; what one refuses does not hide the others.</summary>
internal static class CloudStatusReader
{
    /// <summary>The jobs that plan.</summary>
    public static readonly IReadOnlyList<string> DailyJobs =
    [
        GoogleCloud.Scheduler.DailyJobs.Planning,
        GoogleCloud.Scheduler.DailyJobs.EveningPlanning,
    ];

    public static async Task<CloudStatus> ReadAsync(CloudProject project, CancellationToken cancellationToken)
    {
        var service = project.Run.GetAsync(project.Service, cancellationToken);
        var ready = ReadyProbe.AskAsync(project.Options.ServiceUrl, cancellationToken);
        var queue = project.Tasks.QueueAsync(cancellationToken);
        var jobs = DailyJobs.Select(job => (Name: job, Asked: project.Scheduler.GetAsync(job, cancellationToken))).ToList();
        await Task.WhenAll([service, ready, queue, .. jobs.Select(job => job.Asked)]);

        var errors = new List<string>();
        var found = Had(await service, CloudSubject.Service(project.Service), errors);
        var (answer, why) = await ready;
        if (why is not null)
            errors.Add(why);
        var state = Had(await queue, CloudSubject.Queue(project.Options), errors);
        var there = new List<CloudJob?>();
        foreach (var (name, asked) in jobs)
            there.Add(Had(await asked, CloudSubject.Job(name), errors));
        return new CloudStatus
        {
            Project = project.Options.ProjectId,
            Region = project.Options.Region,
            Service = found is null ? null : CloudServiceState.Of(project.Service, found),
            Ready = answer,
            Queue = state is null ? null : new CloudQueueState(project.Options.QueueId, state.State, state.RateLimits, state.RetryConfig),
            Jobs = [.. there.OfType<CloudJob>().Select(CloudJobState.Of)],
            // Without credentials every part says the same.
            Errors = [.. errors.Distinct()],
        };
    }

    private static T? Had<T>(RestResult<T> result, CloudSubject subject, List<string> errors)
        where T : class
    {
        if (result is RestResult<T>.Ok { Value: var value })
            return value;
        errors.Add(subject.Why(((RestResult<T>.Failed)result).Error));
        return null;
    }
}
