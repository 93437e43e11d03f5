using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.Hosting;

namespace Hippique.Doctor.Cloud;

/// <summary>"OIDC token invalid": whether the tokens of jobs and tasks are made out to the address, and to the account, that the service expects.</summary>
internal static class OidcTokenCheck
{
    private const string Name = "oidc_token";

    // Of google.rpc.Code: permission denied, unauthenticated.
    private static readonly int[] Refused = [7, 16];

    public static IEnumerable<DoctorCheck> Of(CloudFindings found) =>
        [.. Unseen(found), .. OfService(found), .. OfJobs(found), .. OfTasks(found)];

    /// <summary>Neither a job nor a task has shown its token.</summary>
    private static IEnumerable<DoctorCheck> Unseen(CloudFindings found)
    {
        if (
            found.Tasks is RestResult<IReadOnlyList<CloudTask>>.Failed
            && found.Jobs.All(job => job.Job is RestResult<CloudJob>.Failed)
            && found.Jobs[0] is { Name: var name, Job: RestResult<CloudJob>.Failed { Error: var error } }
        )
            yield return CloudChecks.Unknown(Name, CloudSubject.Job(name), error);
    }

    private static IEnumerable<DoctorCheck> OfService(CloudFindings found)
    {
        if (found.Service is not RestResult<RunService>.Ok { Value: var service })
            yield break;
        var (audience, account) = (service.Variable("SERVICE_URL")?.TrimEnd('/'), service.Variable("SERVICE_ACCOUNT_EMAIL"));
        if (audience is { Length: > 0 } && audience != found.Options.Audience)
            yield return Error("doctor_oidc_deployed", "doctor_oidc_deploy_advice", "SERVICE_URL", audience, found.Options.Audience);
        else if (
            ServiceUrlCheck.IsElsewhere(found, service) && found.Options.ServiceUrl.Host.EndsWith(".run.app", StringComparison.Ordinal)
        )
            yield return Error(
                "doctor_oidc_host",
                "doctor_oidc_deploy_advice",
                found.Options.Audience,
                string.Join(", ", service.Addresses)
            );
        if (account is { Length: > 0 } && account != found.Options.ServiceAccountEmail)
            yield return Error(
                "doctor_oidc_deployed",
                "doctor_oidc_deploy_advice",
                "SERVICE_ACCOUNT_EMAIL",
                account,
                found.Options.ServiceAccountEmail
            );
    }

    private static IEnumerable<DoctorCheck> OfJobs(CloudFindings found)
    {
        foreach (var (name, result) in found.Jobs)
        {
            if (result is not RestResult<CloudJob>.Ok { Value: var job })
                continue;
            if (Wrong(job.HttpTarget?.OidcToken, found) is { } wrong)
                yield return Error("doctor_oidc_job", "doctor_oidc_job_advice", name, wrong);
            else if (job is { LastAttemptTime: not null, Status.Code: var code } && Refused.Contains(code))
                yield return Error("doctor_oidc_refused", "doctor_oidc_log_advice", name, CodeNames.Of(code));
        }
    }

    private static IEnumerable<DoctorCheck> OfTasks(CloudFindings found)
    {
        if (found.Tasks is not RestResult<IReadOnlyList<CloudTask>>.Ok { Value: var tasks })
            yield break;
        // Without its token where the view leaves it out.
        var wrong = tasks
            .Where(task => task.HttpRequest?.OidcToken is not null)
            .Select(task => Wrong(task.HttpRequest!.OidcToken, found))
            .OfType<string>()
            .ToList();
        if (wrong.Count > 0)
            yield return Error("doctor_oidc_tasks", "doctor_oidc_tasks_advice", wrong.Count, wrong[0]);
        var refused = tasks.Where(task => Refused.Contains(task.LastAttempt?.ResponseStatus?.Code ?? 0)).ToList();
        if (wrong.Count == 0 && refused.Count > 0)
            yield return Error(
                "doctor_oidc_tasks_refused",
                "doctor_oidc_log_advice",
                refused.Count,
                CodeNames.Of(refused[0].LastAttempt!.ResponseStatus!.Code)
            );
    }

    /// <summary>What is wrong with whom or what a token is for; null if nothing is.</summary>
    private static string? Wrong(OidcToken? token, CloudFindings found) =>
        token is null ? Texts.Get("doctor_oidc_none")
        : token.Audience?.TrimEnd('/') != found.Options.Audience
            ? Texts.Get("doctor_oidc_audience", token.Audience ?? "-", found.Options.Audience)
        : token.ServiceAccountEmail != found.Options.ServiceAccountEmail
            ? Texts.Get("doctor_oidc_email", token.ServiceAccountEmail, found.Options.ServiceAccountEmail)
        : null;

    private static DoctorCheck Error(string key, string advice, params ReadOnlySpan<object?> places) =>
        new(Name, CheckState.Error, Texts.Get(key, places), Texts.Get(advice));
}
