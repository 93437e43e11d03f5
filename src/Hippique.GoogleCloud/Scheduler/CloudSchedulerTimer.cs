using System.Globalization;
using System.Text;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.Logging;

namespace Hippique.GoogleCloud.Scheduler;

/// <summary>
/// Wakes tasks by Cloud Scheduler: one job for each task, for one minute of one date. A job has no year and stays after it ran, so it is removed when its task ends, and by
/// <see cref="RemoveSpentAsync"/>. It may be called in parallel.
/// </summary>
public sealed class CloudSchedulerTimer(
    CloudSchedulerClient client,
    IWakeCall calls,
    CloudOptions options,
    TimeProvider clock,
    ILogger<CloudSchedulerTimer> logger
) : ITaskTimer, IDisposable
{
    /// <summary>A job further away than this is not made yet: its day of the year might come a year too early.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    /// <summary>The header of a job's call that has the instant for which its task is to be woken, such as <c>2026-03-14T13:55:00Z</c>.</summary>
    public const string InstantHeader = "X-Hippique-Wake";

    /// <summary>So long a call may still be answered or tried again.</summary>
    private static readonly TimeSpan SpentAfter = TimeSpan.FromMinutes(30);

    /// <summary>A job whose next run is so much later than its instant has run.</summary>
    private static readonly TimeSpan NextYear = TimeSpan.FromDays(180);

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const string Changed = "schedule,timeZone,httpTarget,attemptDeadline,retryConfig";

    private readonly WakeGates _gates = new();
    private readonly PauseMarker _marker = new(client, options);

    public async Task WakeAsync(PlannedTask task, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using var gate = await _gates.EnterAsync(task.Name, cancellationToken);
        var now = clock.GetUtcNow();
        if (at - now > Horizon)
        {
            CloudSchedulerLog.TooFar(logger, task.Name, at, Horizon.Days);
            await DeleteAsync(WakeId.Of(task.Name), cancellationToken);
            return;
        }
        var job = await JobAsync(task, at, JobMinute.Of(task, at, options.Lead, now), cancellationToken);
        var made = await client.CreateAsync(job, cancellationToken);
        if (made.Is(RestError.AlreadyExists))
            made = await client.PatchAsync(job, Changed, cancellationToken);
        await PauseNewAsync(made.OrThrow(), cancellationToken);
    }

    public async Task CancelAsync(string name, CancellationToken cancellationToken)
    {
        using var gate = await _gates.EnterAsync(name, cancellationToken);
        await DeleteAsync(WakeId.Of(name), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> WaitingAsync(CancellationToken cancellationToken) =>
        (await JobsAsync(cancellationToken))
            .Where(wake => wake.Job.State == CloudJob.Paused || !(wake.Job.ScheduleTime - wake.At > NextYear))
            .ToDictionary(wake => wake.Task, wake => wake.At, StringComparer.Ordinal);

    /// <summary>Cloud Scheduler pauses single jobs. A job that does nothing says that all are paused, also those that are made later.</summary>
    public async Task PauseAsync(CancellationToken cancellationToken)
    {
        await _marker.SetAsync(cancellationToken);
        foreach (var wake in await JobsAsync(cancellationToken))
        {
            if (wake.Job.State != CloudJob.Paused)
                await PauseAsync(wake.Job.Id, cancellationToken);
        }
    }

    /// <summary>Once more at the end, for jobs that were made, and paused, while it went on.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await ResumeJobsAsync(cancellationToken);
        await _marker.RemoveAsync(cancellationToken);
        await ResumeJobsAsync(cancellationToken);
    }

    public Task<bool> IsPausedAsync(CancellationToken cancellationToken) => _marker.IsSetAsync(cancellationToken);

    /// <summary>
    /// Removes the jobs whose instant is more than half an hour past, which would run again a year later; how many. Those that are paused wait for <see cref="ResumeAsync"/>.
    /// </summary>
    public async Task<int> RemoveSpentAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spent = (await JobsAsync(cancellationToken))
            .Where(wake => wake.Job.State != CloudJob.Paused && wake.At + SpentAfter < now)
            .ToList();
        foreach (var wake in spent)
            await DeleteAsync(wake.Job.Id, cancellationToken);
        return spent.Count;
    }

    public void Dispose() => _gates.Dispose();

    private async Task ResumeJobsAsync(CancellationToken cancellationToken)
    {
        foreach (var wake in await JobsAsync(cancellationToken))
        {
            if (wake.Job.State != CloudJob.Paused)
                continue;
            // Its minute may have passed meanwhile; the next one of that name is a year away.
            var next = JobMinute.Next(clock.GetUtcNow());
            if (JobMinute.Floor(wake.At - options.Lead) < next.At)
            {
                var late = wake.Job with { Schedule = next.Cron, TimeZone = next.TimeZone };
                (await client.PatchAsync(late, "schedule,timeZone", cancellationToken)).OrThrow();
            }
            (await client.ResumeAsync(wake.Job.Id, cancellationToken)).OrThrow();
        }
    }

    private async Task PauseNewAsync(CloudJob job, CancellationToken cancellationToken)
    {
        if (job.State == CloudJob.Paused || !await _marker.IsSetAsync(cancellationToken))
            return;
        await PauseAsync(job.Id, cancellationToken);
        // Somebody resumed in between and has not seen that this one is paused.
        if (!await _marker.IsSetAsync(cancellationToken))
            await client.ResumeAsync(job.Id, cancellationToken);
    }

    // One that is gone needs no pause.
    private async Task PauseAsync(string id, CancellationToken cancellationToken)
    {
        var paused = await client.PauseAsync(id, cancellationToken);
        if (!paused.Is(RestError.NotFound))
            paused.OrThrow();
    }

    private async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var deleted = await client.DeleteAsync(id, cancellationToken);
        if (!deleted.Is(RestError.NotFound))
            deleted.OrThrow();
    }

    private async Task<CloudJob> JobAsync(PlannedTask task, DateTimeOffset at, JobMinute minute, CancellationToken cancellationToken)
    {
        var call = await calls.OfAsync(task, cancellationToken);
        return new CloudJob
        {
            Name = client.NameOf(WakeId.Of(task.Name)),
            Description = $"Hippique: {task.Name}, once",
            Schedule = minute.Cron,
            TimeZone = minute.TimeZone,
            AttemptDeadline = WakeDeadlines.Of(task.Kind, options.Lead + TimeSpan.FromMinutes(1)),
            RetryConfig = JobRetries.OfTasks,
            HttpTarget = new CloudJobTarget
            {
                Uri = options.Address(call.Path),
                HttpMethod = "POST",
                Headers = new Dictionary<string, string>
                {
                    ["Content-Type"] = "application/json",
                    [InstantHeader] = at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
                },
                Body = Encoding.UTF8.GetBytes(call.Body),
                OidcToken = options.Token,
            },
        };
    }

    /// <summary>Those of tasks.</summary>
    private async Task<IReadOnlyList<(CloudJob Job, string Task, DateTimeOffset At)>> JobsAsync(CancellationToken cancellationToken) =>
        [
            .. (await client.ListAsync(cancellationToken))
                .OrThrow()
                .Select(job => (Job: job, Wake: WakeId.Read(job.Id), At: InstantOf(job)))
                .Where(pair => pair is { Wake: not null, At: not null })
                .Select(pair => (pair.Job, pair.Wake!.Task, pair.At!.Value)),
        ];

    private static DateTimeOffset? InstantOf(CloudJob job) =>
        job.HttpTarget?.Headers is { } headers
        && headers.TryGetValue(InstantHeader, out var text)
        && DateTimeOffset.TryParseExact(
            text,
            InstantFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        )
            ? at
            : null;
}
