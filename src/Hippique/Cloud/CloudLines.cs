using System.Globalization;
using Hippique.Explaining;
using Hippique.GoogleCloud.Tasks;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Cloud;

/// <summary>What was found at Google Cloud in lines of at most 80 columns, in the user's language.</summary>
/// <param name="now">Times of other days have their date.</param>
internal sealed class CloudLines(DateTimeOffset now)
{
    private const int LabelWidth = 10;

    public IEnumerable<string> Of(CloudStatus status)
    {
        var lines = Labelled("cloud_label_project", $"{status.Project}, {status.Region}");
        if (status.Service is { } service)
            lines = lines.Concat(Service(service));
        if (status.Ready is { } ready)
            lines = lines.Concat(Labelled("cloud_label_ready", Ready(ready)));
        if (status.Queue is { } queue)
            lines = lines.Concat(Queue(queue));
        foreach (var job in status.Jobs)
            lines = lines.Concat(Labelled("cloud_label_job", job.Name)).Concat(Labelled(null, Job(job)));
        return lines;
    }

    public static IEnumerable<string> Of(CloudSwitched switched) => switched.Parts.SelectMany(part => WrappedText.Of(Part(part), ""));

    /// <summary>One line an entry.</summary>
    /// <param name="line">The entry.</param>
    /// <param name="width">Columns that there are, beyond which the end is left out; null: whoever reads takes it whole.</param>
    public string Of(CloudLogLine line, int? width)
    {
        var time = line.Timestamp is { } at ? Time(at) : "?";
        var text = $"{time} {line.Severity, -7} {CleanText.Line(line.Message.ReplaceLineEndings(" ")).Trim()}".TrimEnd();
        return width is not { } most || text.Length <= most ? text : string.Concat(text.AsSpan(0, Math.Max(0, most - 1)).TrimEnd(), "…");
    }

    /// <summary>On the Paris clock, to the second; with its day if that is not today.</summary>
    public string Time(DateTimeOffset at) =>
        ParisTime
            .ToParis(at)
            .ToString(ParisTime.DayOf(at) == ParisTime.DayOf(now) ? "HH:mm:ss" : "dd/MM HH:mm:ss", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Service(CloudServiceState service)
    {
        var state = Texts.Get(service.Serves ? "cloud_serves" : "cloud_serves_not");
        var lines = Labelled("cloud_label_service", Texts.Get("cloud_state", service.Name, state));
        lines = lines.Concat(service.Urls.SelectMany(url => Labelled(null, url)));
        if (service.Revision is { } revision)
            lines = lines.Concat(Labelled(null, Texts.Get("cloud_revision", revision)));
        if (service.NewerRevision is { } newer)
            lines = lines.Concat(Labelled(null, Texts.Get("cloud_revision_newer", newer)));
        foreach (var share in service.Traffic)
            lines = lines.Concat(Labelled(null, Texts.Get("cloud_traffic", share.Percent, share.Revision)));
        return lines.Concat(service.Failing.SelectMany(why => Labelled(null, why)));
    }

    private static string Ready(CloudReadiness ready)
    {
        var plan = ready is { Plan: "stands", Races: { } races } ? Texts.Get("cloud_ready_plan", races) : Texts.Get("cloud_ready_no_plan");
        return ready.Ready ? Texts.Get("cloud_ready", plan) : Texts.Get("cloud_ready_not", KeptProblem.Of(ready.Reason ?? ""), plan);
    }

    private static IEnumerable<string> Queue(CloudQueueState queue)
    {
        var lines = Labelled("cloud_label_queue", Texts.Get("cloud_state", queue.Name, State(queue.State)));
        if (queue.RateLimits is { } rate)
            lines = lines.Concat(Labelled(null, Texts.Get("cloud_queue_rate", rate.MaxDispatchesPerSecond, rate.MaxConcurrentDispatches)));
        return queue.RetryConfig is { } retry
            ? lines
                .Concat(
                    Labelled(null, Texts.Get("cloud_queue_retry", Seconds(retry.MinBackoff), retry.MaxDoublings, Seconds(retry.MaxBackoff)))
                )
                .Concat(Labelled(null, Ends(retry)))
            : lines;
    }

    // Both limits must be passed, where both are set.
    private static string Ends(CloudRetryConfig retry) =>
        (retry.MaxAttempts, Seconds(retry.MaxRetryDuration)) switch
        {
            (> 0 and var attempts, > 0 and var seconds) => Texts.Get("cloud_queue_ends_both", attempts, seconds),
            (> 0 and var attempts, _) => Texts.Get("cloud_queue_ends", attempts),
            _ => Texts.Get("cloud_queue_never"),
        };

    /// <summary>Of a duration such as <c>0.100s</c>; 0 if there is none.</summary>
    private static decimal Seconds(string? duration) =>
        decimal.TryParse(duration?.TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds / 1.000000000m
            : 0;

    private string Job(CloudJobState job)
    {
        var text = Texts.Get("cloud_job", State(job.State), job.Schedule, job.TimeZone);
        if (job.LastAttempt is { } last)
            text += job.LastCode is { } code
                ? Texts.Get("cloud_job_last", Time(last), code == 0 ? Texts.Get("cloud_job_well") : CodeNames.Of(code))
                : Texts.Get("cloud_job_running", Time(last));
        return job is { Next: { } next, State: "ENABLED" } ? text + Texts.Get("cloud_job_next", Time(next)) : text;
    }

    private static string Part(SwitchedPart part) =>
        part switch
        {
            { Kind: "jobs", Changed: 0 } => Texts.Get("cloud_switch_jobs_same", State(part.State)),
            { Kind: "jobs" } => Texts.Get("cloud_switch_jobs", part.Changed, State(part.State)),
            { Changed: 0 } => Texts.Get("cloud_switch_same", part.Name, State(part.State)),
            _ => Texts.Get("cloud_switch", part.Name, State(part.State)),
        };

    private static string State(string? state) =>
        state switch
        {
            "RUNNING" or "ENABLED" => Texts.Get("cloud_state_running"),
            "PAUSED" => Texts.Get("cloud_state_paused"),
            "DISABLED" => Texts.Get("cloud_state_disabled"),
            _ => state ?? "?",
        };

    private static IEnumerable<string> Labelled(string? label, string text)
    {
        var words = label is null ? "" : Texts.Get(label);
        return WrappedText
            .Of(text, new string(' ', LabelWidth))
            .Select((line, i) => i == 0 ? string.Concat(words.PadRight(LabelWidth), line.AsSpan(LabelWidth)) : line);
    }
}
