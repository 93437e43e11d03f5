using Hippique.Hosting;

namespace Hippique.Doctor;

/// <summary>What the variables alone say about Google Cloud, where its queue is not in use or cannot be.</summary>
internal static class CloudCheck
{
    private static readonly string[] OfQueue =
    [
        "PROJECT_ID",
        "QUEUE_ID",
        "REGION",
        "CLOUD_TASKS_LEAD_SECONDS",
        "CLOUD_TASKS_ENDPOINT",
        "CLOUD_SCHEDULER_ENDPOINT",
        "CLOUD_RUN_ENDPOINT",
        "CLOUD_LOGGING_ENDPOINT",
    ];

    private static readonly string[] OfBucket = ["GCS_PREFIX", "GCS_ENDPOINT"];

    /// <summary>The queue is the embedded one: whoever set variables for the other is told that they do nothing.</summary>
    /// <param name="variable">The value of a variable; null or empty if it is not set.</param>
    public static DoctorCheck Embedded(Func<string, string?> variable)
    {
        var idle = OfQueue.Where(name => IsSet(variable, name));
        if (!IsSet(variable, "GCS_BUCKET"))
            idle = idle.Concat(OfBucket.Where(name => IsSet(variable, name)));
        var set = idle.ToList();
        if (set.Count == 0)
            return new("cloud", CheckState.Ok, Texts.Get("doctor_cloud_none"));
        // The project is named, but not where its service is.
        return set.Contains("PROJECT_ID") && !IsSet(variable, "SERVICE_URL") && !IsSet(variable, "QUEUE")
            ? new("service_url", CheckState.Warning, Texts.Get("doctor_url_embedded"), Texts.Get("doctor_url_advice"))
            : new("cloud", CheckState.Warning, Texts.Get("doctor_cloud_unused", string.Join(", ", set)), Texts.Get("doctor_cloud_advice"));
    }

    /// <summary>The configuration cannot be used, so that nothing can be asked.</summary>
    /// <param name="variable">The value of a variable; null or empty if it is not set.</param>
    public static DoctorCheck Wrong(Func<string, string?> variable)
    {
        if (variable("QUEUE") is not "cloud")
            return Embedded(variable);
        return IsSet(variable, "SERVICE_URL")
            ? new("cloud", CheckState.Error, Texts.Get("doctor_cloud_wrong"), Texts.Get("doctor_configuration_advice"))
            : new("service_url", CheckState.Error, Texts.Get("doctor_url_missing"), Texts.Get("doctor_url_advice"));
    }

    private static bool IsSet(Func<string, string?> variable, string name) => !string.IsNullOrWhiteSpace(variable(name));
}
