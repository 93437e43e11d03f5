using Hippique.Cloud;
using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Logging;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;

namespace Hippique.Doctor.Cloud;

/// <summary>What Google Cloud answers about the project; each part can have been refused.</summary>
internal sealed record CloudFindings
{
    /// <summary>What the service's log is searched for: words of refusals that it could not do anything about.</summary>
    private static readonly string[] Refusals = ["PERMISSION_DENIED", "no permission", "RESOURCE_EXHAUSTED"];

    private static readonly TimeSpan SearchedLog = TimeSpan.FromDays(1);
    private const int MostEntries = 50;

    public required CloudOptions Options { get; init; }

    /// <summary>The Cloud Run service's id.</summary>
    public required string ServiceName { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required RestResult<RunService> Service { get; init; }

    /// <summary>Who may call it.</summary>
    public required RestResult<RunPolicy> Policy { get; init; }

    /// <summary>Who answers a stranger at its address.</summary>
    public required FrontAnswer Front { get; init; }
    public required RestResult<CloudQueue> Queue { get; init; }
    public required RestResult<IReadOnlyList<CloudTask>> Tasks { get; init; }

    /// <summary>The daily jobs.</summary>
    public required IReadOnlyList<(string Name, RestResult<CloudJob> Job)> Jobs { get; init; }

    /// <summary>Entries of the last day that tell of a refusal.</summary>
    public required RestResult<IReadOnlyList<LogEntry>> Log { get; init; }

    /// <summary>Instants of the day's tasks; empty: not known.</summary>
    public required IReadOnlyList<DateTimeOffset> Due { get; init; }

    /// <summary>Reads only, all at the same time.</summary>
    public static async Task<CloudFindings> AskAsync(
        CloudProject project,
        IReadOnlyList<DateTimeOffset> due,
        CancellationToken cancellationToken
    )
    {
        var now = project.Clock.GetUtcNow();
        var service = project.Run.GetAsync(project.Service, cancellationToken);
        var policy = project.Run.PolicyAsync(project.Service, cancellationToken);
        var front = FrontProbe.AskAsync(project.Options.ServiceUrl, cancellationToken);
        var queue = project.Tasks.QueueAsync(cancellationToken);
        var tasks = project.Tasks.ListAsync(cancellationToken);
        var jobs = CloudStatusReader.DailyJobs.Select(name => (name, Asked: project.Scheduler.GetAsync(name, cancellationToken))).ToList();
        var query = new LogQuery
        {
            Service = project.Service,
            Since = now - SearchedLog,
            Severity = "WARNING",
            Words = Refusals,
        };
        var log = project.Logging.ListAsync(query, MostEntries, cancellationToken);
        await Task.WhenAll([service, policy, front, queue, tasks, log, .. jobs.Select(job => job.Asked)]);
        var found = new List<(string, RestResult<CloudJob>)>();
        foreach (var (name, asked) in jobs)
            found.Add((name, await asked));
        return new CloudFindings
        {
            Options = project.Options,
            ServiceName = project.Service,
            Now = now,
            Service = await service,
            Policy = await policy,
            Front = await front,
            Queue = await queue,
            Tasks = await tasks,
            Jobs = found,
            Log = await log,
            Due = due,
        };
    }
}
