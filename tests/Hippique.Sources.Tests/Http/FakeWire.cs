using System.Collections.Concurrent;
using System.Net;

namespace Hippique.Sources.Tests.Http;

/// <summary>Sites without sockets: no robots.txt, and the same answer to every page.</summary>
internal sealed class FakeWire : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>Where set, a page is answered when it is done.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>When each request started, robots.txt among them, on the machine's clock.</summary>
    public ConcurrentQueue<long> Starts { get; } = new();

    /// <summary>Requests but those for robots.txt.</summary>
    public int Pages { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Starts.Enqueue(TimeProvider.System.GetTimestamp());
        if (request.RequestUri!.AbsolutePath == "/robots.txt")
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        Pages++;
        if (Held is { } held)
            await held.Task.WaitAsync(cancellationToken);
        return new HttpResponseMessage(Status) { RequestMessage = request, Content = new StringContent("page") };
    }
}
