using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Scheduler;

/// <summary>
/// Cloud Scheduler (REST v1) at a loopback address: jobs by the documented rules. What falls due on the given clock is called over HTTP. Not here: targets other than HTTP, English-like schedules
/// and rights of single jobs.
/// </summary>
public sealed partial class LoopbackScheduler : LoopbackRest, IDisposable
{
    private const string JobList = "projects/*/locations/*/jobs";
    private const string OneJob = JobList + "/*";

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Alarm _alarm;
    private readonly SortedDictionary<string, LoopbackJob> _jobs = new(StringComparer.Ordinal);

    public LoopbackScheduler(TimeProvider clock)
    {
        _clock = clock;
        _alarm = new Alarm(clock, RunDue);
        Caller = new LoopbackCaller(clock);
    }

    /// <summary>The ids of all jobs.</summary>
    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Values.Select(job => job.Id)];
        }
    }

    protected override IReadOnlyList<string> Paths => ["/v1/projects/{project}/locations/{location}/{**rest}"];

    public void Dispose()
    {
        _alarm.Dispose();
        Caller.Dispose();
    }

    protected override JsonObject Answer(LoopbackRequest request)
    {
        var path = ResourcePath.Parse(request.Path);
        lock (_gate)
        {
            var answer = (request.Method, path.Shape, path.Verb) switch
            {
                ("POST", JobList, "") => Create(request, path),
                ("GET", JobList, "") => List(request, path),
                ("GET", OneJob, "") => JobOf(request, "cloudscheduler.jobs.get", path).Write(),
                ("PATCH", OneJob, "") => Patch(request, path),
                ("DELETE", OneJob, "") => Delete(request, path),
                ("POST", OneJob, "pause") => Switch(JobOf(request, "cloudscheduler.jobs.pause", path), paused: true),
                ("POST", OneJob, "resume") => Switch(JobOf(request, "cloudscheduler.jobs.enable", path), paused: false),
                ("POST", OneJob, "run") => RunNow(JobOf(request, "cloudscheduler.jobs.run", path)),
                _ => throw GoogleStatusException.NotFound("Method not found."),
            };
            Arm();
            return answer;
        }
    }

    private JsonObject Create(LoopbackRequest request, ResourcePath path)
    {
        Require("cloudscheduler.jobs.create");
        Proto.Query(request);
        var given = request.Body ?? throw GoogleStatusException.Invalid("Job is required.");
        JobReader.Check(given);
        var name = Proto.Text(given, "name") is { Length: > 0 } own ? own : $"{path.Name}/{Guid.NewGuid():N}";
        if (ResourcePath.Parse($"/v1/{name}") is not { Shape: OneJob, Verb: "" } named || named.Parent != path.Name)
            throw GoogleStatusException.Invalid($"Job name must be formatted: \"{path.Name}/<JOB_ID>\".");
        if (_jobs.ContainsKey(name))
            throw GoogleStatusException.Exists($"Job {name} already exists.");
        var (settings, cron, call) = JobReader.Complete(given);
        var job = new LoopbackJob
        {
            Name = name,
            Settings = settings,
            Cron = cron,
            Call = call,
            Updated = _clock.GetUtcNow(),
            Next = cron.After(_clock.GetUtcNow()),
        };
        _jobs[name] = job;
        return job.Write();
    }

    private JsonObject List(LoopbackRequest request, ResourcePath path)
    {
        Require("cloudscheduler.jobs.list");
        Proto.Query(request, "pageSize", "pageToken", "filter", "legacyAppEngineCron");
        var jobs = _jobs.Where(pair => pair.Key.StartsWith(path.Name + "/", StringComparison.Ordinal));
        return Pages.Of(
            request,
            "jobs",
            path.Name,
            [.. jobs.Select(pair => (pair.Key, pair.Value.Write()))],
            500,
            tooLargeIsInvalid: false
        );
    }

    private JsonObject Patch(LoopbackRequest request, ResourcePath path)
    {
        var job = JobOf(request, "cloudscheduler.jobs.update", path, "updateMask");
        var change = request.Body ?? throw GoogleStatusException.Invalid("Job is required.");
        JobReader.Check(change);
        var next = FieldMask.Apply(job.Settings, change, request.Asked("updateMask"), JobReader.Changeable);
        (job.Settings, job.Cron, job.Call) = JobReader.Complete(next);
        job.Updated = _clock.GetUtcNow();
        (job.Failures, job.RunOf) = (0, null);
        job.Next = job.Cron.After(_clock.GetUtcNow());
        return job.Write();
    }

    private JsonObject Delete(LoopbackRequest request, ResourcePath path)
    {
        JobOf(request, "cloudscheduler.jobs.delete", path, "legacyAppEngineCron");
        _jobs.Remove(path.Name);
        return [];
    }

    /// <summary>A run that falls due while a job is paused does not come later.</summary>
    private JsonObject Switch(LoopbackJob job, bool paused)
    {
        if (job.Paused == paused)
            throw GoogleStatusException.Failed($"The job must be {(paused ? "ENABLED" : "PAUSED")}.");
        job.Paused = paused;
        (job.Failures, job.RunOf) = (0, null);
        job.Next = job.Cron.After(_clock.GetUtcNow());
        return job.Write();
    }

    private LoopbackJob JobOf(LoopbackRequest request, string permission, ResourcePath path, params IReadOnlyList<string> query)
    {
        Proto.Query(request, query);
        Require(permission);
        return _jobs.TryGetValue(path.Name, out var job) ? job : throw GoogleStatusException.NotFound("Job not found.");
    }
}
