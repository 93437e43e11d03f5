using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>
/// The buckets of Cloud Storage's JSON API without their objects: made, read, changed and deleted, with Google's refusals. For tools that set up a project; what lies in a bucket is
/// answered by <see cref="LoopbackStorage"/>, and one address has one of the two.
/// </summary>
public sealed class LoopbackBuckets : ILoopbackPart
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _buckets = new(StringComparer.Ordinal);

    /// <summary>Each bucket as it was made and changed, in the order of their names.</summary>
    public IReadOnlyList<string> Buckets
    {
        get
        {
            lock (_gate)
                return [.. _buckets.Values.Select(bucket => bucket.ToJsonString())];
        }
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/storage/v1/b", CreateAsync);
        app.MapGet("/storage/v1/b/{bucket}", (string bucket) => Find(bucket));
        app.MapPatch("/storage/v1/b/{bucket}", PatchAsync);
        app.MapDelete("/storage/v1/b/{bucket}", Delete);
        // They hold nothing.
        foreach (var (path, kind) in new[] { ("o", "objects"), ("managedFolders", "managedFolders"), ("folders", "folders") })
        {
            app.MapGet(
                $"/storage/v1/b/{{bucket}}/{path}",
                (string bucket) => WithBucket(bucket, _ => Json(new JsonObject { ["kind"] = $"storage#{kind}" }))
            );
        }
        app.MapGet("/storage/v1/b/{bucket}/storageLayout", (string bucket) => WithBucket(bucket, found => Json(Layout(found))));
    }

    private static JsonObject Layout(JsonObject bucket) =>
        new()
        {
            ["kind"] = "storage#storageLayout",
            ["bucket"] = bucket["name"]!.GetValue<string>(),
            ["location"] = bucket["location"]!.GetValue<string>(),
            ["locationType"] = "region",
            ["hierarchicalNamespace"] = new JsonObject { ["enabled"] = false },
        };

    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        var asked = await BodyAsync(request);
        if (string.IsNullOrEmpty(request.Query["project"]))
            return Refusal(400, "required", "Required parameter: project");
        var name = asked["name"]?.GetValue<string>() ?? "";
        if (name.Length is < 3 or > 63)
            return Refusal(400, "invalid", $"Invalid bucket name: '{name}'");
        lock (_gate)
        {
            if (_buckets.ContainsKey(name))
                return Refusal(409, "conflict", "Your previous request to create the named bucket succeeded and you already own it.");
            asked["kind"] = "storage#bucket";
            asked["id"] = name;
            asked["location"] = (asked["location"]?.GetValue<string>() ?? "US").ToUpperInvariant();
            asked["storageClass"] ??= "STANDARD";
            _buckets[name] = asked;
            return Json(asked);
        }
    }

    private async Task<IResult> PatchAsync(string bucket, HttpRequest request)
    {
        var change = await BodyAsync(request);
        if (change.ContainsKey("location") && change["location"] is not null)
            return Refusal(400, "invalid", "The location of a bucket cannot be changed.");
        return WithBucket(
            bucket,
            found =>
            {
                Merge(found, change);
                return Json(found);
            }
        );
    }

    private IResult Delete(string bucket) =>
        WithBucket(
            bucket,
            _ =>
            {
                _buckets.Remove(bucket);
                return Results.NoContent();
            }
        );

    private IResult Find(string bucket) => WithBucket(bucket, Json);

    private IResult WithBucket(string bucket, Func<JsonObject, IResult> carryOut)
    {
        lock (_gate)
            return _buckets.TryGetValue(bucket, out var found)
                ? carryOut(found)
                : Refusal(404, "notFound", "The specified bucket does not exist.");
    }

    /// <summary>JSON merge patch (RFC 7396), as the JSON API patches.</summary>
    private static void Merge(JsonObject into, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is null)
                into.Remove(name);
            else if (value is JsonObject inner && into[name] is JsonObject there)
                Merge(there, inner);
            else
                into[name] = value.DeepClone();
        }
    }

    private static async Task<JsonObject> BodyAsync(HttpRequest request)
    {
        using var text = new StreamReader(request.Body);
        return JsonNode.Parse(await text.ReadToEndAsync(request.HttpContext.RequestAborted))!.AsObject();
    }

    private static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(), "application/json; charset=utf-8");

    private static IResult Refusal(int status, string reason, string message) =>
        Results.Text(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = status,
                    ["message"] = message,
                    ["errors"] = new JsonArray(
                        new JsonObject
                        {
                            ["domain"] = "global",
                            ["reason"] = reason,
                            ["message"] = message,
                        }
                    ),
                },
            }.ToJsonString(),
            "application/json; charset=utf-8",
            statusCode: status
        );
}
