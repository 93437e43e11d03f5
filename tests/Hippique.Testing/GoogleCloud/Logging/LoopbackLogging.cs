using System.Globalization;
using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Logging;

/// <summary>Cloud Logging (REST v2) at a loopback address: <c>entries.list</c> and nothing else.</summary>
public sealed class LoopbackLogging : LoopbackRest
{
    private readonly Lock _gate = new();
    private readonly List<(string Project, DateTimeOffset At, JsonObject Entry)> _entries = [];

    /// <summary>No page is larger, whatever is asked: the real service gives shorter ones too.</summary>
    public int LargestPage { get; set; } = 1000;

    protected override IReadOnlyList<string> Paths => ["/v2/entries:list"];

    /// <summary>Logs a line of a Cloud Run service.</summary>
    /// <param name="project">The project's id.</param>
    /// <param name="service">The service's id.</param>
    /// <param name="at">When.</param>
    /// <param name="severity">Null: it has none, as lines of requests often have.</param>
    /// <param name="payload">Fields of the entry, such as <c>jsonPayload</c>, <c>textPayload</c> or <c>httpRequest</c>.</param>
    public void Add(string project, string service, DateTimeOffset at, string? severity, JsonObject payload)
    {
        lock (_gate)
        {
            var entry = (JsonObject)payload.DeepClone();
            entry["insertId"] = _entries.Count.ToString("d6", CultureInfo.InvariantCulture);
            entry["logName"] = $"projects/{project}/logs/run.googleapis.com%2Fstdout";
            entry["timestamp"] = Proto.Write(at);
            entry["resource"] = new JsonObject
            {
                ["type"] = "cloud_run_revision",
                ["labels"] = new JsonObject { ["service_name"] = service },
            };
            if (severity is not null)
                entry["severity"] = severity;
            _entries.Add((project, at, entry));
        }
    }

    protected override JsonObject Answer(LoopbackRequest request)
    {
        if (request.Method != "POST")
            throw GoogleStatusException.NotFound("Method not found.");
        Proto.Query(request);
        var body = request.Body ?? [];
        Proto.Fields(body, "", "resourceNames", "filter", "orderBy", "pageSize", "pageToken");
        var projects = Projects(body);
        Require("logging.logEntries.list");
        var filter = LogFilter.Parse(Proto.Text(body, "filter") ?? "");
        var order = Proto.Text(body, "orderBy") ?? "timestamp asc";
        if (order is not ("timestamp asc" or "timestamp desc"))
            throw GoogleStatusException.Invalid($"orderBy '{order}' is not supported");
        var size = (int)(Proto.Number(body, "pageSize") ?? 50);
        if (size < 0)
            throw GoogleStatusException.Invalid("page_size must not be negative");
        lock (_gate)
        {
            var found = _entries.Where(entry => projects.Contains(entry.Project) && filter.Holds(entry.Entry));
            List<JsonObject> sorted = order.EndsWith("desc", StringComparison.Ordinal)
                ? [.. found.Reverse().OrderByDescending(entry => entry.At).Select(entry => entry.Entry)]
                : [.. found.OrderBy(entry => entry.At).Select(entry => entry.Entry)];
            return Page(sorted, Math.Min(size == 0 ? 50 : size, LargestPage), Proto.Text(body, "pageToken"), filter.Text);
        }
    }

    private static HashSet<string> Projects(JsonObject body)
    {
        var names = body["resourceNames"] as JsonArray ?? [];
        if (names.Count is 0 or > 100)
            throw GoogleStatusException.Invalid("resource_names must hold 1 to 100 names");
        return
        [
            .. names.Select(name =>
                name!.GetValue<string>().Split('/') is ["projects", { Length: > 0 } id]
                    ? id
                    : throw GoogleStatusException.Invalid($"'{name}' is no resource name")
            ),
        ];
    }

    private static JsonObject Page(List<JsonObject> all, int size, string? token, string filter)
    {
        var from = 0;
        if (!string.IsNullOrEmpty(token))
        {
            var parts = token.Split('~', 2);
            if (
                parts.Length != 2
                || parts[1] != filter
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out from)
            )
                throw GoogleStatusException.Invalid("page_token doesn't match arguments from the request");
        }
        var page = all.Skip(from).Take(size).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
            answer["entries"] = new JsonArray([.. page.Select(entry => entry.DeepClone())]);
        if (from + page.Count < all.Count)
            answer["nextPageToken"] = string.Create(CultureInfo.InvariantCulture, $"{from + page.Count}~{filter}");
        return answer;
    }
}
