using Hippique.Hosting;

namespace Hippique.Doctor;

/// <summary>
/// Permissions at Google Cloud. This version has no queue and no store there, so there is nothing to be permitted; whoever set the variables for it is told that they do nothing.
/// </summary>
internal static class CloudCheck
{
    private static readonly string[] Variables = ["PROJECT_ID", "QUEUE_ID", "REGION", "SERVICE_ACCOUNT_EMAIL", "GCS_BUCKET", "GCS_PREFIX"];

    /// <param name="variable">The value of a variable; null or empty if it is not set.</param>
    public static DoctorCheck Of(Func<string, string?> variable)
    {
        if (variable("QUEUE") is "cloud")
            return new("cloud", CheckState.Error, Texts.Get("doctor_cloud_asked"), Texts.Get("doctor_cloud_asked_advice"));
        var set = Variables.Where(name => !string.IsNullOrEmpty(variable(name))).ToList();
        return set.Count == 0
            ? new("cloud", CheckState.Ok, Texts.Get("doctor_cloud_none"))
            : new("cloud", CheckState.Warning, Texts.Get("doctor_cloud_unused", string.Join(", ", set)), Texts.Get("doctor_cloud_advice"));
    }
}
