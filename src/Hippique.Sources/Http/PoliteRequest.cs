using System.Net.Http.Headers;

namespace Hippique.Sources.Http;

/// <summary>What is asked of a site.</summary>
public sealed record PoliteRequest
{
    /// <summary>Name of the source that asks, for errors.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute http or https address, built from configuration and checked parts.</summary>
    public required Uri Address { get; init; }

    /// <summary>For one attempt, from the connection to the last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The off of the race it is about: no retry starts in the last two minutes before it. Null: no race in a hurry.</summary>
    public DateTimeOffset? Off { get; init; }

    /// <summary>Which requests it goes before. The default value is <see cref="RequestUrgency.Usual"/>.</summary>
    public Urgency Urgency { get; init; } = new(RequestUrgency.Usual);

    /// <summary>There is one attempt, whatever comes of it.</summary>
    public bool Once { get; init; }

    /// <summary>Told before each further attempt, for whoever counts requests; null: nobody.</summary>
    public Action? Retrying { get; init; }

    /// <summary>The <c>Accept</c> header.</summary>
    public string Accept { get; init; } = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5";
}

/// <summary>A whole answer with status 2xx, its compression taken off.</summary>
public sealed record PoliteAnswer
{
    /// <summary>The address that answered, after redirections within the host.</summary>
    public required Uri Address { get; init; }

    /// <summary>When the answer's head arrived, on the program's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The <c>Date</c> that the site gave its answer (of a page from a cache: when it was made).</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>When the site stated what is in the answer, as far as that is known.</summary>
    public DateTimeOffset Stamp => Date ?? At;
    public required ReadOnlyMemory<byte> Body { get; init; }
    public MediaTypeHeaderValue? ContentType { get; init; }

    /// <summary>The site answered 204: it has nothing to say on this, which is no page that was cut.</summary>
    public bool NoContent { get; init; }

    /// <summary>The body as text; see <see cref="PageText"/>.</summary>
    public string Text => PageText.Decode(Body.Span, ContentType?.CharSet);
}
