using System.Net;
using Microsoft.Extensions.Primitives;

namespace Hippique.Hosting.Logging;

/// <summary>
/// What lines say of the request that they belong to; a scope of the log. Copied from the request at its start, because lines can follow when it is over. The address is without
/// its query: a link's code stands there.
/// </summary>
public sealed class LoggedRequest
{
    private const int Longest = 300;
    private readonly string _scheme;
    private readonly string? _host;
    private readonly PathString _path;
    private readonly StringValues _userAgent;
    private readonly StringValues _forwarded;
    private readonly StringValues _traceParent;
    private readonly StringValues _cloudTrace;
    private readonly IPAddress? _caller;
    private TraceContext? _trace;
    private bool _isTraceRead;

    /// <param name="request">Any.</param>
    /// <param name="isBehindCloudRun">Its front end adds the caller's address at the end of <c>X-Forwarded-For</c>; elsewhere anybody could.</param>
    public LoggedRequest(HttpRequest request, bool isBehindCloudRun)
    {
        (Method, Protocol) = (request.Method, request.Protocol);
        (_scheme, _host, _path) = (request.Scheme, request.Host.Value, request.PathBase + request.Path);
        var headers = request.Headers;
        (_userAgent, _traceParent, _cloudTrace) = (headers.UserAgent, headers.TraceParent, headers["X-Cloud-Trace-Context"]);
        _caller = request.HttpContext.Connection.RemoteIpAddress;
        if (isBehindCloudRun)
            _forwarded = headers["X-Forwarded-For"];
    }

    public string Method { get; }
    public string Protocol { get; }
    public string Url => Short($"{_scheme}://{_host}{_path}");
    public string? UserAgent => _userAgent.Count == 0 ? null : Short(_userAgent.ToString());
    public string? RemoteIp => _forwarded.Count > 0 ? Short(_forwarded.ToString().Split(',')[^1].Trim()) : _caller?.ToString();

    /// <summary>Read when the first line is written: most requests have none.</summary>
    public TraceContext? Trace
    {
        get
        {
            if (!_isTraceRead)
                (_trace, _isTraceRead) = (TraceContext.Read(_traceParent, _cloudTrace), true);
            return _trace;
        }
    }

    /// <summary>That of the innermost scope.</summary>
    public static LoggedRequest? Of(IExternalScopeProvider? scopes)
    {
        var found = new Found();
        scopes?.ForEachScope(static (scope, found) => found.Request = scope as LoggedRequest ?? found.Request, found);
        return found.Request;
    }

    /// <summary>Other formatters write scopes as text.</summary>
    public override string ToString() => $"{Method} {_path}";

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest];

    private sealed class Found
    {
        public LoggedRequest? Request { get; set; }
    }
}

/// <summary>How a request ended.</summary>
/// <param name="Request">Which.</param>
/// <param name="Status">HTTP status; 499 if the caller went away before there was an answer.</param>
/// <param name="Size">Bytes of the answer's body.</param>
/// <param name="Latency">From its first byte to the end of the answer.</param>
public sealed record FinishedRequest(LoggedRequest Request, int Status, long Size, TimeSpan Latency);
