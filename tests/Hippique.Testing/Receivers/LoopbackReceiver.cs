using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hippique.Testing.Receivers;

/// <summary>What was posted to a <see cref="LoopbackReceiver"/>.</summary>
/// <param name="Path">With its query.</param>
/// <param name="Headers">By name, without case.</param>
/// <param name="Body">Its bytes.</param>
public sealed record ReceivedPost(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A text of the JSON.</summary>
    public string Text(string name) => Json.GetProperty(name).GetString()!;
}

/// <summary>How it is answered.</summary>
public sealed record ReceiverReply(int Status, string Body = "", string? RetryAfter = null, string? Location = null);

/// <summary>A receiver of messages on a loopback port that notes each post and answers what the test says, when it says so.</summary>
public sealed class LoopbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Kept<ReceivedPost> _posts = new();

    private LoopbackReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/");

    public IReadOnlyList<ReceivedPost> Posts => _posts.All;

    /// <summary>Of a post and its number from 1; by default 200.</summary>
    public Func<ReceivedPost, int, CancellationToken, Task<ReceiverReply>> Answer { get; set; } =
        (_, _, _) => Task.FromResult(new ReceiverReply(200));

    public static async Task<LoopbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new LoopbackReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The same answer to every post.</summary>
    public void Replies(int status, string body = "", string? retryAfter = null, string? location = null) =>
        Answer = (_, _, _) => Task.FromResult(new ReceiverReply(status, body, retryAfter, location));

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var post = new ReceivedPost(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()
        );
        var reply = await Answer(post, _posts.Add(post), context.RequestAborted);
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = after;
        if (reply.Location is { } location)
            context.Response.Headers.Location = location;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(reply.Body), context.RequestAborted);
    }
}
