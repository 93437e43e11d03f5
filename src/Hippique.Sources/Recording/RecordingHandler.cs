using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Recording;

/// <summary>
/// Keeps what a site answered, errors among it, while it passes to the client: the body is copied as the client reads it, so that the client's limits on size and time
/// hold as they would without. A disk that cannot be written is logged and costs the record, never the request.
/// </summary>
public sealed partial class RecordingHandler(PageArchive archive, TimeProvider clock, ILogger<RecordingHandler> logger) : DelegatingHandler
{
    // The client's own cap lies below; what is beyond is of no page.
    private const int LargestBody = 32 * 1024 * 1024;
    private static readonly HashSet<string> Secret = new(["Set-Cookie", "Set-Cookie2"], StringComparer.OrdinalIgnoreCase);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            var failed = Failed(new RecordedExchange { At = clock.GetUtcNow(), Url = Address(request) }, request, failure);
            await KeepAsync(failed, default).ConfigureAwait(false);
            throw;
        }

        var exchange = new RecordedExchange
        {
            At = clock.GetUtcNow(),
            Url = Address(request),
            Status = (int)response.StatusCode,
            Phrase = Phrase(response),
            Headers = Headers(response),
        };
        // The client measures by the same instant as the recording, so that a replay measures alike.
        request.Options.Set(AnswerTaker.AnsweredAt, exchange.At);
        response.Content = new CopiedContent(
            response.Content,
            LargestBody,
            (body, cut, failure) => KeepAsync(Failed(exchange with { Cut = cut && exchange.Status != 304 }, request, failure), body)
        );
        return response;
    }

    /// <summary>With the name that the client gives to the failure, so that a replay fails alike.</summary>
    private static RecordedExchange Failed(RecordedExchange exchange, HttpRequestMessage request, Exception? failure)
    {
        if (failure is null)
            return exchange;
        if (failure is OperationCanceledException)
            return exchange with { Failure = SourceError.CodeOf(SourceErrorKind.Timeout) };
        var error = WireErrors.OfException("", request.RequestUri!, failure);
        return exchange with { Failure = error.Code, Reason = error.Missing.ToString() };
    }

    private static string? Phrase(HttpResponseMessage response)
    {
        using var usual = new HttpResponseMessage(response.StatusCode);
        return response.ReasonPhrase == usual.ReasonPhrase ? null : response.ReasonPhrase ?? "";
    }

    private static string Address(HttpRequestMessage request) => request.RequestUri?.AbsoluteUri ?? "";

    private static SortedDictionary<string, string> Headers(HttpResponseMessage response)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!Secret.Contains(name))
                kept[name] = string.Join(", ", values.AsEnumerable());
        }
        return kept;
    }

    private async Task KeepAsync(RecordedExchange exchange, ReadOnlyMemory<byte> body)
    {
        try
        {
            // Also of a caller that has given up: what the site answered was answered.
            await archive.AppendAsync(exchange, body, CancellationToken.None).ConfigureAwait(false);
        }
        // The page has been read; that it could not be kept must not cost the phase that asked for it.
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotKept(logger, exchange.Url, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer of {Url} could not be recorded: {Reason}")]
    private static partial void NotKept(ILogger logger, string url, string reason);
}
