using System.Text;
using Hippique.GoogleCloud.Rest;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>The two jobs that plan: today's races at nine, tomorrow's early ones at eight in the evening, on the clock of Paris.</summary>
public sealed class DailyJobs(CloudSchedulerClient client, CloudOptions options)
{
    public const string Planning = "hippique-daily-planning";
    public const string EveningPlanning = "hippique-evening-planning";

    private const string Changed = "description,schedule,timeZone,httpTarget,attemptDeadline,retryConfig";

    /// <summary>Makes them, or makes them what they should be. One that is paused stays so.</summary>
    public async Task<IReadOnlyList<CloudJob>> EnsureAsync(CancellationToken cancellationToken)
    {
        var there = new List<CloudJob>();
        foreach (var job in Jobs())
        {
            var made = await client.CreateAsync(job, cancellationToken);
            if (made.Is(RestError.AlreadyExists))
                made = await client.PatchAsync(job, Changed, cancellationToken);
            there.Add(made.OrThrow());
        }
        return there;
    }

    /// <summary>Those that are there.</summary>
    public async Task<IReadOnlyList<CloudJob>> FindAsync(CancellationToken cancellationToken)
    {
        var there = new List<CloudJob>();
        foreach (var job in Jobs())
        {
            var found = await client.GetAsync(job.Id, cancellationToken);
            if (!found.Is(RestError.NotFound))
                there.Add(found.OrThrow());
        }
        return there;
    }

    /// <summary>How many were not paused before.</summary>
    public Task<int> PauseAsync(CancellationToken cancellationToken) =>
        SwitchAsync(job => job.State != CloudJob.Paused, client.PauseAsync, cancellationToken);

    /// <summary>How many were paused before.</summary>
    public Task<int> ResumeAsync(CancellationToken cancellationToken) =>
        SwitchAsync(job => job.State == CloudJob.Paused, client.ResumeAsync, cancellationToken);

    private async Task<int> SwitchAsync(
        Func<CloudJob, bool> which,
        Func<string, CancellationToken, Task<RestResult<CloudJob>>> change,
        CancellationToken cancellationToken
    )
    {
        var jobs = (await FindAsync(cancellationToken)).Where(which).ToList();
        foreach (var job in jobs)
            (await change(job.Id, cancellationToken)).OrThrow();
        return jobs.Count;
    }

    private IEnumerable<CloudJob> Jobs()
    {
        yield return Job(Planning, "Hippique: plans today's races", "0 9 * * *", """{"date":"today","mode":"tasks"}""");
        yield return Job(
            EveningPlanning,
            "Hippique: plans tomorrow's early races",
            "0 20 * * *",
            """{"date":"tomorrow","mode":"tasks","until":"10:00"}"""
        );
    }

    private CloudJob Job(string id, string description, string cron, string body) =>
        new()
        {
            Name = client.NameOf(id),
            Description = description,
            Schedule = cron,
            TimeZone = "Europe/Paris",
            AttemptDeadline = "1800s",
            RetryConfig = JobRetries.OfPlans,
            HttpTarget = new CloudJobTarget
            {
                Uri = options.Address("/schedule"),
                HttpMethod = "POST",
                Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
                Body = Encoding.UTF8.GetBytes(body),
                OidcToken = options.Token,
            },
        };
}
