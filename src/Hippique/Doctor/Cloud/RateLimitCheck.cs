using Hippique.Cloud;
using Hippique.GoogleCloud.Logging;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Wakes;
using Hippique.Hosting;

namespace Hippique.Doctor.Cloud;

/// <summary>"Rate limit exceeded": whether the queue is fast enough for the day's peak, and whether Google has refused for a quota.</summary>
internal static class RateLimitCheck
{
    private const string Name = "rate_limit";

    /// <summary>What a task works after its instant; it is held for the lead before.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromSeconds(10);

    /// <summary>With a shorter lead a phase may still be so late.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(30);

    public static IEnumerable<DoctorCheck> Of(CloudFindings found) => [.. OfQueue(found), .. OfQuotas(found)];

    /// <summary>What is said if nothing is wrong.</summary>
    public static string Well(CloudFindings found)
    {
        var peak = Peak(found);
        return found.Queue is RestResult<CloudQueue>.Ok { Value.RateLimits: { } rate }
            ? Texts.Get("doctor_rate_ok", rate.MaxDispatchesPerSecond, rate.MaxConcurrentDispatches, peak.InAMinute, peak.AtOnce)
            : Texts.Get("doctor_rate_unknown");
    }

    /// <summary>The most tasks within a minute, and the most that the service holds at once.</summary>
    internal static (int InAMinute, int AtOnce) PeakOf(IReadOnlyList<DateTimeOffset> due, TimeSpan lead) =>
        (MostWithin(due, TimeSpan.FromMinutes(1)), MostWithin(due, lead + Work));

    private static IEnumerable<DoctorCheck> OfQueue(CloudFindings found)
    {
        if (found.Queue is RestResult<CloudQueue>.Failed { Error: var error })
            yield return CloudChecks.Unknown(Name, CloudSubject.Queue(found.Options), error);
        if (found.Queue is not RestResult<CloudQueue>.Ok { Value.RateLimits: { } rate })
            yield break;
        var peak = Peak(found);
        var window = found.Options.Lead > Bearable ? found.Options.Lead : Bearable;
        var needed = peak.InAMinute / window.TotalSeconds;
        if (rate.MaxDispatchesPerSecond < needed)
            yield return Error("doctor_rate_low", rate.MaxDispatchesPerSecond, peak.InAMinute, Math.Ceiling(needed * 100) / 100);
        if (rate.MaxConcurrentDispatches < peak.AtOnce)
            yield return Error("doctor_rate_few", rate.MaxConcurrentDispatches, peak.AtOnce, found.Options.Lead.TotalSeconds);
    }

    private static IEnumerable<DoctorCheck> OfQuotas(CloudFindings found)
    {
        if (found.Log is not RestResult<IReadOnlyList<LogEntry>>.Ok { Value: var entries })
            yield break;
        var refused = entries.Where(entry => entry.Message?.Contains("RESOURCE_EXHAUSTED", StringComparison.Ordinal) == true).ToList();
        if (refused.Count > 0)
            yield return new(
                Name,
                CheckState.Warning,
                Texts.Get("doctor_rate_quota", refused.Count, Racing.CleanText.Line(refused[0].Message!.ReplaceLineEndings(" "))),
                Texts.Get("doctor_rate_quota_advice")
            );
    }

    /// <summary>Of the day's tasks; where they are not known, of those that wait in the queue.</summary>
    private static (int InAMinute, int AtOnce) Peak(CloudFindings found) =>
        PeakOf(found.Due.Count > 0 ? found.Due : Waiting(found), found.Options.Lead);

    private static IReadOnlyList<DateTimeOffset> Waiting(CloudFindings found) =>
        found.Tasks is RestResult<IReadOnlyList<CloudTask>>.Ok { Value: var tasks }
            ?
            [
                .. tasks
                    .Select(task => WakeId.Read(task.Id) is { } wake ? task.InstantOf(wake, found.Options.Lead) : task.ScheduleTime)
                    .OfType<DateTimeOffset>(),
            ]
            : [];

    private static int MostWithin(IReadOnlyList<DateTimeOffset> due, TimeSpan window)
    {
        DateTimeOffset[] sorted = [.. due.Order()];
        var most = 0;
        for (int first = 0, last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= window)
                first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }

    private static DoctorCheck Error(string key, params ReadOnlySpan<object?> places) =>
        new(Name, CheckState.Error, Texts.Get(key, places), Texts.Get("doctor_rate_advice"));
}
