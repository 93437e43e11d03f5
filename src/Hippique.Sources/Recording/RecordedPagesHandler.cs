using System.Globalization;
using System.Net;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;

namespace Hippique.Sources.Recording;

/// <summary>
/// Answers requests from a recorded day at the virtual time of a replay. A request gets the first exchange of its address that was recorded at or after its moment (a
/// phase's pages came some seconds after the instant it was planned for) and that no earlier request was given; a failure that a retry mended within a minute is passed
/// over, so that the client needs no retries of its own on a clock that stands. Where there is none within the grace of a phase, it is the last one before. What was not
/// recorded is unreachable, but for a robots.txt: a site without one has no rules.
/// </summary>
public sealed class RecordedPagesHandler(RecordedPages pages, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>An answer recorded later than this after the moment belongs to another look.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>How far apart two attempts of one request can lie: the longest wait and a timeout.</summary>
    private static readonly TimeSpan Retries = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Framing = new(
        ["Content-Length", "Transfer-Encoding", "Connection", "Date"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly Lock _gate = new();
    private readonly HashSet<RecordedExchange> _given = new(ReferenceEqualityComparer.Instance);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var url = request.RequestUri?.AbsoluteUri ?? "";
        if (Next(Seen(request, pages.Of(url)), clock.GetUtcNow()) is not { } exchange)
        {
            return request.RequestUri?.AbsolutePath == "/robots.txt"
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request })
                : throw new HttpRequestException($"{url} is not in the recording");
        }
        request.Options.Set(AnswerTaker.AnsweredAt, exchange.At);
        return exchange.Status > 0 ? Task.FromResult(Answer(request, exchange)) : throw Failure(exchange);
    }

    /// <summary>A look before the off sees nothing of what came after it, such as the last prices under the same address.</summary>
    private static IReadOnlyList<RecordedExchange> Seen(HttpRequestMessage request, IReadOnlyList<RecordedExchange> exchanges) =>
        request.Options.TryGetValue(AnswerTaker.BeforeOff, out var off) ? [.. exchanges.Where(exchange => exchange.At < off)] : exchanges;

    private RecordedExchange? Next(IReadOnlyList<RecordedExchange> exchanges, DateTimeOffset now)
    {
        lock (_gate)
        {
            var next = exchanges.FirstOrDefault(exchange =>
                exchange.At >= now && exchange.At <= now + Window && !_given.Contains(exchange)
            );
            while (next is not null && IsPassing(next) && Retried(exchanges, next) is { } later)
            {
                _given.Add(next);
                next = later;
            }
            if (next is not null)
                _given.Add(next);
            return next
                ?? exchanges.LastOrDefault(exchange => exchange.At <= now)
                ?? exchanges.FirstOrDefault(exchange => exchange.At <= now + Window);
        }
    }

    private static bool IsPassing(RecordedExchange exchange) => exchange.Status is 0 or 429 or >= 500 || exchange.Failure is not null;

    private RecordedExchange? Retried(IReadOnlyList<RecordedExchange> exchanges, RecordedExchange failed) =>
        exchanges.FirstOrDefault(exchange => exchange.At > failed.At && exchange.At <= failed.At + Retries && !_given.Contains(exchange));

    private static TimeSpan? RetryAfter(RecordedExchange exchange) =>
        exchange.Headers.TryGetValue(UnsentRecorder.RetryAfter, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>What the client met then, by the name and in the words of then.</summary>
    private static Exception Failure(RecordedExchange exchange)
    {
        if (UnsentRequest.Named(exchange.Failure) is { } unsent)
            return new RecordedFailureException(unsent, null, RetryAfter(exchange));
        if (exchange.Failure == SourceError.CodeOf(SourceErrorKind.Timeout))
            return new TaskCanceledException($"{exchange.Url} timed out when it was recorded", new TimeoutException());
        var kind = Enum.GetValues<SourceErrorKind>()
            .FirstOrDefault(kind => SourceError.CodeOf(kind) == exchange.Failure, SourceErrorKind.Unreachable);
        return new RecordedFailureException(
            kind,
            exchange.Reason is { } reason ? Problem.Verbatim(reason) : Problem.Of($"the site could not be reached when this was recorded")
        );
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, RecordedExchange exchange)
    {
        var conditional = request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfModifiedSince is not null;
        // "Not modified" means something only to a client that has the page.
        var shown = conditional ? exchange : pages.Whole(exchange) ?? exchange;
        var response = new HttpResponseMessage((HttpStatusCode)shown.Status)
        {
            RequestMessage = request,
            Content = shown.Failure is null
                ? new ByteArrayContent(pages.Body(shown))
                : new StreamContent(new BrokenStream(pages.Body(shown), Failure(shown))),
        };
        // The page counts as of the moment at which the site said that it still holds.
        if (exchange.Headers.TryGetValue("Date", out var date))
            response.Headers.TryAddWithoutValidation("Date", date);
        if (shown.Phrase is { } phrase)
            response.ReasonPhrase = phrase;
        foreach (var (name, value) in shown.Headers)
        {
            // The announced length of a body that was cut is what the client went by.
            if (
                (!Framing.Contains(name) || (shown.Cut && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
                && !response.Headers.TryAddWithoutValidation(name, value)
            )
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }
        return response;
    }
}
