using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Wakes;

namespace Hippique.Cloud;

/// <summary>Pauses or resumes the daily jobs, the jobs of single tasks and the queue, in this order; what is refused does not keep the others from it.</summary>
internal static class CloudSwitch
{
    private const string Running = "RUNNING";
    private const string Paused = "PAUSED";
    private const string Enabled = "ENABLED";

    /// <param name="project">Whose.</param>
    /// <param name="pause">Else they are resumed.</param>
    /// <param name="cancellationToken">Stops before the next one.</param>
    public static async Task<CloudSwitched> SwitchAsync(CloudProject project, bool pause, CancellationToken cancellationToken)
    {
        var done = new List<SwitchedPart>();
        var errors = new List<string>();
        foreach (var job in CloudStatusReader.DailyJobs)
            await JobAsync(project, job, pause, done, errors, cancellationToken);
        await OneShotsAsync(project, pause, done, errors, cancellationToken);
        await QueueAsync(project, pause, done, errors, cancellationToken);
        return new CloudSwitched(project.Options.ProjectId, done, [.. errors.Distinct()]);
    }

    private static async Task JobAsync(
        CloudProject project,
        string name,
        bool pause,
        List<SwitchedPart> done,
        List<string> errors,
        CancellationToken cancellationToken
    )
    {
        var subject = CloudSubject.Job(name);
        var there = await project.Scheduler.GetAsync(name, cancellationToken);
        if (there is not RestResult<CloudJob>.Ok { Value: var job })
        {
            errors.Add(subject.Why(((RestResult<CloudJob>.Failed)there).Error));
            return;
        }
        if (job.State == Paused == pause)
        {
            done.Add(new SwitchedPart("job", name, job.State ?? "", 0));
            return;
        }
        var changed = pause
            ? await project.Scheduler.PauseAsync(name, cancellationToken)
            : await project.Scheduler.ResumeAsync(name, cancellationToken);
        if (changed is RestResult<CloudJob>.Failed failed)
            errors.Add(subject.Why(failed.Error));
        else
            done.Add(new SwitchedPart("job", name, pause ? Paused : Enabled, 1));
    }

    /// <summary>Only if a day was scheduled by mode scheduler; then also for the jobs that come later.</summary>
    private static async Task OneShotsAsync(
        CloudProject project,
        bool pause,
        List<SwitchedPart> done,
        List<string> errors,
        CancellationToken cancellationToken
    )
    {
        var subject = CloudSubject.Jobs(project.Options);
        var listed = await project.Scheduler.ListAsync(cancellationToken);
        if (listed is not RestResult<IReadOnlyList<CloudJob>>.Ok { Value: var jobs })
        {
            errors.Add(subject.Why(((RestResult<IReadOnlyList<CloudJob>>.Failed)listed).Error));
            return;
        }
        var own = jobs.Where(job => WakeId.Read(job.Id) is not null).ToList();
        try
        {
            if (own.Count == 0 && (pause || !await project.OneShotJobs.IsPausedAsync(cancellationToken)))
                return;
            if (pause)
                await project.OneShotJobs.PauseAsync(cancellationToken);
            else
                await project.OneShotJobs.ResumeAsync(cancellationToken);
            var changed = own.Count(job => job.State == Paused != pause);
            done.Add(new SwitchedPart("jobs", project.Options.Region, pause ? Paused : Enabled, changed));
        }
        // The boundary to Cloud Scheduler: some may have been switched, and the queue is still to be.
        catch (RestException refused)
        {
            errors.Add(subject.Why(refused.Error));
        }
    }

    private static async Task QueueAsync(
        CloudProject project,
        bool pause,
        List<SwitchedPart> done,
        List<string> errors,
        CancellationToken cancellationToken
    )
    {
        var before = await project.Tasks.QueueAsync(cancellationToken);
        if (before is RestResult<CloudQueue>.Failed absent && absent.Error.Is(RestError.NotFound))
        {
            errors.Add(CloudSubject.Queue(project.Options).Why(absent.Error));
            return;
        }
        var changed = pause ? await project.Tasks.PauseAsync(cancellationToken) : await project.Tasks.ResumeAsync(cancellationToken);
        if (changed is RestResult<CloudQueue>.Failed failed)
        {
            errors.Add(CloudSubject.QueueSwitch(project.Options).Why(failed.Error));
            return;
        }
        // Who may switch it need not be allowed to look at it.
        var was = before is RestResult<CloudQueue>.Ok { Value.State: var state } ? state : null;
        var wanted = pause ? Paused : Running;
        done.Add(new SwitchedPart("queue", project.Options.QueueId, wanted, was == wanted ? 0 : 1));
    }
}

/// <summary>What <c>hippique cloud pause</c> and <c>resume</c> did; their JSON.</summary>
/// <param name="Project">The project's id.</param>
/// <param name="Parts">What was reached.</param>
/// <param name="Errors">Why the others were not.</param>
internal sealed record CloudSwitched(string Project, IReadOnlyList<SwitchedPart> Parts, IReadOnlyList<string> Errors);

/// <param name="Kind"><c>queue</c>, <c>job</c> or <c>jobs</c> (those of single tasks).</param>
/// <param name="Name">Its id; of <c>jobs</c> the region.</param>
/// <param name="State">As it is now.</param>
/// <param name="Changed">How many were not so before.</param>
internal sealed record SwitchedPart(string Kind, string Name, string State, int Changed);
