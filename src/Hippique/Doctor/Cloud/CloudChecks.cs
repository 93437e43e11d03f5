using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Doctor.Cloud;

/// <summary>The project of Google Cloud: each of the troubleshooting entries of <c>docs/cloud.md</c>, by its name.</summary>
internal static class CloudChecks
{
    /// <param name="settings">With the queue of Google Cloud.</param>
    /// <param name="due">Instants of the day's tasks; empty: not known.</param>
    /// <param name="change">Registrations of a test.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        HippiqueSettings settings,
        IReadOnlyList<DateTimeOffset> due,
        Action<IServiceCollection>? change,
        CancellationToken cancellationToken
    )
    {
        await using var project = CloudProject.Open(settings, change);
        if (await project.MissingCredentialsAsync(cancellationToken) is { } missing)
            return [new("cloud", CheckState.Warning, Texts.Get("doctor_cloud_unasked", missing), Texts.Get("doctor_cloud_unasked_advice"))];
        var found = await CloudFindings.AskAsync(project, due, cancellationToken);
        return
        [
            new("cloud", CheckState.Ok, Texts.Get("doctor_cloud_asked", found.Options.ProjectId, found.Options.Region, found.ServiceName)),
            .. Or("service_url", ServiceUrlCheck.Of(found), () => Texts.Get("doctor_url_ok", found.Options.Audience)),
            .. AccessCheck.Of(found, settings.Access),
            .. Or("oidc_token", OidcTokenCheck.Of(found), () => Texts.Get("doctor_oidc_ok", found.Options.Audience)),
            .. Or("cloud_tasks", CloudTasksCheck.Of(found), () => CloudTasksCheck.Well(found)),
            .. Or("rate_limit", RateLimitCheck.Of(found), () => RateLimitCheck.Well(found)),
        ];
    }

    /// <summary>What could not be asked is not known; that is no fault of the service.</summary>
    public static DoctorCheck Unknown(string name, CloudSubject subject, RestError error) =>
        new(name, CheckState.Warning, Texts.Get("doctor_cloud_unknown", subject.Why(error)));

    private static List<DoctorCheck> Or(string name, IEnumerable<DoctorCheck> problems, Func<string> well)
    {
        var found = problems.ToList();
        return found.Count > 0 ? found : [new(name, CheckState.Ok, well())];
    }
}
