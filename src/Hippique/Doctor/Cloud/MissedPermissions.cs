using System.Text.RegularExpressions;
using Hippique.GoogleCloud.Logging;
using Hippique.GoogleCloud.Rest;

namespace Hippique.Doctor.Cloud;

/// <summary>A permission that the service was refused, as its log has it.</summary>
/// <param name="Permission">Such as <c>cloudtasks.tasks.create</c>.</param>
/// <param name="Role">That has it, of the table in <c>docs/cloud.md</c>.</param>
/// <param name="IsNeeded">Without it nothing is carried out; else it is one that an option of the deployment gives.</param>
internal sealed partial record MissedPermissions(string Permission, string Role, bool IsNeeded)
{
    private static readonly (string Permission, string Role, bool IsNeeded)[] Roles =
    [
        ("cloudtasks.tasks.create", "roles/cloudtasks.enqueuer", true),
        ("cloudtasks.tasks.delete", "roles/cloudtasks.taskDeleter", false),
        ("cloudtasks.queues.pause", "roles/cloudtasks.queueAdmin", false),
        ("cloudtasks.queues.resume", "roles/cloudtasks.queueAdmin", false),
        ("cloudtasks.", "roles/cloudtasks.viewer", false),
        ("cloudscheduler.", "roles/cloudscheduler.admin", false),
        ("iam.serviceAccounts.actAs", "roles/iam.serviceAccountUser", true),
        ("storage.", "roles/storage.objectAdmin", true),
    ];

    /// <summary>Each once; none where the log cannot be read.</summary>
    public static IEnumerable<MissedPermissions> In(RestResult<IReadOnlyList<LogEntry>> log) =>
        log is not RestResult<IReadOnlyList<LogEntry>>.Ok { Value: var entries }
            ? []
            : entries
                .SelectMany(entry => Name().Matches(entry.Message ?? "").Select(match => match.Value))
                .Distinct(StringComparer.Ordinal)
                .Select(permission =>
                    (permission, Known: Array.Find(Roles, role => permission.StartsWith(role.Permission, StringComparison.Ordinal)))
                )
                .Where(pair => pair.Known.Role is not null)
                .Select(pair => new MissedPermissions(pair.permission, pair.Known.Role, pair.Known.IsNeeded));

    [GeneratedRegex(@"\b(?:cloudtasks|cloudscheduler|iam|storage)\.[a-zA-Z]+\.[a-zA-Z]+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
