using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>What the loopback servers of Google's JSON APIs share: errors, permissions, scripted failures and a record of what was asked.</summary>
public abstract class LoopbackRest : ILoopbackPart
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly Queue<GoogleStatusException> _failures = new();
    private readonly Kept<LoopbackRequest> _requests = new();

    /// <summary>Everything that was asked, also what was refused.</summary>
    public IReadOnlyList<LoopbackRequest> Requests => _requests.All;

    /// <summary>Of the header <c>Authorization</c> (null: none) whether it opens the API. Everything does at first.</summary>
    public Func<string?, bool> Accepts { get; set; } = _ => true;

    /// <summary>Paths that it answers, such as <c>/v2/projects/{**rest}</c>.</summary>
    protected abstract IReadOnlyList<string> Paths { get; }

    /// <summary>Takes a permission away, such as <c>cloudtasks.tasks.delete</c>.</summary>
    public void Deny(params IEnumerable<string> permissions)
    {
        lock (_gate)
            _denied.UnionWith(permissions);
    }

    /// <summary>Gives it back.</summary>
    public void Allow(params IEnumerable<string> permissions)
    {
        lock (_gate)
            _denied.ExceptWith(permissions);
    }

    /// <summary>The next so many requests are answered like this, whatever they ask.</summary>
    public void FailNext(int times, int code, string status, string? retryAfter = null)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _failures.Enqueue(new GoogleStatusException(code, status, $"scripted {status}", retryAfter));
        }
    }

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var path in Paths)
            app.Map(path, AnswerAsync);
    }

    /// <exception cref="GoogleStatusException">Every answer other than success.</exception>
    protected abstract JsonObject Answer(LoopbackRequest request);

    protected void Require(string permission)
    {
        lock (_gate)
        {
            if (_denied.Contains(permission))
                throw GoogleStatusException.Denied(permission);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var request = await ReadAsync(context);
            _requests.Add(request);
            if (!Accepts(request.Authorization))
                throw new GoogleStatusException(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
            lock (_gate)
            {
                if (_failures.TryDequeue(out var failure))
                    throw failure;
            }
            await WriteAsync(context, 200, Answer(request));
        }
        catch (GoogleStatusException status)
        {
            await RefuseAsync(context, status);
        }
        // A fault of the loopback server itself: its test must see what it is.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await RefuseAsync(context, new GoogleStatusException(500, "INTERNAL", fault.ToString()));
        }
    }

    private static Task RefuseAsync(HttpContext context, GoogleStatusException status)
    {
        if (status.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = after;
        var error = new JsonObject
        {
            ["code"] = status.Code,
            ["message"] = status.Message,
            ["status"] = status.Status,
        };
        return WriteAsync(context, status.Code, new JsonObject { ["error"] = error });
    }

    private static async Task<LoopbackRequest> ReadAsync(HttpContext context)
    {
        using var text = new StreamReader(context.Request.Body);
        var body = await text.ReadToEndAsync(context.RequestAborted);
        return new LoopbackRequest
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value!,
            Query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
            Body = body.Length == 0 ? null : Parse(body),
            Authorization = context.Request.Headers.Authorization is [{ } header, ..] ? header : null,
        };
    }

    private static JsonObject Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw GoogleStatusException.Invalid("Invalid JSON payload received.");
        }
        catch (JsonException)
        {
            throw GoogleStatusException.Invalid("Invalid JSON payload received.");
        }
    }

    private static async Task WriteAsync(HttpContext context, int code, JsonObject body)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
