using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>
/// The JSON API of Cloud Storage: objects with generations and preconditions, uploads of all three kinds, lists by pages, refusals in Google's shape, and 429 for an object that
/// changes twice within a second of <paramref name="clock"/>. A test scripts what goes wrong and reads what was asked.
/// </summary>
/// <param name="clock">By which the rate of changes is measured.</param>
/// <param name="buckets">The buckets that exist.</param>
public sealed class LoopbackStorage(TimeProvider clock, params IReadOnlyList<string> buckets) : ILoopbackPart
{
    private readonly StorageObjects _objects = new(clock, buckets.ToHashSet(StringComparer.Ordinal));
    private readonly ConcurrentDictionary<string, ResumableSession> _sessions = new();
    private readonly ConcurrentQueue<StorageRequest> _requests = new();
    private readonly Lock _gate = new();
    private readonly List<StorageFault> _faults = [];
    private string[] _denied = [];

    /// <summary>401 for a request without a bearer token.</summary>
    public bool RequiresToken { get; set; } = true;

    /// <summary>429 for an object that changes twice within a second.</summary>
    public bool LimitsRate
    {
        get => _objects.LimitsRate;
        set => _objects.LimitsRate = value;
    }

    /// <summary>The most entries of a page, whatever is asked for; the real one gives 1,000 at most.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>In the order of their answers.</summary>
    public IReadOnlyList<StorageRequest> Requests => [.. _requests];

    /// <summary>Every creation, replacement and deletion that took effect.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset At)> Changes => _objects.Changes;

    public void ForgetRequests() => _requests.Clear();

    /// <summary>Takes a permission away from what <c>testIamPermissions</c> answers, such as <c>storage.objects.create</c>.</summary>
    public void Deny(string permission) => _denied = [.. _denied, permission];

    public void Script(StorageFault fault)
    {
        lock (_gate)
            _faults.Add(fault);
    }

    /// <summary>The bytes; null if there is no such object.</summary>
    public byte[]? Content(string bucket, string name) => _objects.Find(bucket, name)?.Content;

    /// <summary>Writes as somebody else does, past the limit of the rate.</summary>
    public void Put(string bucket, string name, byte[] content)
    {
        var limited = LimitsRate;
        LimitsRate = false;
        _objects.Insert(bucket, new StorageUpload { Name = name, Content = content }, new StorageConditions(null, null, null));
        LimitsRate = limited;
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.Map("/storage/v1/{**rest}", AnswerAsync);
        app.Map("/download/storage/v1/{**rest}", AnswerAsync);
        app.Map("/upload/storage/v1/{**rest}", AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var address = StorageAddress.Of(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var request = new StorageRequest
        {
            Call = address.CallOf(context.Request.Method),
            Name = address.Name ?? address.Query.GetValueOrDefault("name") ?? SessionName(address),
            Query = address.Query,
            At = clock.GetUtcNow(),
        };
        var fault = TakeFault(request);
        var answer = fault is null or { AfterEffect: true }
            ? await CarriedOutAsync(context, address, request.Call)
            : StorageAnswer.Empty(0);
        if (fault?.Status is { } status)
            answer = StorageAnswer.Of(StorageError.Scripted(status));
        else if (fault is not null)
            answer = StorageAnswer.Empty(0);
        _requests.Enqueue(request with { Status = answer.Status });
        if (fault is { Hangs: true })
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        if (answer.Status == 0)
            context.Abort();
        else
            await answer.WriteAsync(context);
    }

    private string SessionName(StorageAddress address) =>
        address.Query.TryGetValue("upload_id", out var id) && _sessions.TryGetValue(id, out var session) ? session.Upload.Name : "";

    private StorageFault? TakeFault(StorageRequest request)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(fault => fault.When(request));
            if (index < 0)
                return null;
            var fault = _faults[index];
            if (fault.Times > 1)
                _faults[index] = fault with { Times = fault.Times - 1 };
            else
                _faults.RemoveAt(index);
            return fault;
        }
    }

    private async Task<StorageAnswer> CarriedOutAsync(HttpContext context, StorageAddress address, StorageCall call)
    {
        try
        {
            // An address of a session is a secret of its own and needs no token.
            if (RequiresToken && !address.Query.ContainsKey("upload_id") && !HasToken(context.Request))
                throw StorageError.NoCredentials();
            return await CarryOutAsync(context, address, call);
        }
        catch (StorageError refused)
        {
            return call == StorageCall.GetContent ? StorageAnswer.Text(refused) : StorageAnswer.Of(refused);
        }
    }

