using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Doctor.Cloud;

/// <summary>
/// Whether IAM stands in front of the service exactly if the service was told so. Told without reason it believes tokens whose signature nobody has checked; not told it refuses everybody.
/// </summary>
internal static class AccessCheck
{
    private const string Name = "access";

    /// <param name="found">What was asked.</param>
    /// <param name="own">Of this process: those of the service if this is its container.</param>
    public static IReadOnlyList<DoctorCheck> Of(CloudFindings found, AccessSettings own)
    {
        if (IsTold(found, own) is { } told)
            return told ? OfTold(found) : [OfUntold(found)];
        var error = ((RestResult<RunService>.Failed)found.Service).Error;
        return [CloudChecks.Unknown(Name, CloudSubject.Service(found.ServiceName), error)];
    }

    /// <summary>Whether the service has <c>AUTH_PLATFORM=cloud-run-iam</c>; null: not known. The <c>.env</c> of another machine says nothing of it.</summary>
    private static bool? IsTold(CloudFindings found, AccessSettings own) =>
        own.OnCloudRun ? own.IamInFront
        : found.Service is RestResult<RunService>.Ok { Value: var service }
            ? string.Equals(service.Variable("AUTH_PLATFORM"), "cloud-run-iam", StringComparison.OrdinalIgnoreCase)
        : null;

    private static List<DoctorCheck> OfTold(CloudFindings found)
    {
        var (reasons, commands) = Open(found);
        if (reasons.Count > 0)
            return
            [
                new(
                    Name,
                    CheckState.Error,
                    Texts.Get("doctor_access_open", string.Join("; ", reasons)),
                    Texts.Get("doctor_access_open_advice", string.Join("; ", commands))
                ),
            ];
        var checks = new List<DoctorCheck>();
        if (found.Policy is RestResult<RunPolicy>.Ok { Value: var policy } && policy.Invites(RunPolicy.AnyAccount))
            checks.Add(new(Name, CheckState.Warning, Texts.Get("doctor_access_any_account"), Remove(found, RunPolicy.AnyAccount)));
        if (found.Front is FrontAnswer.Refusal || IsClosedByPolicy(found))
            checks.Add(new(Name, CheckState.Ok, Texts.Get("doctor_access_iam_ok")));
        else
            checks.Add(Unclear(found));
        return checks;
    }

    private static DoctorCheck OfUntold(CloudFindings found) =>
        found.Front switch
        {
            FrontAnswer.Service => new(Name, CheckState.Ok, Texts.Get("doctor_access_own_ok")),
            FrontAnswer.Refusal => Unsigned(found),
            _ when IsClosedByPolicy(found) => Unsigned(found),
            _ => Unclear(found),
        };

    private static DoctorCheck Unsigned(CloudFindings found) =>
        new(
            Name,
            CheckState.Error,
            Texts.Get("doctor_access_unsigned"),
            Texts.Get("doctor_access_unsigned_advice", Binding(found, "add", RunPolicy.AllUsers))
        );

    private static DoctorCheck Unclear(CloudFindings found)
    {
        var address = FrontProbe.AddressOf(found.Options.ServiceUrl);
        return new(
            Name,
            CheckState.Warning,
            found.Front is FrontAnswer.Unclear { Status: { } status }
                ? Texts.Get("doctor_access_unclear", address, status)
                : Texts.Get("doctor_access_untold", address)
        );
    }

    /// <summary>What lets strangers through, and what ends it.</summary>
    private static (List<string> Reasons, List<string> Commands) Open(CloudFindings found)
    {
        var (reasons, commands) = (new List<string>(), new List<string>());
        if (found.Front is FrontAnswer.Service)
            reasons.Add(Texts.Get("doctor_access_open_answers", FrontProbe.AddressOf(found.Options.ServiceUrl)));
        if (found.Policy is RestResult<RunPolicy>.Ok { Value: var policy } && policy.Invites(RunPolicy.AllUsers))
        {
            reasons.Add(Texts.Get("doctor_access_open_users"));
            commands.Add(Remove(found, RunPolicy.AllUsers));
        }
        if (found.Service is RestResult<RunService>.Ok { Value.InvokerIamDisabled: true })
        {
            reasons.Add(Texts.Get("doctor_access_open_off"));
            commands.Add($"gcloud run services update {found.ServiceName} --region={found.Options.Region} --invoker-iam-check");
        }
        // Seen from outside alone: the script sets both right.
        if (commands.Count == 0)
            commands.Add("scripts/deploy_cloud_run.sh --private");
        return (reasons, commands);
    }

    private static bool IsClosedByPolicy(CloudFindings found) =>
        found.Policy is RestResult<RunPolicy>.Ok { Value: var policy }
        && !policy.Invites(RunPolicy.AllUsers)
        && found.Service is RestResult<RunService>.Ok { Value.InvokerIamDisabled: false };

    private static string Remove(CloudFindings found, string member) => Binding(found, "remove", member);

    private static string Binding(CloudFindings found, string verb, string member) =>
        $"gcloud run services {verb}-iam-policy-binding {found.ServiceName} --region={found.Options.Region} --member={member} --role=roles/run.invoker";
}
