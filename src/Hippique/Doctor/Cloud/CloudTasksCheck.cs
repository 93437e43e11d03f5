using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.Hosting;

namespace Hippique.Doctor.Cloud;

/// <summary>"Cloud Tasks not executing": queue, daily jobs, tasks that should have run, and permissions that the service missed.</summary>
internal static class CloudTasksCheck
{
    private const string Name = "cloud_tasks";

    /// <summary>The queue is late by seconds mostly, by minutes seldom.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    public static IEnumerable<DoctorCheck> Of(CloudFindings found) =>
        [.. OfService(found), .. OfQueue(found), .. OfTasks(found), .. OfJobs(found), .. OfPermissions(found)];

    /// <summary>What is said if nothing is wrong.</summary>
    public static string Well(CloudFindings found) => Texts.Get("doctor_tasks_ok", found.Options.QueueId, found.Tasks.OrThrow().Count);

    // That it is not there is said beside SERVICE_URL.
    private static IEnumerable<DoctorCheck> OfService(CloudFindings found)
    {
        if (found.Service is RestResult<RunService>.Ok { Value.TerminalCondition: { Holds: false } failing })
            yield return Error("doctor_tasks_service", "doctor_tasks_service_advice", found.ServiceName, failing.Message ?? failing.State);
    }

    private static IEnumerable<DoctorCheck> OfQueue(CloudFindings found)
    {
        var id = found.Options.QueueId;
        switch (found.Queue)
        {
            case RestResult<CloudQueue>.Ok { Value.State: "PAUSED" }:
                yield return Error("doctor_tasks_paused", "doctor_tasks_resume_advice", id);
                break;
            case RestResult<CloudQueue>.Ok { Value.State: "DISABLED" }:
                yield return Error("doctor_tasks_disabled", "doctor_tasks_resume_advice", id);
                break;
            case RestResult<CloudQueue>.Failed { Error: var error } when error.Is(RestError.NotFound):
                yield return Error("doctor_tasks_no_queue", "doctor_tasks_queue_advice", id, found.Options.Region);
                break;
            case RestResult<CloudQueue>.Failed { Error: var error }:
                yield return CloudChecks.Unknown(Name, CloudSubject.Queue(found.Options), error);
                break;
        }
    }

    private static IEnumerable<DoctorCheck> OfTasks(CloudFindings found)
    {
        if (found.Tasks is RestResult<IReadOnlyList<CloudTask>>.Failed { Error: var error })
        {
            // What the queue itself has not said already.
            if (found.Queue is RestResult<CloudQueue>.Ok)
                yield return CloudChecks.Unknown(Name, CloudSubject.Queue(found.Options), error);
            yield break;
        }
        var tasks = found.Tasks.OrThrow();
        var late = tasks.Where(task => task.ScheduleTime < found.Now - Late).OrderBy(task => task.ScheduleTime).ToList();
        if (late.Count > 0)
            yield return Error(
                "doctor_tasks_late",
                "doctor_tasks_late_advice",
                late.Count,
                new CloudLines(found.Now).Time(late[0].ScheduleTime!.Value),
                Last(late[0])
            );
        var failing = tasks
            .Except(late)
            .Where(task => task.DispatchCount > 1 && task.LastAttempt?.ResponseStatus is { Code: not 0 })
            .ToList();
        if (failing.Count > 0)
            yield return Error(
                "doctor_tasks_failing",
                "doctor_tasks_late_advice",
                failing.Count,
                failing[0].DispatchCount,
                Last(failing[0])
            );
    }

    private static string Last(CloudTask task) =>
        task.LastAttempt?.ResponseStatus is { } status ? CodeNames.Of(status.Code) : Texts.Get("doctor_tasks_never");

    private static IEnumerable<DoctorCheck> OfJobs(CloudFindings found)
    {
        foreach (var (name, result) in found.Jobs)
        {
            switch (result)
            {
                case RestResult<CloudJob>.Failed { Error: var error } when error.Is(RestError.NotFound):
                    yield return Error("doctor_tasks_no_job", "doctor_tasks_job_advice", name);
                    break;
                case RestResult<CloudJob>.Failed { Error: var error }:
                    yield return CloudChecks.Unknown(Name, CloudSubject.Job(name), error);
                    break;
                case RestResult<CloudJob>.Ok { Value.State: CloudJob.Paused }:
                    yield return Error("doctor_tasks_job_paused", "doctor_tasks_resume_advice", name);
                    break;
                // That the token was refused is said beside it.
                case RestResult<CloudJob>.Ok { Value: { LastAttemptTime: not null, Status.Code: > 0 and not (7 or 16) and var code } }:
                    yield return new(
                        Name,
                        CheckState.Warning,
                        Texts.Get("doctor_tasks_job_failed", name, CodeNames.Of(code)),
                        Texts.Get("doctor_oidc_log_advice")
                    );
                    break;
            }
        }
    }

    private static IEnumerable<DoctorCheck> OfPermissions(CloudFindings found) =>
        MissedPermissions
            .In(found.Log)
            .Select(missed => new DoctorCheck(
                Name,
                missed.IsNeeded ? CheckState.Error : CheckState.Warning,
                Texts.Get("doctor_tasks_permission", missed.Permission, missed.Role),
                Texts.Get(missed.IsNeeded ? "doctor_tasks_role_advice" : "doctor_tasks_grant_advice")
            ));

    private static DoctorCheck Error(string key, string advice, params ReadOnlySpan<object?> places) =>
        new(Name, CheckState.Error, Texts.Get(key, places), Texts.Get(advice));
}