    private async Task<StorageAnswer> CarryOutAsync(HttpContext context, StorageAddress address, StorageCall call)
    {
        var (request, cancelled) = (context.Request, context.RequestAborted);
        var origin = $"{request.Scheme}://{request.Host}";
        var conditions = StorageConditions.Of(address.Query);
        var bucket = address.Bucket ?? "";
        var name = address.Query.GetValueOrDefault("name");
        switch (call)
        {
            case StorageCall.ListBuckets:
                return StorageAnswer.Json(
                    new JsonObject { ["kind"] = "storage#buckets", ["items"] = new JsonArray([.. buckets.Select(BucketJson)]) }
                );
            case StorageCall.GetBucket:
                _objects.CheckBucket(bucket);
                return StorageAnswer.Json(BucketJson(bucket));
            case StorageCall.TestPermissions:
                _objects.CheckBucket(bucket);
                var asked = request.Query["permissions"].Where(permission => !_denied.Contains(permission!));
                return StorageAnswer.Json(
                    new JsonObject
                    {
                        ["kind"] = "storage#testIamPermissionsResponse",
                        ["permissions"] = new JsonArray([.. asked.Select(permission => (JsonNode)permission!)]),
                    }
                );
            case StorageCall.List:
                return StorageAnswer.Json(List(bucket, address.Query).ToJson(origin, address.Query.GetValueOrDefault("fields")));
            case StorageCall.GetMetadata or StorageCall.GetContent:
                var there = _objects.Get(bucket, address.Name!, StorageConditions.Number(address.Query, "generation"));
                if (conditions.NotMatch == there.Generation)
                    return StorageAnswer.Empty(304);
                conditions.Check(there);
                return call == StorageCall.GetMetadata
                    ? StorageAnswer.Json(there.ToJson(origin))
                    : StorageAnswer.Content(there, request.Headers.Range);
            case StorageCall.InsertMedia:
                var media = StorageUpload.OfResource([], name, request.ContentType) with
                {
                    Content = await StorageUpload.BodyAsync(request, cancelled),
                };
                return StorageAnswer.Json(_objects.Insert(bucket, media, conditions).ToJson(origin));
            case StorageCall.InsertMultipart:
                var upload = await StorageUpload.OfMultipartAsync(request, name, cancelled);
                return StorageAnswer.Json(_objects.Insert(bucket, upload, conditions).ToJson(origin));
            case StorageCall.StartResumable:
                return await StartAsync(request, bucket, name, conditions, origin);
            case StorageCall.ResumableChunk:
                return Take(Session(address), request.Headers.ContentRange, await StorageUpload.BodyAsync(request, cancelled), origin);
            case StorageCall.CancelResumable:
                Session(address).Cancelled = true;
                return StorageAnswer.Empty(499);
            case StorageCall.Patch:
                var patch = JsonNode.Parse(await StorageUpload.BodyAsync(request, cancelled))!.AsObject();
                return StorageAnswer.Json(_objects.Patch(bucket, address.Name!, patch, conditions).ToJson(origin));
            case StorageCall.Delete:
                _objects.Delete(bucket, address.Name!, conditions);
                return StorageAnswer.Empty(204);
            default:
                throw new StorageError(404, "notFound", "Not Found");
        }
    }

    private StorageListing List(string bucket, IReadOnlyDictionary<string, string> query)
    {
        var wanted = StorageConditions.Number(query, "maxResults") ?? 1000;
        return _objects.List(
            bucket,
            query.GetValueOrDefault("prefix") ?? "",
            query.GetValueOrDefault("delimiter"),
            StorageListing.After(query.GetValueOrDefault("pageToken")),
            (int)Math.Min(Math.Min(wanted, 1000), PageSize)
        );
    }

    private async Task<StorageAnswer> StartAsync(
        HttpRequest request,
        string bucket,
        string? name,
        StorageConditions conditions,
        string origin
    )
    {
        var json = await StorageUpload.BodyAsync(request, request.HttpContext.RequestAborted);
        var upload = StorageUpload.OfResource(json, name, request.Headers["X-Upload-Content-Type"]);
        conditions.Check(_objects.Find(bucket, upload.Name));
        var id = Guid.NewGuid().ToString("N");
        _sessions[id] = new ResumableSession(bucket, upload, conditions);
        return StorageAnswer.Empty(
            200,
            ("Location", $"{origin}/upload/storage/v1/b/{bucket}/o?uploadType=resumable&upload_id={id}"),
            ("X-GUploader-UploadID", id)
        );
    }

    private ResumableSession Session(StorageAddress address) =>
        _sessions.TryGetValue(address.Query["upload_id"], out var session)
            ? session.Cancelled
                ? throw new StorageError(499, "clientClosedRequest", "The upload was cancelled.")
                : session
            : throw new StorageError(404, "notFound", "The upload is not known.");

    private StorageAnswer Take(ResumableSession session, string? contentRange, byte[] body, string origin)
    {
        lock (session)
        {
            if (session.Done is null && session.Take(contentRange, body))
                session.Done = _objects.Insert(session.Bucket, session.Upload, session.Conditions);
            if (session.Done is { } done)
                return StorageAnswer.Json(done.ToJson(origin));
            return session.Range is { } range ? StorageAnswer.Empty(308, ("Range", range)) : StorageAnswer.Empty(308);
        }
    }

    private static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith("Bearer ", StringComparison.Ordinal)
        && header.Length > "Bearer ".Length;

    private static JsonObject BucketJson(string bucket) =>
        new()
        {
            ["kind"] = "storage#bucket",
            ["id"] = bucket,
            ["name"] = bucket,
            ["projectNumber"] = "1",
            ["metageneration"] = "1",
            ["location"] = "EUROPE-WEST1",
            ["locationType"] = "region",
            ["storageClass"] = "STANDARD",
            ["etag"] = "CAE=",
            ["timeCreated"] = "2026-01-01T00:00:00.000Z",
            ["updated"] = "2026-01-01T00:00:00.000Z",
        };
}
