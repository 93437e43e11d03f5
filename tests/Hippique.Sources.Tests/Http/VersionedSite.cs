using System.Net;

namespace Hippique.Sources.Tests.Http;

/// <summary>A site that says how to ask whether its page still holds. No robots.txt.</summary>
internal sealed class VersionedSite : HttpMessageHandler
{
    public string Body { get; set; } = "page 1";
    public string? Tag { get; set; } = "\"v1\"";
    public string? Modified { get; set; }
    public bool NoStore { get; set; }
    public Action? Answering { get; set; }
    public int Whole { get; private set; }
    public List<(string? Tag, string? Modified)> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/robots.txt")
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request });
        Answering?.Invoke();
        Answering = null;
        var (tag, modified) = (Header(request, "If-None-Match"), Header(request, "If-Modified-Since"));
        Asked.Add((tag, modified));
        var same = tag is not null ? tag == Tag : modified is not null && modified == Modified;
        if (!same)
            Whole++;
        var answer = new HttpResponseMessage(same ? HttpStatusCode.NotModified : HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = same ? new ByteArrayContent([]) : new StringContent(Body),
        };
        if (Tag is not null)
            answer.Headers.TryAddWithoutValidation("ETag", Tag);
        if (Modified is not null)
            answer.Content.Headers.TryAddWithoutValidation("Last-Modified", Modified);
        if (NoStore)
            answer.Headers.TryAddWithoutValidation("Cache-Control", "no-store");
        return Task.FromResult(answer);
    }

    private static string? Header(HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
