using System.Diagnostics;
using System.Net;
using Hippique.Sources.Telemetry;

namespace Hippique.Sources.Http;

/// <summary>Measures one attempt of a request, and is its span if somebody listens.</summary>
internal sealed class FetchWatch : IDisposable
{
    private readonly FetchMeter? _meter;
    private readonly TimeProvider _clock;
    private readonly string _host;
    private readonly long _asked;
    private readonly Activity? _span;
    private long? _started;
    private int? _status;

    public FetchWatch(FetchMeter? meter, TimeProvider clock, PoliteRequest request, Uri address)
    {
        (_meter, _clock, _host, _asked) = (meter, clock, address.Authority, clock.GetTimestamp());
        if (!Tracing.Source.HasListeners())
            return;
        _span = Tracing.Source.StartActivity($"fetch {address.Host}", ActivityKind.Client);
        _span?.SetTag("hippique.source", request.Source);
        _span?.SetTag("server.address", address.Host);
        _span?.SetTag("http.request.method", "GET");
        // Without a user and a password that somebody may have written into the address of a mirror.
        _span?.SetTag("url.full", address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
    }

    /// <summary>Its bytes go now; a second time if a connection was found dead.</summary>
    public void Starts() => _started = _clock.GetTimestamp();

    public void Answered(HttpStatusCode status)
    {
        _status = (int)status;
        _span?.SetTag("http.response.status_code", _status);
    }

    public SiteReply End(SiteReply reply)
    {
        var outcome = OutcomeOf(reply);
        if (_started is { } started)
            _meter?.Sent(_host, outcome, _clock.GetElapsedTime(_asked, started), _clock.GetElapsedTime(started));
        else
            _meter?.Ended(_host, outcome);
        if (_span is null)
            return reply;
        _span.SetTag("hippique.fetch.outcome", outcome);
        _span.SetTag("hippique.fetch.sent", _started is not null);
        _span.SetTag(
            "hippique.fetch.wait_seconds",
            (_started is { } sent ? _clock.GetElapsedTime(_asked, sent) : _clock.GetElapsedTime(_asked)).TotalSeconds
        );
        if (reply.Answer is SourceAnswer<PoliteAnswer>.Refused)
            _span.Fail(outcome);
        return reply;
    }

    public void Dispose() => _span?.Dispose();

    private string OutcomeOf(SiteReply reply) =>
        reply.Answer switch
        {
            SourceAnswer<PoliteAnswer>.Refused { Error.Kind: var kind } => SourceError.CodeOf(kind),
            null => "moved",
            _ => _status == (int)HttpStatusCode.NotModified ? "not_modified" : "ok",
        };
}
