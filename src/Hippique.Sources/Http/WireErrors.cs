using System.Net;
using System.Net.Sockets;
using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>What went wrong on the wire, by name.</summary>
internal static class WireErrors
{
    /// <summary>420, not registered and in use all the same ("enhance your calm"): the older 429.</summary>
    private const HttpStatusCode EnhanceYourCalm = (HttpStatusCode)420;

    /// <summary>The host says that it is asked too often.</summary>
    public static bool IsTooMany(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or EnhanceYourCalm;

    /// <summary>Null for 2xx and for redirections.</summary>
    public static SourceError? OfStatus(string source, Uri address, HttpResponseMessage response, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        var said = response.ReasonPhrase is { Length: > 0 } phrase
            ? Problem.Of($"the site answered {code} {Quoted.Short(phrase)}")
            : Problem.Of($"the site answered {code}");
        return response.StatusCode switch
        {
            _ when IsTooMany(response.StatusCode) => new(
                SourceErrorKind.TooManyRequests,
                source,
                address.AbsoluteUri,
                said,
                RetryAfter(response, now)
            ),
            HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden
            or HttpStatusCode.ProxyAuthenticationRequired
            or HttpStatusCode.UnavailableForLegalReasons => new(SourceErrorKind.Forbidden, source, address.AbsoluteUri, said),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(SourceErrorKind.NotFound, source, address.AbsoluteUri, said),
            HttpStatusCode.RequestTimeout => new(SourceErrorKind.Timeout, source, address.AbsoluteUri, said),
            _ when code >= 500 => new(SourceErrorKind.ServerError, source, address.AbsoluteUri, said, RetryAfter(response, now)),
            _ when code is < 200 or >= 400 => new(SourceErrorKind.Changed, source, address.AbsoluteUri, said),
            _ => null,
        };
    }

    public static SourceError OfException(string source, Uri address, Exception failure) =>
        failure switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => new(
                SourceErrorKind.Truncated,
                source,
                address.AbsoluteUri,
                Problem.Of($"the connection was cut before the answer's end")
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
                SourceErrorKind.TooLarge,
                source,
                address.AbsoluteUri,
                Problem.Of($"the answer's head is too large")
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new(
                SourceErrorKind.Malformed,
                source,
                address.AbsoluteUri,
                Problem.Of($"the answer is no HTTP")
            ),
            HttpRequestException request => new(SourceErrorKind.Unreachable, source, address.AbsoluteUri, Reason(request)),
            _ => new(SourceErrorKind.Truncated, source, address.AbsoluteUri, Problem.Of($"the connection was cut before the answer's end")),
        };

    /// <summary>Seconds or a date; never below zero.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait is { } value && value < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static Problem Reason(HttpRequestException failure) =>
        failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Problem.Of($"the name of the site cannot be resolved"),
            HttpRequestError.SecureConnectionError => Problem.Of($"no secure connection can be made"),
            _ when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Problem.Of(
                $"the connection is refused"
            ),
            _ => Problem.Of($"the site cannot be reached"),
        };
}
