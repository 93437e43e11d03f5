using System.Collections.Concurrent;
using System.Net;
using Hippique.Sources.Http;

namespace Hippique.Sources.Tests.Http;

/// <summary>Sites without sockets: no robots.txt, and the same answer to every page.</summary>
internal sealed class FakeWire : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>The <c>Retry-After</c> of each page.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Where set, a page is answered when it is done.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>When each request started, robots.txt among them, by the wire's clock.</summary>
    public ConcurrentQueue<long> Starts { get; } = new();

    /// <summary>The machine's, or a test's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Requests that were given to the wire, started or not.</summary>
    public int Began => _began;
    private int _began;

    /// <summary>Requests but those for robots.txt.</summary>
    public int Pages { get; private set; }

    /// <summary>Where set, what a request waits for before it can start, such as its connection.</summary>
    public Func<Task>? Connecting { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _began);
        if (Connecting is { } connecting)
            await connecting();
        await RequestStart.Of(request)!.WriteAsync(SentAsync, Clock);
        if (request.RequestUri!.AbsolutePath == "/robots.txt")
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        Pages++;
        if (Held is { } held)
            await held.Task.WaitAsync(cancellationToken);
        var answer = new HttpResponseMessage(Status) { RequestMessage = request, Content = new StringContent("page") };
        if (RetryAfter is { } wait)
            answer.Headers.RetryAfter = new(wait);
        return answer;
    }

    private ValueTask SentAsync(TimeProvider clock)
    {
        Starts.Enqueue(clock.GetTimestamp());
        return ValueTask.CompletedTask;
    }
}
