using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Hippique.Sources.Recording;

namespace Hippique.Testing.Sources;

/// <summary>A site without sockets that says what was recorded at the moment of the clock, and counts who asks.</summary>
public sealed class MirroredSite(IMirroredDay day, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>Each request with its moment, robots.txt aside.</summary>
    public ConcurrentQueue<(DateTimeOffset At, string Path)> Asked { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        if (path != "/robots.txt")
            Asked.Enqueue((clock.GetUtcNow(), path));
        var answer = day.At(path, clock.GetUtcNow());
        var response = new HttpResponseMessage(answer is null ? HttpStatusCode.NotFound : (HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(answer?.Body ?? []),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        response.Headers.Date = clock.GetUtcNow();
        return Task.FromResult(response);
    }
}
