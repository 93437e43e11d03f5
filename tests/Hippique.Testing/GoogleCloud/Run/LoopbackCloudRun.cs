using System.Text.Json.Nodes;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Run;

/// <summary>The Cloud Run Admin API (REST v2) at a loopback address: <c>services.get</c> and <c>services.getIamPolicy</c>, and nothing else.</summary>
public sealed class LoopbackCloudRun : LoopbackRest
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _invokers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _services = new(StringComparer.Ordinal);

    protected override IReadOnlyList<string> Paths => ["/v2/projects/{project}/locations/{location}/services/{service}"];

    /// <summary>Deploys a service, in place of the one of that name.</summary>
    /// <param name="name"><c>projects/…/locations/…/services/…</c>.</param>
    /// <param name="urls">The main address first.</param>
    /// <param name="variables">Of its container.</param>
    /// <param name="failing">Why its newest revision does not start; null: it serves.</param>
    public void Deploy(string name, IReadOnlyList<string> urls, IReadOnlyDictionary<string, string> variables, string? failing = null)
    {
        var id = name[(name.LastIndexOf('/') + 1)..];
        var ready = new JsonObject { ["type"] = "Ready", ["state"] = failing is null ? "CONDITION_SUCCEEDED" : "CONDITION_FAILED" };
        if (failing is not null)
            ready["message"] = failing;
        var env = variables.Select(pair => (JsonNode)new JsonObject { ["name"] = pair.Key, ["value"] = pair.Value });
        var service = new JsonObject
        {
            ["name"] = name,
            ["generation"] = "2",
            ["uri"] = urls[0],
            ["urls"] = new JsonArray([.. urls.Select(url => (JsonNode)url)]),
            ["template"] = new JsonObject
            {
                ["containers"] = new JsonArray(
                    new JsonObject { ["image"] = "europe-docker.pkg.dev/p/r/i", ["env"] = new JsonArray([.. env]) }
                ),
            },
            ["latestReadyRevision"] = $"{name}/revisions/{id}-00001-abc",
            ["latestCreatedRevision"] = $"{name}/revisions/{id}-{(failing is null ? "00001-abc" : "00002-def")}",
            ["trafficStatuses"] = new JsonArray(new JsonObject { ["type"] = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST", ["percent"] = 100 }),
            ["terminalCondition"] = ready,
            ["conditions"] = new JsonArray(
                new JsonObject { ["type"] = "RoutesReady", ["state"] = "CONDITION_SUCCEEDED" },
                new JsonObject { ["type"] = "ConfigurationsReady", ["state"] = ready["state"]!.DeepClone() }
            ),
        };
        lock (_gate)
            _services[name] = service;
    }

    /// <summary>Gives <c>roles/run.invoker</c> to these members and to nobody else, as <c>allUsers</c>.</summary>
    public void Invite(string name, params IReadOnlyList<string> members)
    {
        lock (_gate)
            _invokers[name] = members;
    }

    /// <summary>Switches the check of callers off, or on again.</summary>
    public void DisableInvokerCheck(string name, bool disabled = true)
    {
        lock (_gate)
            _services[name]["invokerIamDisabled"] = disabled;
    }

    protected override JsonObject Answer(LoopbackRequest request)
    {
        var path = ResourcePath.Parse(request.Path);
        if (request.Method != "GET" || path.Verb is not ("" or "getIamPolicy"))
            throw GoogleStatusException.NotFound("Method not found.");
        Proto.Query(request, path.Verb.Length > 0 ? ["options.requestedPolicyVersion"] : []);
        Require(path.Verb.Length > 0 ? "run.services.getIamPolicy" : "run.services.get");
        lock (_gate)
            return _services.TryGetValue(path.Name, out var service)
                ? path.Verb.Length > 0
                    ? Policy(path.Name)
                    : (JsonObject)service.DeepClone()
                : throw GoogleStatusException.NotFound(
                    $"Resource '{path.Name[(path.Name.LastIndexOf('/') + 1)..]}' of kind 'SERVICE' in region 'europe-west1' does not exist."
                );
    }

    // A policy without bindings has the tag alone.
    private JsonObject Policy(string name)
    {
        var policy = new JsonObject { ["etag"] = "BwYAAAAAAAA=" };
        if (_invokers.GetValueOrDefault(name) is { Count: > 0 } members)
        {
            policy["version"] = 1;
            policy["bindings"] = new JsonArray(
                new JsonObject
                {
                    ["role"] = "roles/run.invoker",
                    ["members"] = new JsonArray([.. members.Select(member => (JsonNode)member)]),
                }
            );
        }
        return policy;
    }
}
