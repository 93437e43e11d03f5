using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Tasks;

/// <summary>Reads the body of <c>tasks.create</c> and refuses what Cloud Tasks refuses.</summary>
internal static partial class TaskReader
{
    private const int MaxSize = 1 << 20;
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    public static LoopbackTask Read(JsonObject? body, string queue, DateTimeOffset now)
    {
        var task = body is null ? null : Proto.Message(body, "task");
        if (body is null || task is null)
            throw GoogleStatusException.Invalid("Task is required.");
        Proto.Fields(body, "", "task", "responseView");
        Proto.Fields(
            task,
            "task",
            [
                "name",
                "httpRequest",
                "appEngineHttpRequest",
                "scheduleTime",
                "createTime",
                "dispatchDeadline",
                "dispatchCount",
                "responseCount",
                "firstAttempt",
                "lastAttempt",
                "view",
            ]
        );
        if (body.ToJsonString().Length > MaxSize)
            throw GoogleStatusException.Invalid("Task size too large");
        var request = Proto.Message(task, "httpRequest") ?? throw GoogleStatusException.Invalid("Task.http_request is required");
        var schedule = Proto.Timestamp(task, "scheduleTime");
        if (schedule > now + Horizon)
            throw GoogleStatusException.Invalid("Task.schedule_time is too far in the future: it must be within 720h of now.");
        Proto.Fields(request, "task.http_request", "url", "httpMethod", "headers", "body", "oidcToken", "oauthToken");
        var (written, call) = HttpTargetReader.Read(request, "url", "task.http_request", "Google-Cloud-Tasks");
        return new LoopbackTask
        {
            Name = Name(Proto.Text(task, "name"), queue),
            Created = now,
            Deadline = Deadline(Proto.Duration(task, "dispatchDeadline")),
            Schedule = schedule is { } at && at > now ? at : now,
            Request = written,
            Call = call,
        };
    }

    private static string Name(string? given, string queue)
    {
        if (string.IsNullOrEmpty(given))
            return $"{queue}/tasks/{Guid.NewGuid():N}";
        var parent = $"{queue}/tasks/";
        if (!given.StartsWith(parent, StringComparison.Ordinal))
            throw GoogleStatusException.Invalid(
                $"The queue name from the request (\"{queue}\") must be the same as the queue name in the named resource (\"{given}\")."
            );
        return IdPattern().IsMatch(given[parent.Length..])
            ? given
            : throw GoogleStatusException.Invalid(
                "Task ID must contain only letters, numbers, hyphens, or underscores and must be at most 500 characters."
            );
    }

    private static TimeSpan Deadline(TimeSpan? given) =>
        given is not { } deadline ? TimeSpan.FromMinutes(10)
        : deadline >= TimeSpan.FromSeconds(15) && deadline <= TimeSpan.FromMinutes(30) ? deadline
        : throw GoogleStatusException.Invalid("Task.dispatch_deadline must be between [15s, 30m].");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")]
    private static partial Regex IdPattern();
}
