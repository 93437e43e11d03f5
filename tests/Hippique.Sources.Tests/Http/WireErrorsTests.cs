using System.Net;
using System.Net.Sockets;
using Hippique.Sources.Http;

namespace Hippique.Sources.Tests.Http;

public sealed class WireErrorsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private static readonly Uri Address = new("https://site.example/p");

    [Theory]
    [InlineData(100, SourceErrorKind.Changed)]
    [InlineData(401, SourceErrorKind.Forbidden)]
    [InlineData(403, SourceErrorKind.Forbidden)]
    [InlineData(407, SourceErrorKind.Forbidden)]
    [InlineData(451, SourceErrorKind.Forbidden)]
    [InlineData(404, SourceErrorKind.NotFound)]
    [InlineData(410, SourceErrorKind.NotFound)]
    [InlineData(408, SourceErrorKind.Timeout)]
    [InlineData(418, SourceErrorKind.Changed)]
    [InlineData(420, SourceErrorKind.TooManyRequests)]
    [InlineData(429, SourceErrorKind.TooManyRequests)]
    [InlineData(500, SourceErrorKind.ServerError)]
    [InlineData(503, SourceErrorKind.ServerError)]
    [InlineData(599, SourceErrorKind.ServerError)]
    public void Every_status_that_is_no_page_has_a_name(int status, SourceErrorKind kind)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);

        var error = WireErrors.OfStatus("zeturf", Address, response, Noon).ShouldNotBeNull();

        (error.Kind, error.Source, error.Where).ShouldBe((kind, "zeturf", "https://site.example/p"));
        error.Missing.ToString().ShouldStartWith($"the site answered {status}");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(301)]
    [InlineData(304)]
    public void Page_and_redirection_are_no_errors(int status)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);

        WireErrors.OfStatus("zeturf", Address, response, Noon).ShouldBeNull();
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("Tue, 10 Mar 2026 11:01:30 GMT", 90)]
    [InlineData("Tue, 10 Mar 2026 10:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void Retry_after_is_seconds_or_an_instant_and_never_below_zero(string? header, int? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        if (header is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", header);

        WireErrors.RetryAfter(response, Noon).ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);
        WireErrors
            .OfStatus("zeturf", Address, response, Noon)!
            .RetryAfter.ShouldBe(seconds is { } told ? TimeSpan.FromSeconds(told) : null);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, SourceErrorKind.Truncated, "cut")]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, SourceErrorKind.TooLarge, "head is too large")]
    [InlineData(HttpRequestError.InvalidResponse, SourceErrorKind.Malformed, "no HTTP")]
    [InlineData(HttpRequestError.NameResolutionError, SourceErrorKind.Unreachable, "name of the site")]
    [InlineData(HttpRequestError.SecureConnectionError, SourceErrorKind.Unreachable, "secure connection")]
    [InlineData(HttpRequestError.ConnectionError, SourceErrorKind.Unreachable, "cannot be reached")]
    public void Every_failure_of_a_request_has_a_name(HttpRequestError failure, SourceErrorKind kind, string words)
    {
        var error = WireErrors.OfException("pmu", Address, new HttpRequestException(failure));

        error.Kind.ShouldBe(kind);
        error.Missing.ToString().ShouldContain(words);
    }

    [Fact]
    public void Refused_connection_and_a_cut_body_are_told_apart()
    {
        var refused = new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused));

        WireErrors.OfException("pmu", Address, refused).Missing.ToString().ShouldBe("the connection is refused");
        WireErrors.OfException("pmu", Address, new IOException("x")).Kind.ShouldBe(SourceErrorKind.Truncated);
    }
}
