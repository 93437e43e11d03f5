using System.Net;
using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>Makes a reply of what a site sent: a whole page, the page that was kept, where it sends on to, or the named reason why there is none.</summary>
internal sealed class AnswerTaker(SourceHttpOptions options, TimeProvider clock)
{
    /// <summary>Set on a request by a handler that records or answers from a recording: when the site had answered.</summary>
    internal static readonly HttpRequestOptionsKey<DateTimeOffset> AnsweredAt = new("hippique.answered_at");

    /// <summary>Set on a request about a race that is still to come: its off.</summary>
    internal static readonly HttpRequestOptionsKey<DateTimeOffset> BeforeOff = new("hippique.before_off");

    /// <summary>An error's page is read for the recording alone, and no further than this.</summary>
    private const int LargestErrorBody = 1024 * 1024;

    private readonly KeptAnswers _kept = new(options.LargestKept);

    /// <summary>The page that this address sent today, to be asked for conditionally; null where there is none.</summary>
    public Kept? KeptOf(Uri address) => options.LargestKept > 0 ? _kept.Of(address, clock.GetUtcNow()) : null;

    /// <summary>From now on this page of an earlier process is asked for conditionally.</summary>
    public void TakeUp(Kept earlier) => _kept.TakeUp(earlier);

    /// <summary>The next request for this address is unconditional.</summary>
    public void Forget(Uri address) => _kept.Forget(address);

    private DateTimeOffset AtOf(HttpResponseMessage response) =>
        response.RequestMessage is { } asked && asked.Options.TryGetValue(AnsweredAt, out var then) ? then : clock.GetUtcNow();

    /// <exception cref="IOException">The connection was cut within a page.</exception>
    public async Task<SiteReply> TakeAsync(
        PoliteRequest request,
        Uri address,
        Kept? asked,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var at = AtOf(response);
        var status = (int)response.StatusCode;
        if (status == (int)HttpStatusCode.NotModified && asked is not null)
            return NotModified(address, asked, at, response.Headers.Date);
        if (status is >= 300 and < 400)
        {
            await ReadForTheRecordAsync(response, cancellationToken).ConfigureAwait(false);
            return response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next)
                ? new SiteReply(null, next)
                : SiteReply.Refused(SourceErrorKind.Changed, request, address, Problem.Of($"the site answered {status} and leads nowhere"));
        }
        if (WireErrors.OfStatus(request.Source, address, response, at) is { } error)
        {
            await ReadForTheRecordAsync(response, cancellationToken).ConfigureAwait(false);
            return SiteReply.Refused(error);
        }
        return await PageAsync(request, address, response, at, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SiteReply> PageAsync(
        PoliteRequest request,
        Uri address,
        HttpResponseMessage response,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var (body, kind, missing) = await BodyReader
            .ReadAsync(response.Content, options.LargestBody, options.LargestText, cancellationToken)
            .ConfigureAwait(false);
        _kept.Forget(address);
        if (body is null)
            return SiteReply.Refused(kind, request, address, missing);
        var answer = new PoliteAnswer
        {
            Address = address,
            At = at,
            Date = response.Headers.Date,
            Body = body,
            ContentType = response.Content.Headers.ContentType,
            NoContent = response.StatusCode == HttpStatusCode.NoContent,
        };
        if (options.LargestKept > 0)
            _kept.Take(answer, response);
        return new SiteReply(new SourceAnswer<PoliteAnswer>.Found(answer), null);
    }

    /// <summary>The kept page, as of now. Where the programme day has changed meanwhile, its recording would lack the page: it is asked for once more, whole.</summary>
    private SiteReply NotModified(Uri address, Kept asked, DateTimeOffset at, DateTimeOffset? date)
    {
        if (asked.IsOf(at))
            return new SiteReply(new SourceAnswer<PoliteAnswer>.Found(asked.Answer with { At = at, Date = date }), null);
        _kept.Forget(address);
        return new SiteReply(null, address);
    }

    private static async Task ReadForTheRecordAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await BodyReader.ReadAsync(response.Content, LargestErrorBody, LargestErrorBody, cancellationToken).ConfigureAwait(false);
        }
        // The status has said what there is to say; what becomes of its page changes nothing.
        catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException or RecordedFailureException)
        {
            return;
        }
    }
}
